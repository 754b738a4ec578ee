import { type RawBuilder, sql } from 'kysely';
import type { Instant } from '../domain/program/program.ts';
import type { TaskKind } from '../domain/program/state.ts';
import type { Ledger } from './connect.ts';
import { newId } from './id.ts';
import type { Task } from './schema.ts';
import { APART, priorityOf } from './tasks/priority.ts';
import { instant, json } from './values.ts';

export { type ListedTask, listTasks } from './tasks/list.ts';

export interface NewTask {
  caseId: string;
  /** Unique in the case. */
  key: string;
  kind: TaskKind;
  role: string;
  title: string;
  body: string;
  options: string[];
  about: string;
  intentId?: string;
  at: Instant;
  /** Left undone until then it is escalated; absent: two days. */
  due?: Instant | undefined;
  /** Where the organisation's SOP says it. */
  sop?: string | undefined;
}

const HOUR = 3_600_000;
/** Until a task is overdue for which nobody says when. */
export const USUAL_HOURS = 48;

/** Opens tasks; one whose key the case has seen stays as it is. */
export async function openTasks(ledger: Ledger, tasks: NewTask[]): Promise<void> {
  if (tasks.length === 0) return;
  const rows = tasks.map(({ caseId, options, intentId, at, due, sop, ...plain }) => ({
    ...plain,
    id: newId(),
    case_id: caseId,
    options: json(options),
    intent_id: intentId ?? null,
    state: 'open' as const,
    opened_at: instant(at),
    due_at: instant(due ?? at + USUAL_HOURS * HOUR),
    priority: priorityOf(plain.kind),
    sop: sop ?? null,
    rehearsal: sql<boolean>`coalesce((select rehearsal from cases where id = ${caseId}), false)`,
  }));
  await ledger
    .insertInto('tasks')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['case_id', 'key']).doNothing())
    .execute();
}

/** A task is done with an option, or called off without one. The first word stands. */
export async function closeTask(
  ledger: Ledger,
  task: {
    caseId: string;
    key: string;
    option?: string | undefined;
    by?: string | undefined;
    note?: string | null | undefined;
    at: Instant;
  },
): Promise<Task | undefined> {
  return ledger
    .updateTable('tasks')
    .set({
      state: task.option === undefined ? 'called-off' : 'done',
      option: task.option ?? null,
      closed_by: task.by === undefined ? null : whoIs(task.by),
      note: task.note ?? (task.by === undefined ? null : whatWasSaid(task.by)),
      closed_at: instant(task.at),
    })
    .where('case_id', '=', task.caseId)
    .where('key', '=', task.key)
    .where('state', '=', 'open')
    .returningAll()
    .executeTakeFirst();
}

/**
 * The case has ended: whatever is still open is called off, except what does not depend on it. It may hold a task that
 * its workflow never heard of, because the end overtook the work that opened it.
 */
export async function callOffTasks(ledger: Ledger, caseId: string, at: Instant): Promise<Task[]> {
  return ledger
    .updateTable('tasks')
    .set({ state: 'called-off', closed_at: instant(at) })
    .where('case_id', '=', caseId)
    .where('state', '=', 'open')
    .where('kind', 'not in', [...APART, 'left-over'])
    .returningAll()
    .execute();
}

/** Temporal names a person by the command they gave: who that was is known here only (SRV-9). */
function whoIs(by: string): RawBuilder<string> {
  return sql<string>`coalesce((select actor from commands where id = ${by}), ${by})`;
}

function whatWasSaid(by: string): RawBuilder<string | null> {
  return sql<string | null>`(select args ->> 'note' from commands where id = ${by})`;
}

export async function findTask(ledger: Ledger, caseId: string, key: string): Promise<Task | undefined> {
  return ledger
    .selectFrom('tasks')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('key', '=', key)
    .executeTakeFirst();
}

export async function findTaskById(ledger: Ledger, id: string): Promise<Task | undefined> {
  return ledger.selectFrom('tasks').selectAll().where('id', '=', id).executeTakeFirst();
}
