import type { LocalDate } from '../calendar/localTime.ts';
import type { Effect, Instant } from '../program/program.ts';

/** What can happen in a case, in the order of tables. The first five reach the person we wait on. */
export const KINDS = [
  'portal',
  'email',
  'text',
  'call',
  'review',
  'task',
  'decision',
  'tell',
  'note',
  'act',
  'end',
] as const;
export type Kind = (typeof KINDS)[number];

/** How often each kind happened. */
export type Counts = Record<Kind, number>;

export const REACHES: readonly Kind[] = ['portal', 'email', 'text', 'call', 'review'];

/** What people of the house do, and it takes their time. */
export const WORK = ['call', 'review', 'task', 'decision'] as const satisfies readonly Kind[];
export type Work = (typeof WORK)[number];

/** One thing that would have been done. */
export interface Happening {
  at: Instant;
  /** In the zone of the procedure's calendar. */
  date: LocalDate;
  kind: Kind;
  /** Of the message, script, task or act; of an end, its outcome. */
  name: string;
  /** Who does it, where people do. */
  role: string | null;
  step: string;
  /** As the procedure counts; null for steps that have no day. */
  day: number | null;
}

export function kindOf(effect: Effect): Kind | null {
  if (effect.verb === 'send') return effect.channel;
  return effect.verb === 'look-up' ? null : effect.verb;
}

export function noCounts(): Counts {
  return Object.fromEntries(KINDS.map((kind) => [kind, 0])) as Counts;
}

export function isWork(kind: Kind): kind is Work {
  return (WORK as readonly Kind[]).includes(kind);
}

export function sumOf(counts: Counts, kinds: readonly Kind[]): number {
  return kinds.reduce((sum, kind) => sum + counts[kind], 0);
}
