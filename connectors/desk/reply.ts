import { type Api, found } from '../api.ts';
import { ConnectorError } from '../errors/connectorError.ts';
import type { OutgoingMessage } from '../ports.ts';
import type { Desk, Ticket, Writing, Written } from './desk.ts';
import { type Subject, ticketOf } from './subject.ts';

/** A message to the customer inside the ticket. Not when they have the last word, and not in a ticket that has ended. */
export async function reply(desk: Desk, api: Api, about: Subject, item: OutgoingMessage): Promise<Written> {
  if (item.attachments?.length)
    throw found(desk.connector, 'cannot-carry', 'attachments are not sent by tickets');
  const ticket = await ticketOf(desk, api, about);
  const before = saidBefore(ticket, item);
  if (before) return async () => before.id;
  if (ticket.answered) throw found(desk.connector, 'answered-meanwhile', 'the customer has the last word');
  if (ticket.state !== 'open') throw found(desk.connector, 'not-as-asked', `the ticket is ${ticket.state}`);
  return () => desk.reply(api, ticket, item).catch(inDoubt);
}

/** A gateway's word is no word of the desk: it may have the message. */
function inDoubt(error: unknown): never {
  if (!(error instanceof ConnectorError) || ![500, 502, 504].includes(error.signal.status ?? 0)) throw error;
  throw new ConnectorError({ ...error.signal, status: null }, error.detail, null, false);
}

/** In milliseconds: the desk dates what is written by its own clock. */
const CLOCKS_DIFFER = 10 * 60_000;

/** The same words in public, since the message was written: another round may say the same again. */
export function saidBefore({ writings }: Ticket, { text, at }: OutgoingMessage): Writing | null {
  const since = writings.filter(
    (each) => each.public && each.by === 'staff' && each.at >= at - CLOCKS_DIFFER,
  );
  return since.find((each) => plain(each.text).includes(plain(text))) ?? null;
}

function plain(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s+/g, ' ').trim();
}
