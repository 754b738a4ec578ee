import { randomUUID } from 'node:crypto';
import {
  linkSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedError } from './errors.ts';
import { isRunning, markOf, type ProcessMark, type StopSteps, stopProcess } from './processes.ts';

/** Who has the data open: the program that started the server, and the server itself. */
export interface Holder {
  id: string;
  /** Machine and process-number space: pids can be compared only when it is the same. */
  place: string;
  what: string;
  since: string;
  owner: ProcessMark;
  child?: ProcessMark;
}

export interface Lock {
  /** Notes the server process, so that whoever comes after our death waits for its end too. */
  setChild(pid: number): void;
  release(): void;
}

const BEAT = 5_000;
/** A holder whose process we cannot see (another container on the same volume) is dead after six missed beats. */
const SILENT = 30_000;

/**
 * Takes the lock file or refuses, naming the living holder. The lock of a dead holder is taken over, after its
 * server, should that have survived, is stopped by `orphan`.
 */
export async function takeLock(file: string, what: string, orphan: StopSteps): Promise<Lock> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const me = myself(what);
  for (;;) {
    if (create(file, me)) break;
    const holder = readHolder(file);
    if (holder !== undefined && lives(holder, file)) throw refused(file, holder);
    if (holder?.child !== undefined && holder.place === me.place && !(await stopProcess(holder.child, orphan))) {
      throw refused(file, { ...holder, owner: holder.child });
    }
    setAside(file, holder);
    // Another process may have found the same dead lock: let both settle, then see whose the file is.
    await sleep(50);
  }
  const beat = setInterval(() => touch(file), BEAT);
  beat.unref();
  return {
    setChild: (pid) => {
      const child = markOf(pid);
      if (child !== undefined) me.child = child;
      write(file, me);
    },
    release: () => {
      clearInterval(beat);
      if (readHolder(file)?.id === me.id) rmSync(file, { force: true });
    },
  };
}

/** Who holds the lock now, if it is a living process. */
export function holderOf(file: string): Holder | undefined {
  const holder = readHolder(file);
  return holder !== undefined && lives(holder, file) ? holder : undefined;
}

function myself(what: string): Holder {
  const owner = markOf(process.pid) ?? { pid: process.pid, started: '' };
  return { id: randomUUID(), place: place(), what, since: new Date().toISOString(), owner };
}

function place(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

function lives(holder: Holder, file: string): boolean {
  if (holder.place === place()) return isRunning(holder.owner);
  try {
    return Date.now() - statSync(file).mtimeMs < SILENT;
  } catch {
    return false;
  }
}

/** Creates the file with its content in one step: nobody ever reads half a lock. */
function create(file: string, holder: Holder): boolean {
  const draft = `${file}.${holder.id}`;
  writeFileSync(draft, JSON.stringify(holder), { mode: 0o600 });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code === 'EPERM' || code === 'ENOTSUP' || code === 'ENOSYS') return createWithoutLinks(file, holder);
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** For file systems without hard links; a reader may find the file empty for a moment. */
function createWithoutLinks(file: string, holder: Holder): boolean {
  try {
    writeFileSync(file, JSON.stringify(holder), { mode: 0o600, flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes a dead lock by renaming it, and puts it back if meanwhile a living one had taken its place. */
function setAside(file: string, dead: Holder | undefined): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const moved = readHolder(aside);
  if (moved === undefined || moved.id === dead?.id) return rmSync(aside, { force: true });
  try {
    linkSync(aside, file);
  } finally {
    rmSync(aside, { force: true });
  }
}

function write(file: string, holder: Holder): void {
  const draft = `${file}.${holder.id}`;
  writeFileSync(draft, JSON.stringify(holder), { mode: 0o600 });
  renameSync(draft, file);
}

function touch(file: string): void {
  try {
    const now = new Date();
    utimesSync(file, now, now);
  } catch {
    // The folder is gone: there is nothing left to protect.
  }
}

function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

function refused(file: string, holder: Holder): EmbeddedError {
  const here = holder.place === place();
  const who = here ? `process ${holder.owner.pid}` : `process ${holder.owner.pid} on ${holder.place.split(' ')[0]}`;
  return new EmbeddedError(
    'FT-EMB-LOCKED',
    `${holder.what} is in use by ${who} since ${holder.since} (lock file ${file}). ` +
      `Stop that process${here && process.platform !== 'win32' ? ` (kill ${holder.owner.pid})` : ''} or use another data folder.`,
  );
}
