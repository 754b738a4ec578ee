/**
 * A program is a procedure compiled for one variant: a flat list of operations that `next` and `evolve` walk.
 * It travels in the workflow's input, so it is plain JSON, holds nothing personal and never changes for a running case.
 */

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** How a case, or one round of it, ended. */
export const OUTCOMES = [
  'answered',
  'booked',
  'checked-in',
  'paid',
  'proceeded',
  'cancelled',
  'ended',
  'handed-over',
  'withdrawn',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export type Channel = 'portal' | 'email';

/** Holds an operation back unless a steering fact has (or has not) one of the values. All guards of one fact are exclusive by construction. */
export interface Guard {
  fact: string;
  is?: string[];
  isNot?: string[];
}

/** One thing a step does. `name` is the template's name, or the act's. */
export type Effect =
  | { verb: 'note'; name: string }
  | { verb: 'send'; channel: Channel; name: string; warnsOf?: string }
  | { verb: 'task'; name: string; role: string }
  | { verb: 'act'; name: string; irreversible: boolean };

export type Operation =
  /** Wait for the planned moment of a step. */
  | { op: 'wait'; step: string }
  /** Do effects one after the other. `ends` closes the case when the last of them is done. */
  | { op: 'perform'; step: string; key: string; effects: Effect[]; only?: Guard; ends?: Outcome }
  /** Go on only with a delivered warning that named the act and a manager's approval; see docs/architecture.md. */
  | { op: 'gate'; step: string; key: string; act: string; approver: string; warnedBy: string; only?: Guard };

/** A step as the planner sees it. `day` counts from the clock's first day; absent for steps at the opening. */
export interface ProgramStep {
  key: string;
  when: 'opened' | 'day-zero-moved' | 'day';
  day?: number;
  /** The step reaches the contact: it counts as an attempt and keeps its distance to other attempts. */
  attempt: boolean;
  /** The step carries a warning, so lateness moves it and never skips it. */
  warns: boolean;
}

/** How days are counted. Hours are local wall-clock times "HH:MM" in the calendar's zone. */
export interface Clock {
  calendar: string;
  dayZero: string;
  /** The number of the day on which the clock starts: 0, or 1 where the SOP calls it "Day 1". */
  firstDay: number;
  count: 'business-days' | 'calendar-days';
  /** Sent before this minute: it belongs to the evening before. */
  sentFrom?: string;
  /** Sent after this minute, or on a day off: the next business day is day zero. */
  sentUntil?: string;
  at: string;
  /** Full calendar days that lie between two attempts at the least. */
  fullDaysBetween?: number;
  /** A step this many counted days late is skipped with a reason; absent: it is moved, never skipped. */
  skipAfterDays?: number;
}

/** A fact that steers the path and may be changed while the case runs: the resolution of a case alert. */
export interface SteeringFact {
  name: string;
  options: string[];
  default: string;
  /** The step from which on it can no longer be changed. */
  until?: string;
}

export interface Program {
  /** Which version of the interpreter's meaning applies: old meanings stay as they were for running cases. */
  meaning: 1;
  procedure: string;
  version: number;
  /** Content hash of the procedure's files; the ledger keeps them under it. */
  hash: string;
  variant: string | null;
  title: string;
  /** The role that owns the case and gets its tasks. */
  owner: string;
  clock: Clock;
  steering: SteeringFact[];
  attemptsPerRound: number | null;
  /** What a reply after the end does: a task for the owner, or the case opens again. */
  afterEnd: 'task' | 'reopen';
  /** Conditions that end the case by themselves, and how: `case-withdrawn` → withdrawn. */
  conditions: Record<string, Outcome>;
  /** Done when a reply opens the case again after its end. */
  reopening: Effect[];
  steps: ProgramStep[];
  operations: Operation[];
}
