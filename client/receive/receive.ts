import { LOOP_CAP, mayAnswer } from '../../domain/inbound/answering.ts';
import type { Match } from '../../domain/inbound/match.ts';
import { countSince, keepItem, type NewInboxItem } from '../../ledger/inbox/inbox.ts';
import type { InboxDetails } from '../../ledger/inbox/rows.ts';
import type { Context } from '../context.ts';
import { dealWith } from './deal.ts';
import { find } from './find.ts';
import type { ReceivedItem, TakenItem } from './item.ts';
import { read, type ReadItem } from './read.ts';

/**
 * Takes whatever comes in, by whichever way: a mail, a text message, a post in a portal. It is understood, kept, and dealt
 * with: a person's answer stops its case, a refusal holds at once, a report of a mail server marks its message. When this
 * returns, the item is in the ledger, and no contact starts that does not know of it.
 * @throws ClientError when the deliverer has not made it right; LedgerUnavailable when nothing was kept: deliver it again
 */
export async function receive(context: Context, given: ReceivedItem): Promise<TakenItem> {
  const { ledger } = context;
  const item = await read(context, given);
  const { item: kept, kept: isNew } = await keepItem(ledger, rowOf(item, await find(context, item)));
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

function rowOf({ found, ...item }: Omit<ReadItem, 'clues'>, matched: Match): NewInboxItem {
  const { class: kind, because, bounce, backOn } = found;
  const lead = matched.to === 'nobody' ? null : matched.lead;
  const details: InboxDetails = {
    ...(bounce ? { bounce } : {}),
    ...(backOn ? { backOn } : {}),
    ...(lead?.recipient ? { recipient: lead.recipient } : {}),
    ...(matched.to === 'address' ? { cases: matched.cases } : {}),
  };
  // Who did not get a message is who it went to, whatever the report calls them.
  const address = bounce && lead?.recipient ? lead.recipient : item.address;
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
