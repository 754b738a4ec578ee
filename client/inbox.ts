import { inboxEndingWith, listInbox, type InboxFilter } from '../ledger/inbox/inbox.ts';
import type { InboxItem } from '../ledger/inbox/rows.ts';
import type { Context } from './context.ts';
import { ClientError } from './errors.ts';

/** What came in, newest first, with what it was taken for and what was done about it. */
export function inbox({ ledger }: Context, filter: InboxFilter = {}): Promise<InboxItem[]> {
  return listInbox(ledger, filter);
}

/**
 * One thing that came in.
 * @param meant its id, or the end of it
 * @throws ClientError FT-CLI-NO-ITEM
 */
export async function inboxItem({ ledger }: Context, meant: string): Promise<InboxItem> {
  const [only, other] = meant === '' ? [] : await inboxEndingWith(ledger, meant, 2);
  if (only && !other) return only;
  const what = only ? `"${meant}" is the end of several ids.` : `nothing has come in as "${meant}".`;
  throw new ClientError('FT-CLI-NO-ITEM', what);
}
