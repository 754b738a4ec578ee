import { mayAnswerFor } from '../../ledger/people.ts';
import { findTaskById } from '../../ledger/tasks.ts';
import { giveTask, putOffTask } from '../../ledger/tasks/change.ts';
import { APART, asksForApproval } from '../../ledger/tasks/priority.ts';
import type { Case, Task } from '../../ledger/schema.ts';
import { whoActsIn } from '../acting.ts';
import type { Asked } from '../ask.ts';
import { caseNow } from '../caseClock.ts';
import type { By } from '../commands.ts';
import type { Context } from '../context.ts';
import { ClientError } from '../errors.ts';
import { existing } from '../messages.ts';
import { activePerson } from '../people.ts';
import { REFUSALS } from '../../domain/program/refusal.ts';
import { checkText, LONGEST_TEXT } from '../text.ts';
import { askOfTask, doneBefore, openTask } from './find.ts';
import { momentFor, type When } from './when.ts';

export interface PutOff extends By {
  /** When the task shows again; a date alone means when that day's work begins. */
  until: When;
  note?: string | undefined;
}

export interface Assign extends By {
  /** The person who is to do it; null: whoever answers for its role. */
  to: string | null;
  note?: string | undefined;
}

const HOUR = 3_600_000;

/**
 * "Do it later": the task is hidden until then. The case goes on waiting for it, and it is escalated only later.
 * @throws ClientError FT-CLI-TASK-DONE, FT-CLI-MOMENT, FT-CLI-REFUSED
 */
export async function snoozeTask(context: Context, taskId: string, given: PutOff): Promise<Asked> {
  const { task, row } = await taskToChange(context, taskId, given);
  const until = await momentFor(context, row, given.until);
  if (!apart(row, task)) return askOfTask(context, task, 'snoozeTask', { until, ...noteOf(given) }, given);
  if (until <= caseNow(row))
    throw new ClientError('FT-CLI-REFUSED', `${REFUSALS['until-is-past']}.`, 'until-is-past');
  const { taskHours } = await context.procedures.programOf(row);
  const due = Math.max(task.due_at ?? 0, until + taskHours * HOUR);
  await putOffTask(context.ledger, { caseId: row.id, key: task.key, showAt: until, due });
  return done(context, task);
}

/**
 * A person has the task from now on, or nobody in particular. What only an approver may answer can be given to one only.
 * @throws ClientError FT-CLI-TASK-DONE, FT-CLI-PERSON, FT-CLI-ROLE
 */
export async function assignTask(context: Context, taskId: string, given: Assign): Promise<Asked> {
  const { task, row, known } = await taskToChange(context, taskId, given);
  const { to } = given;
  if (to !== null && known) {
    await activePerson(context, to);
    const may =
      !asksForApproval(task.kind) || (await mayAnswerFor(context.ledger, to, task.role, Date.now()));
    if (!may) throw new ClientError('FT-CLI-ROLE', `${to} does not answer for ${task.role}.`);
  }
  if (!apart(row, task))
    return askOfTask(context, task, 'assignTask', { person: to, ...noteOf(given) }, given);
  await giveTask(context.ledger, task.id, to);
  return done(context, task);
}

async function taskToChange(context: Context, taskId: string, given: By) {
  const task = await openTask(context, taskId, given);
  const row = await existing(context, task.case_id);
  const { known } = await whoActsIn(context.ledger, row, given.by);
  return { task, row, known };
}

/** No workflow waits for it, or none does any more. */
function apart(row: Case, { kind }: Task): boolean {
  return row.status === 'closed' || APART.includes(kind);
}

function noteOf({ note }: { note?: string | undefined }): { note?: string } {
  return note === undefined ? {} : { note: checkText(note, 'note', LONGEST_TEXT) };
}

/** It may have been done in the meantime: then that counts, and the person is told. */
async function done({ ledger }: Context, task: Task): Promise<Asked> {
  const now = await findTaskById(ledger, task.id);
  if (now && now.state !== 'open') throw doneBefore(now);
  return { id: task.id, delivered: true, view: null };
}
