import { readFileSync, readlinkSync, rmSync } from 'node:fs';
import { createConnection, createServer, type Server } from 'node:net';
import { hostname } from 'node:os';

/** Where a process number means something: the machine, its kernel's present run, and the container. */
export interface Place {
  host: string;
  boot: string;
  pids: string;
}

export function thisPlace(): Place {
  return {
    host: hostname(),
    boot: orNothing(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    pids: orNothing(() => readlinkSync('/proc/self/ns/pid')),
  };
}

export function isSamePlace(a: Place, b: Place): boolean {
  return a.host === b.host && a.pids === b.pids;
}

/** Longer paths do not fit into the address of a socket. */
const LONGEST = 100;

/**
 * A socket that shows the kernel's word on our life to processes that cannot see our number, such as those of
 * another container on the same volume: it answers also while we are stopped, and refuses the moment we are dead.
 * Undefined where the file system has no sockets.
 */
export async function listenForLife(path: string): Promise<Server | undefined> {
  if (process.platform === 'win32' || path.length > LONGEST) return undefined;
  const server = createServer((socket) => socket.destroy());
  server.unref();
  return new Promise((resolve) => {
    server.once('error', () => {
      rmSync(path, { force: true });
      resolve(undefined);
    });
    server.listen(path, () => resolve(server));
  });
}

/** False only when it is certain that the process at another place is dead: age alone never is proof. */
export async function mayLive(place: Place, socket: string | undefined): Promise<boolean> {
  const here = thisPlace();
  if (here.boot === '' || place.boot === '') return true;
  if (here.boot !== place.boot) return here.host !== place.host;
  return socket === undefined || !(await isRefused(socket));
}

function isRefused(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ path });
    socket.once('connect', () => {
      socket.destroy();
      resolve(false);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'ECONNREFUSED'));
  });
}

function orNothing(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
