import type { Case } from '../../ledger/schema.ts';
import { type Api, found } from '../api.ts';
import type { OutgoingAct } from '../ports.ts';
import type { Desk, Words, Written } from './desk.ts';
import { noteOnce } from './note.ts';
import { type Subject, ticketOf } from './subject.ts';

/** What a ticket desk can do of the acts of a procedure. */
export const DESK_ACTS = ['resolve-ticket', 'reopen-ticket', 'hand-over'] as const;

/** Finds out what is not done yet; the change returns the number of the ticket. */
export async function act(desk: Desk, api: Api, about: Subject, item: OutgoingAct): Promise<Written> {
  if (item.name === 'hand-over') return () => handOver(desk, api, about, item);
  const ticket = await ticketOf(desk, api, about);
  const as = (work: Promise<void>) => work.then(() => ticket.id);
  if (item.name === 'resolve-ticket') {
    if (ticket.state !== 'open') return async () => ticket.id;
    // Nobody may have told us yet: a ticket in which the customer waits is not resolved.
    if (ticket.answered) throw found(desk.connector, 'answered-meanwhile', 'the customer has the last word');
    return () => as(desk.resolve(api, ticket));
  }
  if (item.name === 'reopen-ticket') {
    if (ticket.state === 'final') return () => desk.followUp(api, ticket, wordsOf(about.of, item));
    if (ticket.state === 'resolved') return () => as(desk.reopen(api, ticket));
    return async () => ticket.id;
  }
  throw found(desk.connector, 'cannot-carry', `a ticket desk cannot do ${item.name}`);
}

/** The ticket of the case gets its new team and our facts; a case without one gets a ticket. */
async function handOver(desk: Desk, api: Api, { of, number }: Subject, item: OutgoingAct): Promise<string> {
  const words = wordsOf(of, item);
  if (number === null) return desk.create(api, words);
  const ticket = await desk.read(api, number);
  if (ticket.state === 'final') return desk.followUp(api, ticket, words);
  await noteOnce(desk, api, ticket, item, words.text);
  // The note has moved the ticket on.
  await desk.assign(api, await desk.read(api, number));
  return ticket.id;
}

function wordsOf(of: Case, { id, name }: OutgoingAct): Words {
  const { contact, facts, procedure, occurrence } = of;
  const rows = {
    Case: of.id,
    Name: contact.name,
    Email: contact.email,
    Phone: contact.phone,
    ...facts,
  };
  const lines = Object.entries(rows).flatMap(([key, value]) => (value ? [`${key}: ${value}`] : []));
  const subject = `${name === 'hand-over' ? 'Handed over' : 'Continued'}: ${procedure}, ${occurrence}`;
  return { id, subject, text: lines.join('\n') };
}
