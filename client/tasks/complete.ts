import { releaseInbound } from '../../ledger/inbound.ts';
import type { Case, Task } from '../../ledger/schema.ts';
import { closeTask, findTaskById } from '../../ledger/tasks.ts';
import { APART, asksForApproval } from '../../ledger/tasks/priority.ts';
import { addToTimeline } from '../../ledger/timeline.ts';
import { whoActsIn } from '../acting.ts';
import type { Asked } from '../ask.ts';
import { caseNow } from '../caseClock.ts';
import type { By } from '../commands.ts';
import type { Context } from '../context.ts';
import type { ParkedEffects } from '../deliver/parkedEffects.ts';
import { ClientError } from '../errors.ts';
import { actOf } from '../manager.ts';
import { existing } from '../messages.ts';
import { chosen } from '../resolution.ts';
import { checkText, LONGEST_TEXT } from '../text.ts';
import { approvedBy, checkApprover } from './approvers.ts';
import { doneDespite } from './despite.ts';
import { askOfTask, doneBefore, openTask } from './find.ts';
import { dateOf, needsReason, type TaskOption } from './options.ts';
import { type DayPart, momentFor, type When } from './when.ts';

export interface Done extends By {
  /** Anything worth keeping; needed where the option wants a reason (decline, close, not-possible, count-as-done). */
  note?: string | undefined;
  /**
   * When to call again, or for when something was promised: that day is then over before the case goes on. Of a review:
   * when the account is to be looked at again, instead of at its next level.
   */
  until?: When | undefined;
  /** Id of a message that may have arrived, and of which the person is sure that it did not. */
  notArrived?: string | undefined;
  /** What is changed of a parked message that is tried again. */
  changes?: ParkedEffects | undefined;
}

/**
 * A person did a task. The first answer wins.
 * @param option one of the task's options; where a resolution is chosen, as `chooseResolution` takes it
 * @throws ClientError FT-CLI-TASK-DONE when somebody was first: the message says who and when; FT-CLI-REASON and
 * FT-CLI-UNTIL when a reason or a date is missing; FT-CLI-ROLE and FT-CLI-OWN-REQUEST for an approval
 */
export async function completeTask(
  context: Context,
  taskId: string,
  option: string,
  given: Done,
): Promise<Asked> {
  const task = await openTask(context, taskId, given);
  const row = await existing(context, task.case_id);
  const actor = await whoActsIn(context.ledger, row, given.by);
  const chosenOption = await optionMeant(context, row, task, option);
  const note = noteOf(row, chosenOption.option, given.note);
  const until = await untilOf(context, row, task, option, given.until);
  const question = await approvedBy(context, task, option);
  await checkApprover(context, row, task, { actor, question });
  if (row.status === 'closed' || APART.includes(task.kind))
    return inLedger(context, row, task, { option, note, by: given.by });
  const approves = question && { approves: { act: actOf(question.about), decision: question.key } };
  const notArrived = given.notArrived === undefined ? {} : { notArrived: given.notArrived };
  const name = asksForApproval(task.kind) ? 'decide' : 'completeTask';
  const despite = await doneDespite(context, task, chosenOption.option);
  const asked = await askOfTask(
    context,
    task,
    name,
    { ...chosenOption, ...approves, ...until, ...notArrived, ...given.changes, note },
    given,
  );
  return despite === null ? asked : { ...asked, despite };
}

/** The answer to a decision: the same rules and the same words as `completeTask`. */
export async function decide(
  context: Context,
  taskId: string,
  option: string,
  given: By & { reason?: string | undefined },
): Promise<Asked> {
  const task = await findTaskById(context.ledger, taskId);
  if (task && !DECISIONS.includes(task.kind))
    throw new ClientError('FT-CLI-NO-DECISION', `"${task.title}" asks for no decision.`);
  const { reason, ...by } = given;
  return completeTask(context, taskId, option, { ...by, note: reason });
}

const DECISIONS: Task['kind'][] = ['decision', 'confirm-approval', 'choose-resolution', 'declined'];

async function optionMeant(context: Context, row: Case, task: Task, option: string) {
  const meant =
    task.kind === 'choose-resolution' ? await resolutionOf(context, row, task, option) : { option };
  if (task.options.includes(meant.option)) return meant;
  throw new ClientError(
    'FT-CLI-OPTION',
    `"${option}" is not an option. Options: ${task.options.join(', ')}.`,
  );
}

async function resolutionOf(context: Context, row: Case, task: Task, option: string) {
  const program = await context.procedures.programOf(row);
  const steers = program.steering.find(({ options }) => task.options.every((each) => options.includes(each)));
  const fact = steers?.name ?? 'resolution';
  return { fact, ...(await chosen(context, row, fact, option)) };
}

/** In a rehearsal the staff is played and gives no reasons. */
function noteOf(row: Case, option: string, given: string | undefined): string | null {
  const note = given === undefined ? '' : checkText(given, 'note', LONGEST_TEXT).trim();
  if (note === '' && needsReason(option) && !row.rehearsal)
    throw new ClientError('FT-CLI-REASON', `"${option}" needs a reason.`);
  return note === '' ? null : note;
}

async function untilOf(
  context: Context,
  row: Case,
  task: Task,
  option: string,
  given: When | undefined,
): Promise<{ until?: number }> {
  const date = dateOf(task.kind, option);
  if (given === undefined) {
    if (date === 'needed') throw new ClientError('FT-CLI-UNTIL', `"${option}" needs a date: until when?`);
    return {};
  }
  if (date === 'none') throw new ClientError('FT-CLI-UNTIL', `"${option}" takes no date.`);
  return { until: await momentFor(context, row, given, dayPartOf(task, date)) };
}

/** A promise is kept until its day is over; a customer is back on the list when work begins. */
function dayPartOf({ kind }: Task, date: TaskOption['date']): DayPart {
  return date === 'possible' && kind !== 'review' ? 'end' : 'opening';
}

/** No workflow waits for it: the ledger alone decides who was first. */
async function inLedger(
  context: Context,
  row: Case,
  task: Task,
  { option, note, by }: { option: string; note: string | null; by: string },
): Promise<Asked> {
  const at = caseNow(row);
  const done = await context.ledger.transaction().execute(async (tx) => {
    const closed = await closeTask(tx, { caseId: task.case_id, key: task.key, option, by, note, at });
    if (!closed) return undefined;
    if (task.kind === 'late-reply') await releaseInbound(tx, [task.about], at, task.case_id);
    const entry = { at, round: row.round, what: 'task-done', about: task.about, because: option };
    await addToTimeline(tx, [{ caseId: task.case_id, ...entry }]);
    return closed;
  });
  if (!done) throw doneBefore((await findTaskById(context.ledger, task.id)) ?? task);
  return { id: task.id, delivered: true, view: null };
}
