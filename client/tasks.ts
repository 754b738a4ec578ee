import type { TaskKind } from '../domain/program/state.ts';
import { findCommand } from '../ledger/commands.ts';
import { otherAnswer } from '../ledger/deliveries.ts';
import { newId } from '../ledger/id.ts';
import { releaseInbound } from '../ledger/inbound.ts';
import type { Case, Task } from '../ledger/schema.ts';
import { closeTask, findTaskById, type ListedTask, listTasks } from '../ledger/tasks.ts';
import { addToTimeline } from '../ledger/timeline.ts';
import { ask, type Asked } from './ask.ts';
import { caseNow } from './caseClock.ts';
import type { By } from './commands.ts';
import type { Context } from './context.ts';
import { ClientError } from './errors.ts';
import { actOf } from './manager.ts';
import { existing } from './messages.ts';
import { chosen } from './resolution.ts';
import { checkText, LONGEST_TEXT } from './text.ts';

/** Open tasks, oldest first, unless asked otherwise. */
export async function tasks(
  context: Context,
  filter: { caseId?: string; role?: string; state?: Task['state'] } = {},
): Promise<ListedTask[]> {
  return listTasks(context.ledger, filter);
}

/** Tasks that the workflow asks for but does not wait for, or whose workflow has ended. */
const APART: TaskKind[] = ['late-reply'];

/**
 * A person did a task. The first answer wins.
 * @param option one of the task's options; where a resolution is chosen, as `chooseResolution` takes it
 * @throws ClientError FT-CLI-TASK-DONE when somebody was first: the message says who and when
 */
export async function completeTask(
  context: Context,
  taskId: string,
  option: string,
  given: By & { note?: string | undefined },
): Promise<Asked> {
  const task = await findTaskById(context.ledger, taskId);
  if (!task) throw new ClientError('FT-CLI-NO-TASK', `there is no task "${taskId}".`);
  const before = given.id === undefined ? undefined : await findCommand(context.ledger, given.id);
  if (task.state !== 'open' && !before) throw doneBefore(task);
  const row = await existing(context, task.case_id);
  const args = await argsOf(context, row, task, option);
  if (!task.options.includes(args.option)) {
    throw new ClientError(
      'FT-CLI-OPTION',
      `"${option}" is not an option. Options: ${task.options.join(', ')}.`,
    );
  }
  if (row.status === 'closed' || APART.includes(task.kind))
    return inLedger(context, row, task, option, given);
  const note = given.note === undefined ? null : checkText(given.note, 'note', LONGEST_TEXT);
  return inWorkflow(context, task, { ...args, note }, given);
}

async function argsOf(context: Context, row: Case, task: Task, option: string) {
  const plain = { task: task.key, option };
  if (task.kind === 'choose-resolution') {
    const program = await context.procedures.programOf(row);
    const fact = program.steering.find(({ options }) => task.options.every((each) => options.includes(each)));
    return { ...plain, ...(await chosen(context, row, fact?.name ?? 'resolution', option)) };
  }
  const question = await approvedBy(context, task, option);
  return question ? { ...plain, approves: { act: actOf(question.about), decision: question.key } } : plain;
}

/** The question that the answer approves: the ledger keeps the approval, and the gate wants to see it there. */
async function approvedBy(context: Context, task: Task, option: string): Promise<Task | undefined> {
  if (task.kind === 'decision') return option === 'approve' ? task : undefined;
  if (task.kind !== 'confirm-approval' || option !== 'confirm') return undefined;
  const open = await listTasks(context.ledger, { caseId: task.case_id });
  return open.find((candidate) => candidate.kind === 'decision');
}

async function inWorkflow(context: Context, task: Task, args: object, { by, id }: By): Promise<Asked> {
  const command = id ?? newId();
  try {
    return await ask(context, { caseId: task.case_id, name: 'completeTask', args, actor: by, id: command });
  } catch (error) {
    if (!(error instanceof ClientError) || error.refusal !== 'no-such-task') throw error;
    const first = await otherAnswer(context.ledger, { caseId: task.case_id, task: task.key, not: command });
    if (first)
      throw doneBefore({ ...task, state: 'done', closed_by: first.actor, closed_at: first.created_at });
    throw doneBefore((await findTaskById(context.ledger, task.id)) ?? task);
  }
}

/** No workflow waits for it: the ledger alone decides who was first. */
async function inLedger(context: Context, row: Case, task: Task, option: string, { by }: By): Promise<Asked> {
  const at = caseNow(row);
  const done = await context.ledger.transaction().execute(async (tx) => {
    const closed = await closeTask(tx, { caseId: task.case_id, key: task.key, option, by, at });
    if (!closed) return undefined;
    if (task.kind === 'late-reply') await releaseInbound(tx, [task.about], at);
    const entry = { at, round: row.round, what: 'task-done', about: task.about, because: option };
    await addToTimeline(tx, [{ caseId: task.case_id, ...entry }]);
    return closed;
  });
  if (!done) throw doneBefore((await findTaskById(context.ledger, task.id)) ?? task);
  return { id: task.id, delivered: true, view: null };
}

function doneBefore(task: Task): ClientError {
  const at = task.closed_at === null ? '' : ` at ${new Date(task.closed_at).toISOString()}`;
  if (task.state === 'called-off')
    return new ClientError('FT-CLI-TASK-DONE', `no longer needed since${at.slice(3)}.`);
  return new ClientError('FT-CLI-TASK-DONE', `already done by ${task.closed_by ?? 'somebody'}${at}.`);
}
