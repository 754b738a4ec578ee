import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process that cannot be mistaken for a later one that got the same pid. */
export interface ProcessMark {
  pid: number;
  /** Opaque: boot and start time. Empty where the system does not tell; then the pid alone decides. */
  started: string;
}

/** Signals to try in order, each with the milliseconds after which the next one is tried. */
export type StopSteps = readonly (readonly [NodeJS.Signals, number])[];

/** The mark of a running process, or undefined. A process that is dead but not yet reaped does not run. */
export function markOf(pid: number): ProcessMark | undefined {
  if (process.platform === 'linux') return linuxMark(pid);
  if (process.platform === 'win32') return answers(pid) ? { pid, started: '' } : undefined;
  const [started, state] = ps(pid, 'lstart=,stat=');
  return started === undefined || state?.startsWith('Z') === true ? undefined : { pid, started };
}

export function isRunning(mark: ProcessMark): boolean {
  const now = markOf(mark.pid);
  return now !== undefined && (mark.started === '' || mark.started === now.started);
}

/** Stops a process by the given signals; true when it is gone. */
export async function stopProcess(mark: ProcessMark, steps: StopSteps): Promise<boolean> {
  for (const [signal, wait] of steps) {
    if (!isRunning(mark)) return true;
    try {
      process.kill(mark.pid, signal);
    } catch {
      // Gone between the look and the signal, or another user's: the wait below tells which.
    }
    const until = Date.now() + wait;
    while (Date.now() < until && isRunning(mark)) await sleep(25);
  }
  return !isRunning(mark);
}

/** The name of a running process's program, without its folder. */
export function programOf(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
    return ps(pid, 'comm=')[0]?.split('/').pop();
  } catch {
    return undefined;
  }
}

function linuxMark(pid: number): ProcessMark | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in parentheses and may hold anything, so count from its end.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return { pid, started: `${boot}/${fields[19]}` };
  } catch {
    return undefined;
  }
}

function ps(pid: number, columns: string): string[] {
  try {
    const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
    const text = execFileSync('ps', ['-o', columns, '-p', String(pid)], {
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
    if (text === '') return [];
    const lastSpace = columns.includes(',') ? text.lastIndexOf(' ') : -1;
    return lastSpace < 0 ? [text] : [text.slice(0, lastSpace).trim(), text.slice(lastSpace + 1)];
  } catch {
    return [];
  }
}

function answers(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
