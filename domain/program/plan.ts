import type { Instant } from './program.ts';

/** When a step is due. Computed outside the workflow and recorded, so that no zone or holiday is read during replay. */
export interface Slot {
  at: Instant;
  /** The end of that day's sending hours: from then on the step is late and is planned anew. */
  until: Instant;
  /** For a step that waits for the one before it: when that one is taken to be done. */
  since?: Instant;
  /** The end of the window that the procedure names. */
  within?: Instant;
  /** Past this instant the step is skipped with a reason; absent: it is moved however late it is. */
  notAfter?: Instant;
  /** `at` in the calendar's zone, for people: "Mon 9 Mar 2026 09:00". */
  label: string;
}

/** The planned dates of one round. */
export interface Plan {
  zone: string;
  /** Day zero as a local date, and whether it was moved from the day of the event. */
  dayZero: string;
  moved: boolean;
  slots: Record<string, Slot>;
  /** For procedures with levels: how the account stands. `clear`: nothing overdue is left; `disputed`: only that. */
  standing?: 'overdue' | 'disputed' | 'clear';
}

/** What the planner is asked for. */
export type PlanAsk =
  /** A new round: count from this event. */
  | { kind: 'round'; zero: Instant }
  /**
   * Go on with `step` (its key) and keep the distances after it. `send-hour`: at the clock's hour; `in-hours`: as soon as
   * working hours allow. `after` is the last attempt and its day number: the planned distance to it is kept.
   */
  | {
      kind: 'from';
      step: string;
      notBefore: Instant;
      mode: 'send-hour' | 'in-hours';
      after?: { at: Instant; day: number };
      /** When the step before it was done: a step that waits counts its hours from here. */
      since?: Instant;
      /** The step may come before the date that it was put off to. */
      sooner?: true;
      /** A date set by hand instead of the next level's. */
      manual?: Instant;
    };
