import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedError } from '../errors.ts';
import { markOf, programOf } from '../processes.ts';

/** How long the remains of a killed server may take to go. */
const GONE_WITHIN = 10_000;

/**
 * Clears away the postmaster.pid of an earlier server. PostgreSQL does so itself when that pid is free, but not
 * when it has gone to another program or is a zombie, both usual in containers. The file is removed only when no
 * process has the server's shared memory any more: it is what keeps two servers off one folder.
 * @throws EmbeddedError FT-EMB-PG-RUNNING for a server that runs and is not ours to stop
 */
export async function clearStalePostmaster(cluster: string): Promise<void> {
  const file = join(cluster, 'postmaster.pid');
  const left = read(file);
  if (left === undefined || !isTaken(left.pid)) return;
  if (markOf(left.pid) !== undefined && isServerOf(left.pid, cluster)) throw running(left.pid, cluster);
  for (const until = Date.now() + GONE_WITHIN; attached(left.sharedMemory) > 0; await sleep(50)) {
    if (Date.now() > until) throw running(left.pid, cluster);
  }
  rmSync(file, { force: true });
}

function read(file: string): { pid: number; sharedMemory: string | undefined } | undefined {
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Math.abs(Number(lines[0]));
  // The seventh line holds key and id of the shared memory.
  return pid > 0 ? { pid, sharedMemory: lines[6]?.trim().split(/\s+/)[1] } : undefined;
}

/** What PostgreSQL itself asks: whether there is any process of that number, a zombie included. */
function isTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether the process is a PostgreSQL server on that folder; when in doubt, yes. */
function isServerOf(pid: number, cluster: string): boolean {
  if (!/^postgres(\.exe)?$/.test(programOf(pid) ?? 'postgres')) return false;
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    const folder = words[words.indexOf('-D') + 1];
    return folder === undefined || !folder.startsWith('/') || folder === cluster;
  } catch {
    return true;
  }
}

/** How many processes have the shared memory; none where the system has no such list. */
function attached(sharedMemory: string | undefined): number {
  try {
    const rows = readFileSync('/proc/sysvipc/shm', 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/));
    return Number(rows.find((columns) => columns[1] === sharedMemory)?.[6] ?? 0);
  } catch {
    return 0;
  }
}

function running(pid: number, cluster: string): EmbeddedError {
  return new EmbeddedError(
    'FT-EMB-PG-RUNNING',
    `PostgreSQL process ${pid}, or what is left of it, runs on ${cluster}, and this program did not start it. ` +
      `Stop it with "kill -INT ${pid}" and start again.`,
  );
}
