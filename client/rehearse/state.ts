import type { Planned } from '../../domain/program/ahead.ts';
import type { Instant, Outcome } from '../../domain/program/program.ts';
import type { Status } from '../../domain/program/state.ts';
import type { Case } from '../../ledger/schema.ts';
import { orderOf } from '../../ledger/rehearsals/orders.ts';
import type { SendFailure } from '../../ledger/rehearsals/rows.ts';
import { type ListedTask, listTasks } from '../../ledger/tasks.ts';
import { timelineOf } from '../../ledger/timeline.ts';
import { plan as planOf } from '../cases.ts';
import type { Context } from '../context.ts';
import { existing } from '../messages.ts';
import { reviewActions } from '../reviews/action.ts';
import type { ReviewAction } from '../reviews/review.ts';
import { optionsOf, type TaskOption } from '../tasks.ts';
import type { AtRest } from './move.ts';
import { conditionsIn } from './conditions.ts';
import type { RehearsedEntry } from './rehearse.ts';
import { DECISIONS, nameOfTask } from './tasks.ts';

/** A call of `client.rehearsals` that makes sense for a case as it stands. */
export type RehearsalCall =
  | 'step'
  | 'day'
  | 'to'
  | 'reply'
  | 'conditionMet'
  | 'doTask'
  | 'decide'
  | 'failNextSend'
  | 'end';

/** An open task as whoever plays the staff sees it. */
export interface RehearsalTask {
  id: string;
  /** What it may be called as well: "release-production", "cancel". */
  name: string;
  kind: ListedTask['kind'];
  /** Who it is for. */
  role: string;
  title: string;
  body: string;
  /** Left undone until then it is escalated. */
  dueAt: Instant | null;
  /** Of a review also what can be done about the account. */
  options: TaskOption[];
}

/** How a rehearsal stands, with all that has happened in it. Instants are by its own clock. */
export interface RehearsalState {
  /** The case's id: with it any process can do the next step. */
  id: string;
  procedure: string;
  variant: string | null;
  /** Of the procedure's calendar. */
  zone: string;
  /** What its clock shows. It goes on like any clock until it is moved. */
  clock: Instant;
  status: Status;
  outcome: Outcome | null;
  round: number;
  /** The name of the person who is waited for, where they have one. */
  contact: string | null;
  /** The role that owns the case. */
  owner: string;
  /** `step:day-1`, `task:…`, `answer:reply` …; null when it has ended. */
  waitingOn: string | null;
  /** When it goes on by itself; null: a person must do something first, or it has ended. */
  nextAt: Instant | null;
  /** What comes if nobody answers, with the dates that are known. */
  ahead: Planned[];
  tasks: RehearsalTask[];
  /** What can come true, in the procedure's words. */
  conditions: string[];
  /** How a message was ordered to go wrong last, and whether one has; null: nothing was ordered. */
  order: { how: SendFailure; taken: boolean } | null;
  /** Oldest first; what is new since an earlier state is behind its last entry. */
  timeline: (RehearsedEntry & { id: string })[];
  /** The calls that make sense now. */
  can: RehearsalCall[];
}

/** How a rehearsal at rest stands. */
export async function stateOf(
  context: Context,
  caseId: string,
  { seen, clock }: AtRest,
): Promise<RehearsalState> {
  const { ledger, procedures } = context;
  const row = await existing(context, caseId);
  const { procedure } = await procedures.editionOf(row);
  const conditions = conditionsIn(procedure, row.variant);
  const tasks = await listTasks(ledger, { caseId });
  const order = await orderOf(ledger, caseId);
  const { view } = seen;
  return {
    id: caseId,
    procedure: row.procedure,
    variant: row.variant,
    zone: await zoneOf(context, row),
    clock,
    status: view.status,
    outcome: view.outcome,
    round: view.round,
    contact: row.contact.name ?? null,
    owner: row.owner,
    waitingOn: view.waitingOn,
    nextAt: view.nextAt,
    ahead: await planOf(context, caseId),
    tasks: await Promise.all(tasks.map((task) => asRehearsed(context, task))),
    conditions,
    order: order && { how: order.how, taken: order.takenBy !== null },
    timeline: (await timelineOf(ledger, caseId)).map(({ id, at, round, what, about, because }) => ({
      id,
      at,
      round,
      what,
      about,
      because,
    })),
    can: possible(view, tasks, conditions),
  };
}

/** The zone that the case's dates are in. */
export async function zoneOf({ procedures }: Context, row: Case): Promise<string> {
  if (row.plan) return row.plan.zone;
  const { clock } = await procedures.programOf(row);
  return (await procedures.calendar(clock.calendar))?.zone ?? 'UTC';
}

async function asRehearsed(context: Context, task: ListedTask): Promise<RehearsalTask> {
  const { id, kind, role, title, body, due_at: dueAt } = task;
  const actions = kind === 'review' ? await reviewActions(context, id) : [];
  const options = [...actions.map(asOption), ...optionsOf(task)];
  return { id, name: nameOfTask(task), kind, role, title, body, dueAt, options };
}

function asOption({ action, suggested }: ReviewAction): TaskOption {
  const does = suggested ? 'The level suggests it.' : 'It can be done as well.';
  return { option: action, does, reason: false, date: 'none' };
}

/** After the end only an answer of the contact still means something, and what is left to do. */
function possible(
  { status, nextAt }: AtRest['seen']['view'],
  tasks: ListedTask[],
  conditions: string[],
): RehearsalCall[] {
  const open = status !== 'closed';
  const decisions = tasks.some(({ kind }) => DECISIONS.includes(kind));
  return [
    ...(open && nextAt !== null ? (['step'] as const) : []),
    ...(open ? (['day', 'to'] as const) : []),
    'reply',
    ...(open && conditions.length > 0 ? (['conditionMet'] as const) : []),
    ...(tasks.some(({ kind }) => !DECISIONS.includes(kind)) ? (['doTask'] as const) : []),
    ...(decisions ? (['decide'] as const) : []),
    ...(open ? (['failNextSend', 'end'] as const) : []),
  ];
}
