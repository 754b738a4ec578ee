import type { Task } from '../../ledger/schema.ts';
import { findCommand } from '../../ledger/commands.ts';
import { otherAnswer } from '../../ledger/deliveries.ts';
import { newId } from '../../ledger/id.ts';
import { findTaskById } from '../../ledger/tasks.ts';
import { ask, type Asked } from '../ask.ts';
import type { By } from '../commands.ts';
import type { Context } from '../context.ts';
import { ClientError } from '../errors.ts';

/**
 * The task, if it is still open or this very request has been made before.
 * @throws ClientError FT-CLI-NO-TASK; FT-CLI-TASK-DONE, which says who did it and when
 */
export async function openTask(context: Context, taskId: string, { id }: By): Promise<Task> {
  const task = await findTaskById(context.ledger, taskId);
  if (!task) throw new ClientError('FT-CLI-NO-TASK', `there is no task "${taskId}".`);
  const before = id === undefined ? undefined : await findCommand(context.ledger, id);
  if (task.state !== 'open' && !before) throw doneBefore(task);
  return task;
}

/**
 * What this very request was answered before, delivered now if it is not yet; null: it is asked for the first time.
 * @throws ClientError FT-CLI-ID-USED when the id was another answer's; as `askOfTask` when it was refused
 */
export async function answeredBefore(
  context: Context,
  task: Task,
  option: string,
  given: By,
): Promise<Asked | null> {
  const before = given.id === undefined ? undefined : await findCommand(context.ledger, given.id);
  if (!before) return null;
  const said = before.args as { task?: string; option?: string };
  if (before.case_id !== task.case_id || said.task !== task.key || said.option !== option)
    throw new ClientError('FT-CLI-ID-USED', `"${before.id}" was ${before.name} of ${before.case_id}.`);
  return askOfTask(context, task, before.name, {}, given);
}

/** As `openTask`, of one that asks for a person's judgement. @throws ClientError FT-CLI-PARKED for any other */
export async function findOpenProblem(context: Context, taskId: string, given: By): Promise<Task> {
  const task = await openTask(context, taskId, given);
  if (task.kind === 'problem') return task;
  throw new ClientError(
    'FT-CLI-PARKED',
    `"${task.title}" is a task to be done, and nothing that was parked.`,
  );
}

/** Asks the workflow that waits for the task. Whoever comes second is told who was first. */
export async function askOfTask(
  context: Context,
  task: Task,
  name: string,
  args: object,
  { by, id = newId(), wait }: By,
): Promise<Asked> {
  try {
    return await ask(context, {
      caseId: task.case_id,
      name,
      args: { task: task.key, ...args },
      actor: by,
      id,
      wait,
    });
  } catch (error) {
    const gone = error instanceof ClientError && GONE.includes(error.refusal ?? '');
    if (!gone) throw error;
    const first = await otherAnswer(context.ledger, { caseId: task.case_id, task: task.key, not: id });
    if (first)
      throw doneBefore({ ...task, state: 'done', closed_by: first.actor, closed_at: first.created_at });
    const now = await findTaskById(context.ledger, task.id);
    if (now && now.state !== 'open') throw doneBefore(now);
    throw error;
  }
}

const GONE = ['no-such-task', 'case-closed'];

export function doneBefore(task: Task): ClientError {
  const at = task.closed_at === null ? '' : ` at ${new Date(task.closed_at).toISOString()}`;
  if (task.state === 'called-off')
    return new ClientError('FT-CLI-TASK-DONE', `no longer needed since${at.slice(3)}.`);
  return new ClientError('FT-CLI-TASK-DONE', `already done by ${task.closed_by ?? 'somebody'}${at}.`);
}
