import type { EffectResult } from '../domain/program/events.ts';
import type { Plan, PlanAsk, Slot } from '../domain/program/plan.ts';
import type { Clock, Effect, Instant, Level, Outcome, ProgramStep } from '../domain/program/program.ts';
import type { CaseState, Unrecorded, Warning } from '../domain/program/state.ts';
import type { Speaking, Turn } from '../domain/program/turn.ts';
import type { CaseView } from '../domain/program/view.ts';

/** What the workflow may ask of its activities. Types only: the workflow imports nothing else from this folder. */
export interface Activities {
  planDates(input: PlanInput): Promise<Plan>;
  performStep(input: PerformInput): Promise<PerformOutcome>;
  recordCase(input: RecordInput): Promise<RecordOutcome | undefined>;
}

export interface PlanInput {
  program: { clock: Clock; steps: ProgramStep[]; levels: Level[] };
  /** The case's time. */
  at: Instant;
  ask: PlanAsk;
  /** The plan that is replaced; null at the first planning. */
  previous: Plan | null;
}

export interface PerformInput {
  /** The workflow id, which is the case's id in the ledger. */
  caseId: string;
  round: number;
  pass: number;
  /** The operation's key. With round and pass it names the same work on every retry. */
  key: string;
  step: string;
  /** Index of the first effect that is still to be done. */
  from: number;
  effects: Effect[];
  /** The step reaches out to the contact: at most one such step a local day. */
  attempt: boolean;
  /** Absent times mean: no sending hours apply. */
  slot: Pick<Slot, 'at' | 'until' | 'notAfter'> | null;
  /** The workflow's time. A rehearsal goes by it; a live case goes by the wall clock. */
  at: Instant;
  /** Name of the calendar (the program's `clock.calendar`): its zone says what a local day is. */
  calendar: string;
  rehearsal: boolean;
  /** Facts that steer the path, as they are now: they win over those the ledger has from the opening. */
  facts: Record<string, string>;
  /** What the workflow holds as proof for an irreversible act. The gate wants it to agree with the ledger. */
  warnings: Warning[];
  approvals: CaseState['approvals'];
  /** Ids of the messages that the case had taken when it asked for this work, newest last: the ledger may have newer ones. */
  heard: string[];
  lastAttempt: CaseState['lastAttempt'];
  /** How often the call of this step was put off. */
  again: number;
  /** What must be looked up before a contact or an irreversible act. */
  verify: string[];
  /** A task that is left undone for so many hours is escalated. */
  taskHours: number;
  /** The case ends with this outcome when every effect is done. */
  ends?: Outcome;
  /** Opening the outside case again after a reply: the one work that is done although a reply blocks all contact. */
  despiteReply: boolean;
  /** How the case stands when every effect goes well; stored together with the last of them. */
  view: CaseView;
  /** What the run that asks has said to the ledger; absent: it is of an earlier release. */
  speaking?: Speaking;
  /** All of how the case stands then, without its log: what another run would begin from. */
  after?: CaseState;
}

export interface PerformOutcome {
  /** One result for each effect that was tried, beginning with `from`; all but the last are done or skipped. */
  results: EffectResult[];
  /** The ledger has taken over how the case stands now, under this word. */
  stands?: Turn;
}

export interface RecordOutcome {
  /** The ledger has taken over how the case stands, under this word. */
  stands?: Turn;
}

export interface RecordInput {
  caseId: string;
  at: Instant;
  round: number;
  view: CaseView;
  /**
   * What the ledger has yet to hear, stored as one transaction, each part once however often it is sent:
   * tasks to open; tasks that are done (with `option`, `by`) or called off (without); replies that a person has dealt
   * with and that stop blocking contact; timeline entries. A `by-hand` task closed as `posted` makes its intent accepted.
   */
  changes: Unrecorded;
  plan: Plan | null;
  /** The version of the procedure that the case follows; absent: the one it is kept with. */
  hash?: string;
  /** What the run that asks has said to the ledger, and all of how the case stands; absent: it is of an earlier release. */
  speaking?: Speaking;
  state?: CaseState;
}
