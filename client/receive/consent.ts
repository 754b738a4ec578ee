import { isPlainOptOut, mayBeAnswer } from '../../domain/inbound/keywords.ts';
import { recordConsent } from '../../ledger/contactRules/consents.ts';
import { findCase } from '../../ledger/cases.ts';
import type { InboxDid, InboxItem } from '../../ledger/inbox/rows.ts';
import { optOut } from '../contactRules/optOut.ts';
import type { Context } from '../context.ts';
import { answer } from './answer.ts';
import { saidIn, sourceOf } from './evidence.ts';
import { refusedAt } from './refusedAt.ts';

/**
 * Somebody does not want to be reached, or says that our message is spam. It holds at once for the channel, in every case;
 * in words of their own it is provisional, because a person reads the message all the same (RPY-10). What came in for a
 * rehearsal opts nobody out.
 */
export async function refused(context: Context, item: InboxItem): Promise<InboxDid> {
  const { channel, address, details, case_id: caseId } = item;
  const row = caseId === null ? undefined : await findCase(context.ledger, caseId);
  if (row?.rehearsal) return answer(context, item);
  const written = [address, details.recipient].flatMap((each) => each ?? []);
  for (const each of await refusedAt(context, channel, row ?? null, written))
    await optOut(context, {
      address: each.address,
      channel: each.channel === '*' ? undefined : each.channel,
      source: sourceOf(channel, item),
      evidence: evidenceOf(item),
      inbox: item.because === 'phrase' ? item.id : undefined,
      by: item.source,
    });
  return answer(context, item);
}

/**
 * Somebody says that our message is spam. Anybody can write such a report, so only what can be tied to a message of ours
 * opts anybody out: whoever that went to. What cannot is read by a person, and nothing goes out before.
 */
export async function complained(context: Context, item: InboxItem): Promise<InboxDid> {
  const { recipient } = item.details;
  if (recipient === undefined) return answer(context, item);
  await optOut(context, {
    address: recipient,
    channel: 'email',
    source: 'complaint',
    evidence: saidIn(item.text, item.because),
    by: item.source,
  });
  return answer(context, item);
}

/** Only they can lift it, so staff must know that it is not in our hands (RPY-11). */
function evidenceOf({ text, because, channel, received_at: receivedAt }: InboxItem): string {
  const said = saidIn(text, because);
  if (because === 'phrase' || channel !== 'text') return said;
  const since = new Date(receivedAt).toISOString().slice(0, 16).replace('T', ' ');
  return `${said}. The provider blocks this number since ${since} UTC; only the contact can lift that, by texting START to our number.`;
}

/** Somebody who had refused texts wants them again. YES may be the answer to a question as well, so a person reads that. */
export async function agreed(context: Context, item: InboxItem): Promise<InboxDid> {
  const { address, channel, source, text } = item;
  if (address === null) return answer(context, item);
  await recordConsent(context.ledger, {
    address,
    channel,
    purpose: 'informational',
    source,
    wording: null,
    evidence: `${saidIn(text, item.because)} (${source} ${item.event_id})`,
    by: source,
    at: item.received_at,
    expiresAt: null,
  });
  if (mayBeAnswer(text) && !isPlainOptOut(text)) return answer(context, item);
  return 'opted-in';
}
