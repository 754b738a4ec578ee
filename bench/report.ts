import type { HistoryFigures } from './histories.ts';
import type { Round } from './round.ts';
import type { SideName } from './sides.ts';

/** One line of the comparison. Figures are null where the system could not tell. */
export interface Line {
  name: string;
  ours: number | null;
  bare: number | null;
  ratio: number | null;
  /** The ratio we aim at, if there is one. */
  goal: number | null;
  /** Digits behind the point. */
  digits: number;
}

const EVENTS_GOAL = 1.15;
const CPU_GOAL = 1.5;
/** Three follow-ups a case, on both sides. */
const FOLLOW_UPS = 3;

export function compare(rounds: Round[], bundles: Record<SideName, number>): Line[] {
  const of = (side: SideName) => rounds.filter((round) => round.side === side);
  const both = (figure: (rounds: Round[]) => number | null) =>
    ({ ours: figure(of('ours')), bare: figure(of('bare')) }) as const;
  const history = (field: keyof HistoryFigures) =>
    both((own) => mean(own.flatMap(({ histories }) => histories.map((each) => each[field]))));
  const cpu = (...parts: (keyof Round['cpu'])[]) => both((own) => perThousand(own, parts));
  const perFollowUp = ({ ours, bare }: ReturnType<typeof both>) =>
    ({ ours: over(ours, FOLLOW_UPS), bare: over(bare, FOLLOW_UPS) }) as const;

  return [
    line('history events per case', history('events'), 1, EVENTS_GOAL),
    line('history events per follow-up', perFollowUp(history('events')), 1, EVENTS_GOAL),
    line('workflow tasks per case', history('workflowTasks'), 1, EVENTS_GOAL),
    line('activities per case', history('activities'), 1),
    line('bytes of history per case', history('bytes'), 0),
    line('CPU s per 1,000 cases: worker', cpu('worker'), 1, CPU_GOAL),
    line('CPU s per 1,000 cases: Temporal server', cpu('server'), 1, CPU_GOAL),
    line('CPU s per 1,000 cases: both together', cpu('worker', 'server'), 1, CPU_GOAL),
    line('CPU s per 1,000 cases: PostgreSQL', cpu('postgres'), 1),
    line(
      'cases per second',
      both((own) => over(sum(own.map(({ cases }) => cases)), sum(own.map(({ seconds }) => seconds)))),
      1,
    ),
    line('workflow bundle, kB', { ours: bundles.ours / 1000, bare: bundles.bare / 1000 }, 0),
  ];
}

function line(
  name: string,
  { ours, bare }: { ours: number | null; bare: number | null },
  digits: number,
  goal: number | null = null,
): Line {
  return { name, ours, bare, ratio: over(ours, bare), goal, digits };
}

function perThousand(rounds: Round[], parts: (keyof Round['cpu'])[]): number | null {
  const spent = rounds.flatMap(({ cpu }) => parts.map((part) => cpu[part]));
  if (spent.includes(null)) return null;
  return over(sum(spent.map(Number)) * 1000, sum(rounds.map(({ cases }) => cases)));
}

function mean(values: number[]): number | null {
  return over(sum(values), values.length);
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function over(value: number | null, by: number | null): number | null {
  return value === null || !by ? null : value / by;
}

/** The comparison as an aligned table. */
export function table(lines: Line[]): string {
  const rows = lines.map(({ name, ours, bare, ratio, goal, digits }) => [
    name,
    shown(ours, digits),
    shown(bare, digits),
    shown(ratio, 2),
    goal === null ? '' : `<= ${goal.toFixed(2)}`,
    goal === null || ratio === null ? '' : ratio <= goal ? 'met' : 'above',
  ]);
  const all = [['', 'ours', 'bare', 'ratio', 'goal', ''], ...rows];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  const aligned = (row: string[]) =>
    row.map((cell, column) =>
      column === 0 || column === 5 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
    );
  return all.map((row) => aligned(row).join('  ').trimEnd()).join('\n');
}

function shown(value: number | null, digits: number): string {
  return value === null
    ? 'n/a'
    : value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
