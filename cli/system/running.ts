import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Holder, readHolder } from '../../embedded/lockFile.ts';
import { isSamePlace, thisPlace } from '../../embedded/liveness.ts';
import { isRunning } from '../../embedded/processes.ts';

/** Where a running `up` can be reached: written by it, read by the other commands. */
export interface Running {
  pid: number;
  /** ISO 8601. */
  since: string;
  databaseUrl: string;
  temporal: { address: string; namespace: string };
  /** The gateway, and the Web UI where there is one. */
  http: string | null;
  ui: string | null;
}

export const DEFAULT_DATA_DIR = '.followthrough';

const fileIn = (dataDir: string): string => join(resolve(dataDir), 'running.json');

/** Only the owner may read it: the ledger's URL holds its password. Readers never see half a file. */
export function writeRunning(dataDir: string, running: Running): void {
  const file = fileIn(dataDir);
  mkdirSync(resolve(dataDir), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(running, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

export function removeRunning(dataDir: string): void {
  rmSync(fileIn(dataDir), { force: true });
}

/** Undefined when nothing runs there: no file, or one that a killed `up` left behind. */
export function readRunning(dataDir: string): Running | undefined {
  try {
    const running = JSON.parse(readFileSync(fileIn(dataDir), 'utf8')) as Running;
    return isAlive(running.pid) ? running : undefined;
  } catch {
    return undefined;
  }
}

/** For how many seconds a living `up` has had the data folder; undefined: none has. Asked where nothing can be reached yet. */
export function startingSince(dataDir: string): number | undefined {
  const holder: Holder | undefined = readHolder(lockOf(resolve(dataDir)));
  if (!holder || !isSamePlace(holder.place, thisPlace()) || !isRunning(holder.owner)) return undefined;
  return Math.max(0, Math.round((Date.now() - Date.parse(holder.since)) / 1_000));
}

/** Whoever starts in a data folder, or works with it while nothing runs, holds this file. */
export function lockOf(dataDir: string): string {
  return join(dataDir, 'up.lock');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process is alive all the same.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
