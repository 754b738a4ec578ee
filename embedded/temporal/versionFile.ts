import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { EmbeddedError } from '../errors.ts';

interface VersionRecord {
  serverVersion: string;
  /** False until the server has answered on this file for the first time. */
  answered: boolean;
}

/** The server version that wrote a data file, or undefined when there is no such file. */
export function recordedServerVersion(dbFilename: string): string | undefined {
  return existsSync(dbFilename) ? read(dbFilename)?.serverVersion : undefined;
}

/**
 * Refuses a data file that another server version wrote: Temporal has no migrations for SQLite and promises
 * nothing across versions (SRV-5). Writes the record of a new file before the server creates it, and removes a
 * file whose first start was cut off: half a schema never heals, and nobody was ever told of it.
 */
export function claimVersion(dbFilename: string, serverVersion: string): void {
  const record = read(dbFilename);
  if (existsSync(dbFilename) && record?.answered !== false) {
    if (record === undefined) throw unknown(dbFilename, serverVersion);
    if (record.serverVersion !== serverVersion)
      throw mismatch(dbFilename, record.serverVersion, serverVersion);
    return;
  }
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${dbFilename}${suffix}`, { force: true });
  write(dbFilename, { serverVersion, answered: false });
}

/** Notes that the server has answered: from now on the file holds what somebody relies on. */
export function confirmVersion(dbFilename: string, serverVersion: string): void {
  if (read(dbFilename)?.answered !== true) write(dbFilename, { serverVersion, answered: true });
}

export function versionFileOf(dbFilename: string): string {
  return `${dbFilename}.version.json`;
}

function read(dbFilename: string): VersionRecord | undefined {
  try {
    const record = JSON.parse(readFileSync(versionFileOf(dbFilename), 'utf8')) as Partial<VersionRecord>;
    if (typeof record.serverVersion !== 'string') return undefined;
    return { serverVersion: record.serverVersion, answered: record.answered !== false };
  } catch {
    return undefined;
  }
}

function write(dbFilename: string, record: VersionRecord): void {
  const file = versionFileOf(dbFilename);
  writeFileSync(`${file}.new`, `${JSON.stringify(record)}\n`, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
}

function mismatch(file: string, recorded: string, present: string): EmbeddedError {
  return new EmbeddedError(
    'FT-EMB-VERSION',
    `${file} was written by Temporal server ${recorded}, and this is Temporal server ${present}, which may not read ` +
      `it. Nothing was changed. Either start with server ${recorded} again, or move ${file} and the files beside it whose ` +
      'names begin so (-wal, -shm, .version.json) to another folder, start again, and run "followthrough reconcile": every ' +
      'open case is carried on from the ledger. See "Upgrading the Temporal server" in docs/operations.md.',
  );
}

function unknown(file: string, present: string): EmbeddedError {
  return new EmbeddedError(
    'FT-EMB-VERSION',
    `${file} exists, but not ${versionFileOf(file)}, which says what server version wrote it. Nothing was changed. ` +
      `If it was Temporal server ${present}, write {"serverVersion":"${present}"} into that file; else move the data file away.`,
  );
}
