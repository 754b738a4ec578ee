import { recipientOf } from '../../ledger/contactRules/unsubscribe.ts';
import type { Context } from '../context.ts';
import { optOut } from './optOut.ts';

/** Whether a link to unsubscribe is one of ours; changes nothing, because mail scanners open every link. */
export async function isUnsubscribeLink({ ledger }: Context, token: string): Promise<boolean> {
  return (await recipientOf(ledger, token)) !== null;
}

/**
 * Whoever got an email wants no more (RFC 8058): an opt-out from email that holds at once, in every case. Asked again it
 * says the same.
 * @returns false: the link is none of ours
 */
export async function unsubscribe(context: Context, token: string): Promise<boolean> {
  const found = await recipientOf(context.ledger, token);
  if (!found) return false;
  const evidence = `The link to unsubscribe in message ${found.id}.`;
  const { address } = found;
  await optOut(context, { address, channel: 'email', source: 'list-unsubscribe', evidence, by: 'contact' });
  return true;
}
