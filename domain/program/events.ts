import type { Plan } from './plan.ts';
import type { Instant, Program } from './program.ts';
import type { Unrecorded } from './state.ts';

/** How one effect went. */
export type EffectResult =
  /** `deliveredAt`: when the message counts as delivered, epoch milliseconds; only for messages. */
  | { status: 'done'; deliveredAt?: Instant }
  /** Not now, for a reason that will pass by itself; the step is planned anew from `until`. */
  | { status: 'not-now'; reason: string; until: Instant }
  /** Stopped by the ledger's gate because of replies the case may not have heard of yet. */
  | { status: 'answered'; replies: string[] }
  /** Never: the reason is kept and the step goes on with its next effect. */
  | { status: 'skipped'; reason: string }
  /** A person does it; the case waits for this task. */
  | { status: 'with-person'; task: string; options: string[]; template?: string }
  /** An outside system was asked; `value` is an option of the fact. */
  | { status: 'looked-up'; value: string }
  /** A look-up found that what is waited for has happened. */
  | { status: 'met'; condition: string }
  /** A look-up found a reason to stand still until a person has read it. */
  | { status: 'to-check'; reason: string }
  /** Needs a person's judgement: unknown whether it went out, address refused, configuration wrong. */
  | { status: 'failed'; reason: string }
  /** The work was called off before the provider was called. */
  | { status: 'stopped' };

/** Where a case goes on in another version of its procedure. */
export interface Place {
  position: number;
  progress: number;
  /** Keys of the steps that both versions have, where they differ: the old one and the new one. */
  steps: Record<string, string>;
}

/** What can happen to a case. `id` names the message that said it, so that a repeated one is ignored. */
export type CaseEvent =
  | { type: 'time-came'; at: Instant }
  | { type: 'planned'; at: Instant; plan: Plan }
  | { type: 'planning-failed'; at: Instant }
  /** `from`: the effect that the first result is about; absent: where the case stands. */
  | { type: 'performed'; at: Instant; key: string; from?: number; results: EffectResult[] }
  | { type: 'recorded'; at: Instant; changes: Unrecorded }
  | { type: 'replied'; at: Instant; id: string }
  | { type: 'condition-met'; at: Instant; id: string; condition: string }
  | { type: 'held'; at: Instant; id: string; until: Instant | null; promise?: true }
  | { type: 'resumed'; at: Instant; id: string; notBefore?: Instant }
  | { type: 'settled'; at: Instant; id: string }
  | { type: 'waits-again'; at: Instant; id: string; since: Instant }
  | { type: 'withdrawn'; at: Instant; id: string }
  | { type: 'fact-chosen'; at: Instant; id: string; fact: string; value: string }
  /** `until`: when a call is to be tried again, or what was promised is due. */
  | { type: 'task-done'; at: Instant; id: string; task: string; option: string; by: string; until?: Instant }
  /** A person does it later. */
  | { type: 'snoozed'; at: Instant; id: string; task: string; until: Instant }
  | { type: 'assigned'; at: Instant; id: string; task: string }
  /** A person did something about a review; `email` asks us to send it. */
  | { type: 'action-logged'; at: Instant; id: string; task: string; action: string }
  /** An approval is taken back before the act. */
  | { type: 'approval-withdrawn'; at: Instant; id: string; act: string }
  | { type: 'approval-unclear'; at: Instant; id: string }
  /**
   * The case goes on under another version of its procedure, from a place that was judged outside. `mark` is that of the
   * state as it was judged: on any other state nothing is moved. `plan` null: its dates come from what is owed.
   */
  | { type: 'moved'; at: Instant; id: string; to: Program; place: Place; plan: Plan | null; mark: string }
  /** New dates after a change of the calendar, worked out from the state of that mark; null as above. */
  | { type: 'recalculated'; at: Instant; id: string; plan: Plan | null; mark: string }
  /** `pass`: that of the work, where whoever says so knows it. */
  | { type: 'undelivered'; at: Instant; id: string; key: string; effect: number; pass?: number }
  | { type: 'unknown-message'; at: Instant; id: string; name: string };
