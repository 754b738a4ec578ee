import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedError } from './errors.ts';
import { isSamePlace, listenForLife, mayLive, thisPlace } from './liveness.ts';
import { createHolder, type Holder, readHolder, setAside, writeHolder } from './lockFile.ts';
import { isRunning, markOf, type StopSteps, stopProcess } from './processes.ts';

export type { Holder } from './lockFile.ts';

export interface Lock {
  /** Notes the server process, so that whoever comes after our death waits for its end too. */
  setChild(pid: number): void;
  release(): void;
}

/**
 * Takes the lock file or refuses, naming the living holder. The lock of a dead holder is taken over, after its
 * server, should that have survived, is stopped by `orphan`. A living one is never robbed, however long it sleeps.
 * @throws EmbeddedError FT-EMB-LOCKED
 */
export async function takeLock(file: string, what: string, orphan: StopSteps): Promise<Lock> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const me = myself(what);
  const socket = `${file}.${me.id.slice(0, 8)}`;
  // It answers before the lock can be read, or we would look dead for a moment.
  const life = await listenForLife(socket);
  if (life !== undefined) me.socket = socket;
  try {
    await contend(file, me, orphan);
  } catch (error) {
    life?.close();
    throw error;
  }
  return {
    setChild: (pid) => {
      const child = markOf(pid);
      if (child !== undefined) me.child = child;
      writeHolder(file, me);
    },
    release: () => {
      if (readHolder(file)?.id === me.id) rmSync(file, { force: true });
      life?.close();
    },
  };
}

/** Who holds the lock now, if it may be a living process. */
export async function holderOf(file: string): Promise<Holder | undefined> {
  const holder = readHolder(file);
  return holder !== undefined && (await lives(holder)) ? holder : undefined;
}

async function contend(file: string, me: Holder, orphan: StopSteps): Promise<void> {
  while (!createHolder(file, me)) {
    const holder = readHolder(file);
    if (holder !== undefined && (await lives(holder))) throw refused(file, holder);
    if (holder?.child !== undefined && isSamePlace(holder.place, me.place)) {
      const gone = await stopProcess(holder.child, orphan);
      if (!gone) throw refused(file, { ...holder, owner: holder.child });
    }
    setAside(file, holder);
    if (holder?.socket !== undefined) rmSync(holder.socket, { force: true });
    // Others may have found the same dead lock: let all of them set it aside before one creates the new one.
    await sleep(50);
  }
}

function myself(what: string): Holder {
  const owner = markOf(process.pid) ?? { pid: process.pid, started: '' };
  return { id: randomUUID(), place: thisPlace(), what, since: new Date().toISOString(), owner };
}

async function lives(holder: Holder): Promise<boolean> {
  if (isSamePlace(holder.place, thisPlace())) return isRunning(holder.owner);
  return mayLive(holder.place, holder.socket);
}

function refused(file: string, { what, owner, since, place }: Holder): EmbeddedError {
  const here = isSamePlace(place, thisPlace());
  const kill = here && process.platform !== 'win32' ? ` (kill ${owner.pid})` : '';
  const gone = here ? '' : ` If ${place.host} is gone for good, delete the lock file.`;
  return new EmbeddedError(
    'FT-EMB-LOCKED',
    `${what} is in use by process ${owner.pid}${here ? '' : ` on ${place.host}`} since ${since} (lock file ${file}). ` +
      `Stop that process${kill} or use another data folder.${gone}`,
  );
}
