import {
  type Doubted,
  strikeMisread,
  takenForRefusals as listTaken,
} from '../../ledger/contactRules/misread.ts';
import { whoActs } from '../acting.ts';
import type { Context } from '../context.ts';
import { ClientError } from '../errors.ts';
import { inboxItem } from '../inbox.ts';

export interface NoRefusal {
  /** The id of the item. */
  item: string;
  /** Who may be reached again on which channel, as far as nothing else forbids it. */
  reachable: { address: string; channel: string }[];
}

/**
 * A person has read what was taken for a refusal in words of its own, and it is none (RPY-10): what held before it holds
 * again. Words that the provider knows, such as STOP, and complaints are never misread. Doing it again changes nothing.
 * @param meant the id of the item, or the end of it
 * @throws ClientError FT-CLI-NO-ITEM, FT-CLI-NO-REFUSAL; LedgerUnavailable
 */
export async function noRefusal(context: Context, meant: string, given: { by: string }): Promise<NoRefusal> {
  const item = await inboxItem(context, meant);
  const { id: by } = await whoActs(context.ledger, given.by);
  if (item.class !== 'opt-out' || item.because !== 'phrase')
    throw refused(`it was taken for ${item.class} (${item.because}), not for a refusal in words of its own`);
  if (item.done_at === null) throw refused('it is not dealt with yet; try again in a moment');
  const reachable = await strikeMisread(context.ledger, item.id, { by, at: Date.now() });
  if (reachable.length === 0) throw refused('it kept nobody from being reached');
  return { item: item.id, reachable };

  function refused(why: string): ClientError {
    return new ClientError('FT-CLI-NO-REFUSAL', `${item.id}: ${why}.`);
  }
}

/** Words in a case that were taken for a refusal and may be none (RPY-10): see `noRefusal`. */
export async function takenForRefusals({ ledger }: Context, caseId: string): Promise<Doubted[]> {
  return listTaken(ledger, caseId);
}
