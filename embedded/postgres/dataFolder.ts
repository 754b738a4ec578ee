import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { EmbeddedError } from '../errors.ts';

/** What lives in the data folder of the embedded PostgreSQL. */
export interface DataFolder {
  folder: string;
  /** PostgreSQL's own folder. */
  cluster: string;
  passwordFile: string;
  lockFile: string;
}

/** The major version of the programs; a cluster of another one needs pg_upgrade. */
export const MAJOR = '18';

export function dataFolder(folder: string): DataFolder {
  return {
    folder,
    cluster: join(folder, 'cluster'),
    passwordFile: join(folder, 'password'),
    lockFile: join(folder, 'lock'),
  };
}

/** Makes the folder; root opens it for passing through, as PostgreSQL then runs as somebody else. */
export function makeFolder({ folder }: DataFolder, otherUser: boolean): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (otherUser) chmodSync(folder, 0o711);
}

/** The password of the database, made once. */
export function passwordOf({ passwordFile, cluster }: DataFolder): string {
  if (existsSync(passwordFile)) {
    const password = readFileSync(passwordFile, 'utf8').trim();
    if (password !== '') return password;
  }
  if (existsSync(cluster)) throw unusable(cluster, `its password file ${passwordFile} is missing or empty`);
  const password = randomBytes(24).toString('base64url');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600, flush: true });
  return password;
}

/**
 * True when there is a cluster, false when one has to be made. Looks only.
 * @throws EmbeddedError FT-EMB-PG-DATA when there is something that is not a cluster of this version
 */
export function hasCluster({ cluster }: DataFolder): boolean {
  if (!existsSync(cluster)) return false;
  const names = readdirSync(cluster);
  const missing = ['PG_VERSION', 'base', 'global', 'pg_wal'].filter((name) => !names.includes(name));
  if (missing.length > 0)
    throw unusable(cluster, `${missing.join(', ')} missing: it is no whole PostgreSQL cluster`);
  const version = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  if (version === MAJOR) return true;
  throw unusable(
    cluster,
    `PostgreSQL ${version || '?'} wrote it, and this is PostgreSQL ${MAJOR} (use pg_dump of the old version)`,
  );
}

export function unusable(cluster: string, why: string, detail = ''): EmbeddedError {
  return new EmbeddedError(
    'FT-EMB-PG-DATA',
    `The PostgreSQL data in ${cluster} cannot be used: ${why}. Nothing in it was changed. Restore the folder from a backup ` +
      `("followthrough backups", then "followthrough restore BACKUP --replace", which keeps this folder aside), or move it ` +
      `away to begin with an empty ledger.${detail === '' ? '' : `\n${detail}`}`,
  );
}

/** Gives a folder to the user that PostgreSQL runs as. */
export function giveTo(folder: string, uid: number | undefined, gid: number | undefined): void {
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid);
}
