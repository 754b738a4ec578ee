import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Planned } from '../domain/program/ahead.ts';
import type { Place } from '../domain/program/events.ts';
import type { Plan } from '../domain/program/plan.ts';
import type { Instant, Program } from '../domain/program/program.ts';
import type { CaseState, LogEntry, OpenTask } from '../domain/program/state.ts';
import type { Speaking } from '../domain/program/turn.ts';
import type { CaseView } from '../domain/program/view.ts';

/**
 * Everything a running case can be told and asked. Signals say what happened, updates ask for something, queries name
 * what you get. `id` is the ledger's entry or the provider's event id: a repeated one is ignored. Nothing here may be
 * personal: texts, names and reasons stay in the ledger under that id.
 */
interface Told {
  id?: string;
}

/** The contact has answered; `id` is the inbound entry. */
export const customerReplied = defineSignal<[Told?]>('customerReplied');
/** The thing waited for happened: `condition` is a word of the procedure, such as `case-withdrawn`. */
export const conditionMet = defineSignal<[Told & { condition: string }]>('conditionMet');
/** A manager's answer from an outside system: `decision` is the key of the open decision task, `approver` a person. */
export const managerApproved =
  defineSignal<[(Told & { decision?: string; approver?: string })?]>('managerApproved');
export const managerDeclined =
  defineSignal<[(Told & { decision?: string; approver?: string })?]>('managerDeclined');
/** A message did not arrive: `key` and `effect` name the send. */
export const deliveryReported =
  defineSignal<[Told & { key: string; effect: number; pass?: number; delivered: boolean }]>(
    'deliveryReported',
  );

/** Every update carries the id of its command in the ledger. */
export interface Command {
  id: string;
}

/** `promise`: what was promised for that date is watched; kept, the case ends, broken, it goes on. */
export const hold = defineUpdate<CaseView, [Command & { until?: Instant | null; promise?: boolean }]>('hold');
export const resume = defineUpdate<CaseView, [Command & { notBefore?: Instant }]>('resume');
export const settle = defineUpdate<CaseView, [Command]>('settle');
/** `since` is when our answer went out, the new round's day zero; absent: now. */
export const waitAgain = defineUpdate<CaseView, [Command & { since?: Instant }]>('waitAgain');
export const withdraw = defineUpdate<CaseView, [Command]>('withdraw');
export const chooseResolution = defineUpdate<CaseView, [Command & { option: string; fact?: string }]>(
  'chooseResolution',
);
/** `until`: when to call again, or for when something was promised. */
export const completeTask = defineUpdate<
  CaseView,
  [Command & { task: string; option: string; by: string; until?: Instant }]
>('completeTask');
/** "Do it later": the task is hidden until then. */
export const snoozeTask = defineUpdate<CaseView, [Command & { task: string; until: Instant }]>('snoozeTask');
/** A person takes the task; the ledger knows who, by the command. */
export const assignTask = defineUpdate<CaseView, [Command & { task: string }]>('assignTask');
/** The validated form of managerApproved and managerDeclined: an answer to the open decision. */
export const decide = defineUpdate<CaseView, [Command & { decision: string; option: string; by: string }]>(
  'decide',
);
/** Something was done about a review: `letter`, an action of one's own, or `email`, which is sent now. */
export const logAction = defineUpdate<CaseView, [Command & { task: string; action: string }]>('logAction');
/** An approval is taken back before the act. */
export const withdrawApproval = defineUpdate<CaseView, [Command & { act: string }]>('withdrawApproval');

/**
 * The case goes on under another version of its procedure. Program, place and dates were worked out by the client from
 * the state of that mark (`standing`); on any other state the case refuses.
 */
export const moveTo = defineUpdate<
  CaseView,
  [Command & { program: Program; place: Place; plan: Plan | null; mark: string }]
>('moveTo');
/** New dates after a change of the calendar, worked out in the same way. */
export const recalculate = defineUpdate<CaseView, [Command & { plan: Plan | null; mark: string }]>(
  'recalculate',
);

export interface Snapshot {
  view: CaseView;
  /** The steering facts as they are now. */
  facts: Record<string, string>;
  tasks: OpenTask[];
  heldUntil: Instant | null;
  problem: string | null;
  /** The ledger has heard all of it. */
  recorded: boolean;
  /** The case's own clock: virtual in a rehearsal. */
  now: Instant;
}

export const snapshot = defineQuery<Snapshot>('snapshot');
export const plan = defineQuery<Planned[]>('plan');

/** All of where a case stands, to work out what another version or calendar would change. */
export interface Standing {
  /** The version of the procedure that it follows, by its hash. */
  hash: string;
  state: CaseState;
  view: CaseView;
  /** What it has said to the ledger; absent: it is of an earlier release. */
  speaking?: Speaking;
  /** Something is being done outside right now. */
  busy: boolean;
  now: Instant;
}

export const standing = defineQuery<Standing>('standing');
/** The case's last 200 entries; the ledger has all of them, with texts. */
export const timeline = defineQuery<LogEntry[]>('timeline');
