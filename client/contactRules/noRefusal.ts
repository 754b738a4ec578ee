import {
  type Doubted,
  strikeMisread,
  takenForRefusals as listTaken,
} from '../../ledger/contactRules/misread.ts';
import { refusalsEndingWith } from '../../ledger/inbound.ts';
import { inboxEndingWith } from '../../ledger/inbox/inbox.ts';
import { whoActs } from '../acting.ts';
import type { Context } from '../context.ts';
import { ClientError } from '../errors.ts';
import { inboxItem } from '../inbox.ts';

export interface NoRefusal {
  /** The id of the item, or of the reply. */
  item: string;
  /** Who may be reached again on which channel, as far as nothing else forbids it. */
  reachable: { address: string; channel: string }[];
}

/**
 * A person has read what was taken for a refusal in words of its own, and it is none (RPY-10): what held before it holds
 * again. Words that the provider knows, such as STOP, and complaints are never misread. Doing it again changes nothing.
 * @param meant the id of the item, or of the reply, or the end of it
 * @throws ClientError FT-CLI-NO-ITEM, FT-CLI-NO-REFUSAL; LedgerUnavailable
 */
export async function noRefusal(context: Context, meant: string, given: { by: string }): Promise<NoRefusal> {
  const id = (await replyMeant(context, meant)) ?? (await itemMeant(context, meant));
  const { id: by } = await whoActs(context.ledger, given.by);
  const reachable = await strikeMisread(context.ledger, id, { by, at: Date.now() });
  if (reachable.length === 0) throw refused(id, 'it kept nobody from being reached');
  return { item: id, reachable };
}

/** A reply that was said to be one has no item; null: it is none of those that were taken for a refusal. */
async function replyMeant({ ledger }: Context, meant: string): Promise<string | null> {
  const [only, ...more] = meant === '' ? [] : await refusalsEndingWith(ledger, meant, 2);
  if (!only) return null;
  const items = await inboxEndingWith(ledger, meant, 1);
  if (more.length === 0 && items.length === 0) return only.id;
  throw new ClientError('FT-CLI-NO-ITEM', `"${meant}" is the end of several ids.`);
}

async function itemMeant(context: Context, meant: string): Promise<string> {
  const item = await inboxItem(context, meant);
  if (item.class !== 'opt-out' || item.because !== 'phrase')
    throw refused(
      item.id,
      `it was taken for ${item.class} (${item.because}), not for a refusal in words of its own`,
    );
  if (item.done_at === null) throw refused(item.id, 'it is not dealt with yet; try again in a moment');
  return item.id;
}

function refused(id: string, why: string): ClientError {
  return new ClientError('FT-CLI-NO-REFUSAL', `${id}: ${why}.`);
}

/** Words in a case that were taken for a refusal and may be none (RPY-10): see `noRefusal`. */
export async function takenForRefusals({ ledger }: Context, caseId: string): Promise<Doubted[]> {
  return listTaken(ledger, caseId);
}
