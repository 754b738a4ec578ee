import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** The process that listens on a TCP port, from /proc; undefined when it belongs to a user we may not look at. */
export function linuxListener(port: number): number | undefined {
  const sockets = new Set([...inodesOf('/proc/net/tcp', port), ...inodesOf('/proc/net/tcp6', port)]);
  if (sockets.size === 0) return undefined;
  return readdirSync('/proc')
    .map(Number)
    .find((pid) => pid > 0 && hasSocket(pid, sockets));
}

const LISTEN = '0A';

function inodesOf(table: string, port: number): string[] {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  try {
    return readFileSync(table, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter((columns) => columns[1]?.endsWith(wanted) === true && columns[3] === LISTEN)
      .map((columns) => `socket:[${columns[9]}]`);
  } catch {
    return [];
  }
}

function hasSocket(pid: number, sockets: Set<string>): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => sockets.has(linkOf(`/proc/${pid}/fd/${fd}`)));
  } catch {
    return false;
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
