import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second on every machine that Node runs on. */
const TICKS_PER_SECOND = 100;

/** Fields of /proc/<pid>/stat, counted behind the name in parentheses, which may itself hold blanks. */
const FIELD = { parent: 1, user: 11, system: 12, endedChildrenUser: 13, endedChildrenSystem: 14 } as const;

type Stat = (field: keyof typeof FIELD) => number;

/** Processor seconds of one process with all its threads; null where the system has no /proc. */
export function cpuOf(pid: number): number | null {
  const stat = statOf(pid);
  return stat && (stat('user') + stat('system')) / TICKS_PER_SECOND;
}

/** Processor seconds of a process and of its children, those that have ended included. */
export function cpuOfFamily(pid: number): number | null {
  const stat = statOf(pid);
  if (!stat) return null;
  const ended = (stat('endedChildrenUser') + stat('endedChildrenSystem')) / TICKS_PER_SECOND;
  const running = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => statOf(Number(name))?.('parent') === pid)
    .map((name) => cpuOf(Number(name)) ?? 0);
  return running.reduce((sum, each) => sum + each, (cpuOf(pid) ?? 0) + ended);
}

function statOf(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return (field) => Number(fields[FIELD[field]]);
  } catch {
    return null;
  }
}
