import { label, instantAt, localDate } from '../../domain/calendar/localTime.ts';
import { doneAgain, dueAgain, type LostText, mayGoAgain, planAgain } from '../../ledger/carrier/again.ts';
import { listTasks } from '../../ledger/tasks.ts';
import { ask } from '../ask.ts';
import type { Context } from '../context.ts';
import { ClientError } from '../errors.ts';
import { existing } from '../messages.ts';
import { momentFor } from '../tasks/when.ts';

/**
 * A text that the carrier could not deliver for now (SND-8, class retry-later) is tried once more: not before the send
 * hour of the next working day of its case. Until then the case stands still, and a person may decide sooner.
 */
export async function againLater(
  context: Context,
  { intentId, caseId }: Pick<LostText, 'intentId' | 'caseId'>,
): Promise<void> {
  if (!(await mayGoAgain(context.ledger, intentId))) return;
  const row = await existing(context, caseId);
  const { clock } = await context.procedures.programOf(row);
  const opening = await momentFor(context, row, 'next-working-day');
  const zone = row.plan?.zone ?? 'UTC';
  const at = Math.max(opening, instantAt(zone, localDate(zone, opening), clock.at));
  await planAgain(context.ledger, intentId, {
    at,
    words: `tried once more by itself, not before ${label(zone, at)}`,
  });
}

/**
 * Tries lost texts once more whose time has come, as a person would: the question about it is answered with "try again",
 * and the new text passes every gate. Where anything else has come up meanwhile, a person decides.
 */
export async function goAgain(context: Context, limit: number): Promise<void> {
  for (const lost of await dueAgain(context.ledger, Date.now(), limit)) {
    const question = await onlyQuestion(context, lost);
    if (question !== null) await answer(context, lost, question);
    await doneAgain(context.ledger, lost.intentId, Date.now());
  }
}

/** The open question about the lost text, if it is all that the case waits for. */
async function onlyQuestion(context: Context, { caseId, round, intentId }: LostText): Promise<string | null> {
  const row = await existing(context, caseId);
  if (row.status === 'closed' || row.round !== round || !(await mayGoAgain(context.ledger, intentId)))
    return null;
  const tasks = await listTasks(context.ledger, { caseId, state: 'open' });
  const [task, ...others] = tasks.filter(({ kind }) => kind !== 'aside');
  const isIt = task?.kind === 'problem' && task.about.startsWith('undelivered@') && others.length === 0;
  return isIt && task.options.includes('try-again') ? task.key : null;
}

async function answer(context: Context, { caseId, intentId }: LostText, task: string): Promise<void> {
  const note = 'The carrier could not deliver it for now: tried once more.';
  const args = { task, option: 'try-again', note };
  const id = `carrier-again:${intentId}`;
  await ask(context, { caseId, name: 'completeTask', args, actor: 'twilio', id }).catch((error: unknown) => {
    // Somebody was first, or the case allows it no more.
    if (!(error instanceof ClientError)) throw error;
  });
}
