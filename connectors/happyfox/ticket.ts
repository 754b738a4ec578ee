import { type Api, found, notUnderstood } from '../api.ts';
import { ConnectorError } from '../errors/connectorError.ts';
import type { Ticket, Writing } from '../desk/desk.ts';

interface Update {
  /** In UTC: "2012-12-05 09:29:31". */
  timestamp?: string;
  by?: { type?: string } | null;
  message?: { text?: string; html?: string; message_type?: string | null } | null;
}

export async function readTicket(api: Api, id: string): Promise<Ticket> {
  const answer = (await api.get(`/ticket/${id}/`).catch((error: unknown) => {
    if (error instanceof ConnectorError && error.signal.status === 404)
      throw found('happyfox', 'not-found', `there is no ticket ${id}`);
    throw error;
  })) as { status?: { behavior?: string }; updates?: Update[] } | null;
  const { status, updates } = answer ?? {};
  if (status?.behavior === undefined || !Array.isArray(updates)) throw notUnderstood('happyfox');
  const writings = updates.flatMap((update, index) => writingOf(update, index)).reverse();
  const answered = writings.find((each) => each.public)?.by === 'customer';
  const state = status.behavior === 'completed' ? 'resolved' : 'open';
  return { id, state, answered, writings, stamp: String(updates.length) };
}

/** Updates come oldest first, and many are no writings: a rule has moved the ticket, a status has changed. */
function writingOf({ timestamp, by, message }: Update, index: number): Writing[] {
  if (!message) return [];
  const at = Date.parse(`${timestamp?.replace(' ', 'T') ?? ''}Z`);
  if (!Number.isFinite(at)) throw notUnderstood('happyfox');
  return [
    {
      id: String(index + 1),
      at,
      by: by?.type === 'staff' ? 'staff' : 'customer',
      // Private notes are marked; an unmarked writing was seen by the customer.
      public: !message.message_type,
      text: message.text ?? said(message.html ?? ''),
    },
  ];
}

/** Text without marks of HTML. */
export function said(text: string): string {
  return text.replaceAll(/<[^>]*>/g, ' ');
}
