import type { InboxDid, InboxItem } from '../../ledger/inbox/rows.ts';
import type { Context } from '../context.ts';
import { reply } from '../messages.ts';
import { replyFrom } from '../replies.ts';

/** Who wrote cannot be read: a person finds out. No case waits on this. */
const NOBODY = 'unknown-sender';

/** Marks that mail to many bears: without any tie to a case of ours it is nobody's answer. */
const TO_MANY = ['precedence', 'list-id', 'list-unsubscribe', 'list-post', 'feedback-id'];

/** Its case stands still, or every open case of its address until a person has assigned it (RPY-12). */
export async function answer(context: Context, item: InboxItem): Promise<InboxDid> {
  const { case_id: caseId, details, channel, address } = item;
  const given = {
    channel,
    source: item.source,
    eventId: item.id,
    text: item.text.trim() === '' ? (item.subject ?? '') : item.text,
  };
  if (caseId !== null) {
    await reply(context, caseId, { ...given, ...(address === null ? {} : { address }) });
    return 'replied';
  }
  if (details.cases === undefined && item.class === 'unknown' && TO_MANY.includes(item.because))
    return 'noted';
  await replyFrom(context, { ...given, address: address ?? NOBODY });
  return 'to-assign';
}
