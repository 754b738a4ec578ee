import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { Place } from './liveness.ts';
import type { ProcessMark } from './processes.ts';

/** Who has the data open: the program that started the server, and the server itself. */
export interface Holder {
  id: string;
  place: Place;
  what: string;
  since: string;
  owner: ProcessMark;
  child?: ProcessMark;
  /** Answers as long as the owner lives; see liveness.ts. */
  socket?: string;
}

const PRIVATE = { mode: 0o600 };

/** Creates the file with its content in one step: nobody ever reads half a lock. False when there is one. */
export function createHolder(file: string, holder: Holder): boolean {
  const draft = `${file}.${holder.id}`;
  writeFileSync(draft, JSON.stringify(holder), PRIVATE);
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

export function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

export function writeHolder(file: string, holder: Holder): void {
  const draft = `${file}.${holder.id}`;
  writeFileSync(draft, JSON.stringify(holder), PRIVATE);
  renameSync(draft, file);
}

/** Removes a dead lock by renaming it, and puts it back if meanwhile a living one had taken its place. */
export function setAside(file: string, dead: Holder | undefined): void {
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

/** For file systems without hard links; a reader may find the file empty for a moment. */
function createWithoutLinks(file: string, holder: Holder): boolean {
  try {
    writeFileSync(file, JSON.stringify(holder), { ...PRIVATE, flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
