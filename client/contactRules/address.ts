import { phoneNumber } from '../../domain/contactRules/phone.ts';
import { CHANNELS } from '../../domain/contactRules/contactRules.ts';
import { contactRulesOf } from '../../ledger/contactRules/kept.ts';
import { casesOfAddress } from '../../ledger/inbox/leads.ts';
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

/**
 * The address that an answer came from, so that it stops what is about to go there. By a way on which nobody is reached from
 * here it may be of any form: then it is an id of the portal if a case has it, else an email address or a number if it can
 * be one.
 * @throws ClientError FT-CLI-ADDRESS for what is none on its channel: kept as it is written, it would stop nothing
 */
export async function addressOfReply(
  context: Context,
  written: string,
  channel = 'by-hand',
): Promise<string> {
  const way = channel === 'phone' ? 'call' : channel;
  if (CHANNELS.some((known) => known === way)) return plainAddress(context, written, way);
  if ((await casesOfAddress(context.ledger, written)).length > 0) return written;
  return plainAddress(context, written, '*').catch(asWritten(written));
}

/** For `catch`: what is no address stays as it was written. */
export function asWritten(written: string): (error: unknown) => string {
  return (error) => {
    if (error instanceof ClientError) return written;
    throw error;
  };
}

function wordFor(channel: string): string {
  return channel === '*' ? 'email or telephone' : channel;
}
