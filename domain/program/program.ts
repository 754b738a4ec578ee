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

export type Channel = 'portal' | 'email' | 'text';

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
  /** A person rings the contact with a script; how it went decides what counts. */
  | { verb: 'call'; name: string; role: string; warnsOf?: string }
  /** A message to the house's own people. */
  | { verb: 'tell'; name: string; role: string }
  /** `meanwhile`: the case does not wait for it. */
  | { verb: 'task'; name: string; role: string; meanwhile?: true }
  /** Asks an outside system; what it says becomes the fact of the same name. */
  | { verb: 'look-up'; name: string }
  /** A person goes through what the customer owes; `levels` is the program's. */
  | { verb: 'review'; name: string; role: string }
  /** `unit`: the act whose warning and approval cover this one too. */
  | { verb: 'act'; name: string; irreversible: boolean; unit?: string };

export type Operation =
  /** Wait for the planned moment of a step. */
  | { op: 'wait'; step: string }
  /** Do effects one after the other. `ends` closes the case when the last of them is done. */
  | { op: 'perform'; step: string; key: string; effects: Effect[]; only?: Guard; ends?: Outcome }
  /** Back to the wait of the step, with a new date. */
  | { op: 'repeat'; step: string }
  /**
   * Go on only with a delivered warning that named the act and a manager's approval; see docs/architecture.md.
   * `warnedBy` null: the question comes before the warning, and only the approval is asked for.
   */
  | {
      op: 'gate';
      step: string;
      key: string;
      act: string;
      approver: string;
      warnedBy: string | null;
      asks?: TeamQuestion;
      only?: Guard;
    };

/** A reminder level of a debt. `manual` are actions with a task template of that name. */
export interface Level {
  name: string;
  days: number;
  actions: ('letter' | 'email')[];
  manual: string[];
}

/** Before the approval a team is asked which way to go, by the options of a fact, unless another fact says more than its default. */
export interface TeamQuestion {
  role: string;
  fact: string;
  unless?: Guard;
}

/** A step as the planner sees it. `day` counts from the clock's first day; absent for steps at the opening. */
export interface ProgramStep {
  key: string;
  when: 'opened' | 'day-zero-moved' | 'level-reached' | 'day' | 'wait' | 'end-of-week';
  day?: number;
  wait?: Wait;
  weekEnd?: WeekEnd;
  /** The step reaches the contact: it counts as an attempt and keeps its distance to other attempts. */
  attempt: boolean;
  /** The step carries a warning, so lateness moves it and never skips it. */
  warns: boolean;
}

/** So many hours after the step before it was done (the first step: after the day-zero fact), then the first working hour. */
export interface Wait {
  hours: number;
  /** The end of the window that the procedure names; later is late, never left out. */
  within?: number;
}

/** A weekday and hour that lies so many hours after the step before it at the least, else a week later. */
export interface WeekEnd {
  /** 1 is Monday. */
  weekday: number;
  at: string;
  hours: number;
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
  /** An outside system says it, so no person chooses it. */
  lookedUp?: true;
}

/** What this interpreter can carry; a change of what a program means is a new number (docs/decisions/0008). */
const MEANINGS: readonly number[] = [1];

/**
 * Whoever carries a case asks first: by another meaning it would do something else than its procedure says.
 * @throws Error of a kind that fails the task and not the case: it stands, visible as stuck, until a build knows its meaning
 */
export function checkMeaning({ procedure, meaning }: Program): void {
  if (MEANINGS.includes(meaning)) return;
  throw new Error(
    `this build does not know meaning ${meaning} of ${procedure}: another one must carry the case`,
  );
}

export interface Program {
  /** Which version of the interpreter's meaning applies. */
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
  /** Look-ups that must find the reason still there before every contact and every irreversible act. */
  verify: string[];
  /** A task that is left undone for so many hours goes to `escalateTo` (null: stays with its role, more urgent). */
  taskHours: number;
  escalateTo: string | null;
  /** What a reply after the end does: a task for the owner, or the case opens again. */
  afterEnd: 'task' | 'reopen';
  /** Conditions that end the case by themselves, and how: `case-withdrawn` → withdrawn. */
  conditions: Record<string, Outcome>;
  /** Done when a reply opens the case again after its end. */
  reopening: Effect[];
  steps: ProgramStep[];
  /** Reminder levels; where there are any, dates come from what is owed. */
  levels: Level[];
  operations: Operation[];
}
