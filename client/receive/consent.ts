import { isPlainOptOut, mayBeAnswer } from '../../domain/inbound/keywords.ts';
import { recordConsent } from '../../ledger/contactRules/consents.ts';
import type { InboxDid, InboxItem } from '../../ledger/inbox/rows.ts';
import { optOut } from '../contactRules/optOut.ts';
import type { Context } from '../context.ts';
import { ClientError } from '../errors.ts';
import { answer } from './answer.ts';
import { speaksFor } from './find.ts';

const EVIDENCE = 2_000;

/**
 * Somebody does not want to be reached, or says that our message is spam. It holds at once for the channel, in every case;
 * in words of their own it is provisional, because a person reads the message all the same (RPY-10).
 */
export async function refused(context: Context, item: InboxItem): Promise<InboxDid> {
  const { channel, address, details, case_id: caseId } = item;
  const spokenFor = await speaksFor(context, { channel, address, recipient: details.recipient, caseId });
  for (const each of spokenFor) {
    try {
      await optOut(context, {
        address: each,
        channel,
        source: sourceOf(item),
        evidence: evidenceOf(item),
        inbox: item.because === 'phrase' ? item.id : undefined,
        by: item.source,
      });
    } catch (error) {
      // Whoever wrote from somewhere else than where this channel goes can only be read by a person.
      if (!(error instanceof ClientError)) throw error;
    }
  }
  return answer(context, item);
}

/** A word that the provider knows as well is told apart from words of their own, of which it knows nothing. */
function sourceOf({ class: kind, channel, source, because }: InboxItem): string {
  if (kind === 'complaint') return 'complaint';
  return `${because === 'phrase' ? 'words' : channel}:${source}`;
}

/** Only they can lift it, so staff must know that it is not in our hands (RPY-11). */
function evidenceOf(item: InboxItem): string {
  const said = `“${item.text.slice(0, EVIDENCE)}”`;
  // Doubt counts as a refusal, so whoever reads it must know that it may be none.
  if (item.because === 'phrase') return `${said}. These words were taken for a refusal.`;
  if (item.channel !== 'text') return said;
  const since = new Date(item.received_at).toISOString().slice(0, 16).replace('T', ' ');
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
    evidence: `“${text.slice(0, EVIDENCE)}” (${source} ${item.event_id})`,
    by: source,
    at: item.received_at,
    expiresAt: null,
  });
  if (mayBeAnswer(text) && !isPlainOptOut(text)) return answer(context, item);
  return 'opted-in';
}
