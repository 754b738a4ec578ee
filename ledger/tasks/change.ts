import { sql } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';
import { answerersOf } from '../people.ts';
import { findTask } from '../tasks.ts';
import { instant } from '../values.ts';
import { asksForApproval } from './priority.ts';

interface OneTask {
  caseId: string;
  key: string;
}

/** Put off: hidden until `showAt`, overdue at `due`. */
export async function putOffTask(
  tx: Ledger,
  { caseId, key, showAt, due }: OneTask & { showAt: Instant; due: Instant },
): Promise<void> {
  await tx
    .updateTable('tasks')
    .set({ show_at: instant(showAt), due_at: instant(due) })
    .where('case_id', '=', caseId)
    .where('key', '=', key)
    .where('state', '=', 'open')
    .execute();
}

/**
 * Left undone past its date: more urgent from now on, shown again if it was hidden, and with the role that the procedure
 * names for this. What only an approver may answer stays with the approvers. Where the person who has it is away, the
 * stand-in has it now; with none, whoever answers for the role.
 * @param times how often that has happened, this time included
 * @param to the role it goes to; null: it stays with its own
 */
export async function escalateTask(
  tx: Ledger,
  given: OneTask & { times: number; due: Instant; to: string | null; at: Instant },
): Promise<void> {
  const { caseId, key, times, due, to, at } = given;
  const task = await findTask(tx, caseId, key);
  if (task?.state !== 'open') return;
  const role = to === null || asksForApproval(task.kind) ? task.role : to;
  const assignee = task.assignee === null ? null : await nowWith(tx, task.assignee, role, at);
  await tx
    .updateTable('tasks')
    .set({ escalated: times, due_at: instant(due), show_at: null, role, assignee })
    .where('id', '=', task.id)
    .where('state', '=', 'open')
    .execute();
}

async function nowWith(tx: Ledger, person: string, role: string, at: Instant): Promise<string | null> {
  const here = await answerersOf(tx, role, at);
  if (here.some(({ id }) => id === person)) return person;
  return here.find(({ standsInFor }) => standsInFor.includes(person))?.id ?? null;
}

/** Given to a person, or back to its role, as a command of the case says. */
export async function assignTask(tx: Ledger, { caseId, key, by }: OneTask & { by: string }): Promise<void> {
  await sql`update tasks set assignee = k.args ->> 'person' from commands k
    where tasks.case_id = ${caseId} and tasks.key = ${key} and tasks.state = 'open'
      and k.id = ${by} and k.case_id = ${caseId} and k.name = 'assignTask'`.execute(tx);
}

/** Given to a person, or back to its role, where no workflow is to be told. False: it is not open any more. */
export async function giveTask(ledger: Ledger, id: string, person: string | null): Promise<boolean> {
  const given = await ledger
    .updateTable('tasks')
    .set({ assignee: person })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .returning('id')
    .executeTakeFirst();
  return given !== undefined;
}
