import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedError } from '../errors.ts';
import { type DataFolder, giveTo } from './dataFolder.ts';
import type { RunAs } from './runAs.ts';

const DRAFT = 'initialising-';

export interface Initialise {
  initdb: string;
  data: DataFolder;
  user: string;
  password: string;
  as: RunAs;
  owner: { uid?: number; gid?: number };
}

/** Makes a cluster beside its place and moves it there whole: one cut short leaves nothing that looks like one. */
export async function initialise({ initdb, data, user, password, as, owner }: Initialise): Promise<void> {
  for (const name of readdirSync(data.folder).filter((n) => n.startsWith(DRAFT))) {
    rmSync(join(data.folder, name), { recursive: true, force: true });
  }
  const draft = mkdtempSync(join(data.folder, DRAFT));
  try {
    const passwordFile = join(draft, 'password');
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    giveTo(draft, owner.uid, owner.gid);
    giveTo(passwordFile, owner.uid, owner.gid);
    const cluster = join(draft, 'cluster');
    await initdbInto(initdb, ['--pgdata', cluster, '--username', user, '--pwfile', passwordFile], as);
    renameSync(cluster, data.cluster);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/**
 * The built-in locale sorts by code point and never changes, so an upgrade of the system cannot corrupt an index.
 * Checksums are on by PostgreSQL's own default.
 */
const ALWAYS = [
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
];

async function initdbInto(initdb: string, args: string[], as: RunAs): Promise<void> {
  const [command, ...rest] = [...as.prefix, initdb, ...ALWAYS, ...args] as [string, ...string[]];
  const ids = {
    ...(as.uid === undefined ? {} : { uid: as.uid }),
    ...(as.gid === undefined ? {} : { gid: as.gid }),
  };
  try {
    await promisify(execFile)(command, rest, { env: cleanEnvironment(), ...ids });
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    throw new EmbeddedError(
      'FT-EMB-PG-START',
      `PostgreSQL could not make its data folder: ${stderr?.trim() || message}`,
      {
        cause: error,
      },
    );
  }
}

/** Without the user's PG* variables and locale, which would steer the server or translate its messages. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP } = process.env;
  return { PATH, LC_ALL: 'C', TZ: 'UTC', ...(SystemRoot ? { SystemRoot } : {}), ...(TEMP ? { TEMP } : {}) };
}
