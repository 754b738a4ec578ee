import { findMessage, markUndelivered } from '../ledger/undelivered.ts';
import { addToTimeline } from '../ledger/timeline.ts';
import { ask } from './ask.ts';
import { caseNow } from './caseClock.ts';
import type { Context } from './context.ts';
import { ClientError } from './errors.ts';
import { existing } from './messages.ts';

export interface ReportKept {
  /** The case that the message was about. */
  caseId: string;
  /** False: the case hears of it as soon as Temporal can be reached. What it warned of is not done meanwhile. */
  delivered: boolean;
  /** Why it has not been delivered. */
  because?: string;
}

/**
 * A message did not arrive, as its provider or a person says: it was no attempt and no warning (SND-15), and the case
 * stands still until a person has looked at the address. When this returns, no act starts that relies on the message.
 * @param messageId the message's own id, which its provider was given with it
 * @param source who says so
 * @throws ClientError FT-CLI-NO-MESSAGE when no such message went out
 */
export async function undelivered(
  context: Context,
  messageId: string,
  { source = 'staff' }: { source?: string | undefined } = {},
): Promise<ReportKept> {
  const { ledger } = context;
  const message = await findMessage(ledger, messageId);
  if (!message) throw new ClientError('FT-CLI-NO-MESSAGE', `no message "${messageId}" has gone out.`);
  const { case_id: caseId, round, pass, key, effect } = message;
  const at = caseNow(await existing(context, caseId));
  await markUndelivered(ledger, { id: messageId, caseId, at });
  if ((await existing(context, caseId)).round !== round) {
    // A new round counts nothing of what the one before has sent.
    const entry = { key: `undelivered|${messageId}`, at, round, what: 'undelivered', about: key };
    await addToTimeline(ledger, [{ caseId, ...entry }]);
    return { caseId, delivered: true };
  }
  // Providers report one message again and again: it counts once.
  const id = `undelivered:${messageId}`;
  const args = { key, effect, pass };
  const told = await ask(context, { caseId, name: 'deliveryReported', args, actor: source, id });
  return { caseId, delivered: told.delivered, ...(told.because ? { because: told.because } : {}) };
}
