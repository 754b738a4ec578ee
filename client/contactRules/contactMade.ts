import { localDate } from '../../domain/calendar/localTime.ts';
import { CHANNELS } from '../../domain/contactRules/contactRules.ts';
import type { Instant } from '../../domain/program/program.ts';
import { listed } from '../../domain/words.ts';
import { recordContactMade } from '../../ledger/contactRules/contactsMade.ts';
import { addressesOfCase } from '../../ledger/contactRules/person.ts';
import { lockForNews } from '../../ledger/locks.ts';
import { addToTimeline } from '../../ledger/timeline.ts';
import { whoActsIn } from '../acting.ts';
import { caseNow } from '../caseClock.ts';
import type { Context } from '../context.ts';
import { ClientError } from '../errors.ts';
import { existing } from '../messages.ts';
import { checkText, LONGEST_TEXT } from '../text.ts';

export interface MadeOutside {
  /** call, text, email or portal. */
  channel: string;
  /** Absent: now. */
  at?: Instant | undefined;
  /** For a call: spoke, voicemail, no-answer or wrong-number; otherwise `sent`. */
  result: string;
  note?: string | undefined;
  by: string;
  /** The caller's own id: the same one counts once. */
  id?: string | undefined;
}

const CALL_RESULTS = ['spoke', 'voicemail', 'no-answer', 'wrong-number'];

/**
 * Somebody was in touch with the contact outside of Followthrough. From now on it counts: as the day's attempt, under the
 * caps of the person and, for a call about a debt, under those of the law (LAW-7).
 */
export async function contactMade(
  context: Context,
  caseId: string,
  given: MadeOutside,
): Promise<{ id: string }> {
  const row = await existing(context, caseId);
  const { channel, result } = given;
  if (!CHANNELS.some((known) => known === channel))
    throw new ClientError('FT-CLI-CONSENT', `"${channel}" is no channel. There is ${listed(CHANNELS)}.`);
  const results = channel === 'call' ? CALL_RESULTS : ['sent'];
  if (!results.includes(result))
    throw new ClientError('FT-CLI-OPTION', `"${result}" is no result. There is ${listed(results)}.`);
  const now = caseNow(row);
  const at = given.at ?? now;
  if (at > now) throw new ClientError('FT-CLI-MOMENT', 'a contact that was made lies in the past.');
  const note = given.note === undefined ? undefined : checkText(given.note, 'note', LONGEST_TEXT);
  const { id: by } = await whoActsIn(context.ledger, row, given.by);
  const localDay = localDate(row.plan?.zone ?? 'UTC', at);
  return context.ledger.transaction().execute(async (tx) => {
    await lockForNews(tx, { caseId, addresses: addressesOfCase(row) });
    const id = await recordContactMade(tx, {
      id: given.id,
      caseId,
      channel,
      at,
      localDay,
      result,
      note,
      by,
    });
    const entry = { caseId, at, round: row.round, what: 'contact-made', about: channel, because: result };
    await addToTimeline(tx, [{ ...entry, key: `contact-made|${id}` }]);
    return { id };
  });
}
