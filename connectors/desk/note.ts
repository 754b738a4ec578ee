import type { Api } from '../api.ts';
import type { OutgoingNote } from '../ports.ts';
import type { Desk, Ticket, Written } from './desk.ts';
import { type Subject, ticketOf } from './subject.ts';

/** A note on the ticket that only the desk's own people see. */
export async function note(desk: Desk, api: Api, about: Subject, item: OutgoingNote): Promise<Written> {
  const ticket = await ticketOf(desk, api, about);
  const tags = item.tags.length > 0 ? [`Tags: ${item.tags.join(', ')}`] : [];
  const text = [item.title, item.text.trimEnd(), ...tags].join('\n\n').trim();
  return () => noteOnce(desk, api, ticket, item, text);
}

/** Our id in its text says that an earlier try has arrived. */
export async function noteOnce(
  desk: Desk,
  api: Api,
  ticket: Ticket,
  { id }: { id: string },
  text: string,
): Promise<string | null> {
  const mark = `(Followthrough ${id})`;
  const before = ticket.writings.find((writing) => writing.text.includes(mark));
  return before ? before.id : desk.note(api, ticket, `${text}\n\n${mark}`);
}
