import { LOOP_CAP, mayAnswer } from '../../domain/inbound/answering.ts';
import type { Match } from '../../domain/inbound/match.ts';
import { countSince, keepItem, type NewInboxItem } from '../../ledger/inbox/inbox.ts';
import type { InboxDetails, InboxItem } from '../../ledger/inbox/rows.ts';
import { LedgerUnavailable } from '../../ledger/errors.ts';
import type { Context } from '../context.ts';
import { ClientError } from '../errors.ts';
import { dealWith } from './deal.ts';
import { find } from './find.ts';
import type { ReceivedItem, TakenItem } from './item.ts';
import { isMail, read, type ReadItem } from './read.ts';
import { unreadable } from './unreadable.ts';

/**
 * Takes whatever comes in, by whichever way: a mail, a text message, a post in a portal. It is understood, kept, and dealt
 * with: a person's answer stops its case, a refusal holds at once, a report of a mail server marks its message. When this
 * returns, the item is in the ledger, and no contact starts that does not know of it.
 * @throws ClientError when the deliverer has not made it right; anything else when nothing was kept: deliver it again
 */
export async function receive(context: Context, given: ReceivedItem): Promise<TakenItem> {
  const { ledger } = context;
  const { item: kept, kept: isNew } = await keep(context, given);
  const dealt = isNew ? await dealWith(context, kept) : { did: kept.did };
  const { id, class: kind, case_id: caseId, matched_by: matchedBy, address } = kept;
  const since = kept.received_at - LOOP_CAP.withinMs;
  const recent = address === null ? LOOP_CAP.items : await countSince(ledger, { address, since });
  return {
    id,
    repeated: !isNew,
    class: kind,
    caseId,
    matchedBy,
    mayAnswer: isNew && mayAnswer({ class: kind, recent }),
    ...dealt,
  };
}

/** A mail must never come again and again because of what is in it: those behind it would not be read. */
async function keep(context: Context, given: ReceivedItem): Promise<{ item: InboxItem; kept: boolean }> {
  const { ledger } = context;
  let item: ReadItem | null = null;
  try {
    item = await read(context, given);
    return await keepItem(ledger, rowOf(item, await find(context, item)));
  } catch (error) {
    if (!isMail(given) || error instanceof LedgerUnavailable || error instanceof ClientError) throw error;
    return keepItem(ledger, unreadable(given, item));
  }
}

function rowOf({ found, ...item }: Omit<ReadItem, 'clues'>, matched: Match): NewInboxItem {
  const { class: kind, because, bounce, backOn } = found;
  const lead = matched.to === 'nobody' ? null : matched.lead;
  const details: InboxDetails = {
    ...(bounce ? { bounce } : {}),
    ...(backOn ? { backOn } : {}),
    ...(lead?.recipient ? { recipient: lead.recipient } : {}),
    ...(matched.to === 'address' ? { cases: matched.cases } : {}),
  };
  // Who did not get a message, or calls it spam, is who it went to, whatever the report calls them.
  const isReport = bounce !== undefined || kind === 'complaint';
  const address = isReport && lead?.recipient ? lead.recipient : item.address;
  return {
    ...item,
    address,
    class: kind,
    because,
    matchedBy: matched.to === 'case' ? matched.by : null,
    caseId: matched.to === 'case' ? matched.caseId : null,
    about: lead?.messageId ?? null,
    details,
  };
}
