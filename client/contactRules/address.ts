import { phoneNumber } from '../../domain/contactRules/phone.ts';
import { contactRulesOf } from '../../ledger/contactRules/kept.ts';
import type { Context } from '../context.ts';
import { ClientError } from '../errors.ts';
import { checkText, LONGEST_NAME } from '../text.ts';

/**
 * An address in the one spelling in which it is kept: email in lower case, a number with the code of its country. An id of
 * the portal stays as it is, so the channel must say that it is one.
 * @throws ClientError FT-CLI-ADDRESS
 */
export async function plainAddress(context: Context, written: string, channel: string): Promise<string> {
  const address = checkText(written, 'address', LONGEST_NAME).trim();
  if (channel === 'portal' && address !== '') return address;
  if (/^[^\s@]+@[^\s@]+$/.test(address) && channel !== 'call' && channel !== 'text')
    return address.toLowerCase();
  const { country } = await contactRulesOf(context.ledger);
  const number = channel === 'email' ? null : phoneNumber(address, country);
  if (number !== null) return number;
  throw new ClientError('FT-CLI-ADDRESS', `"${written}" is no address for ${wordFor(channel)}.`);
}

function wordFor(channel: string): string {
  return channel === '*' ? 'email or telephone' : channel;
}
