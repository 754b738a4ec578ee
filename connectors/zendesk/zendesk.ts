import type { Ledger } from '../../ledger/connect.ts';
import { type Api, type ApiAccount, basic, found, notUnderstood, openApi } from '../api.ts';
import { ConnectorError } from '../errors/connectorError.ts';
import type { AnyItem, Port } from '../ports.ts';
import type { Desk, Ticket, Words } from '../desk/desk.ts';
import { ticketDesk } from '../desk/port.ts';
import { writingsOf } from './comments.ts';
import type { ZendeskSettings } from './settings.ts';

export function zendeskAccount({ api, email, token }: ZendeskSettings): ApiAccount {
  return { over: 'zendesk', base: api, authorization: basic(`${email}/token`, token) };
}

/** @param repeats false for messages to customers */
export function zendesk(settings: ZendeskSettings, ledger: Ledger, repeats: boolean): Port<AnyItem> {
  return ticketDesk(zendeskDesk(settings), ledger, repeats);
}

/**
 * Every change of a ticket is a safe update: the vendor refuses it with 409 when anything has changed since we read the
 * ticket, and the next try reads it anew. What is written is private unless it is a message to the customer.
 */
function zendeskDesk(settings: ZendeskSettings): Desk {
  const account = zendeskAccount(settings);
  const group = settings.group === null ? {} : { group_id: settings.group };
  return {
    connector: 'zendesk',
    sources: settings.sources,
    open: () => openApi(account),
    read,
    resolve: (api, ticket) =>
      change(api, ticket, { status: 'solved', comment: inside('Set to solved by Followthrough.') }).then(
        () => {},
      ),
    reopen: (api, ticket) =>
      change(api, ticket, { status: 'open', comment: inside('Opened again by Followthrough.') }).then(
        () => {},
      ),
    // Closed is final: the vendor's own way to go on is a ticket that names the old one.
    followUp: (api, { id }, given) => create(api, given, { via_followup_source_id: Number(id) }),
    assign: (api, ticket) => change(api, ticket, { status: 'open', ...group }).then(() => {}),
    create: (api, given) => create(api, given, { subject: given.subject, ...group }),
    note: (api, ticket, text) => change(api, ticket, { comment: inside(text) }),
    reply: (api, ticket, { text, html }) =>
      change(api, ticket, { comment: { body: text, ...(html ? { html_body: html } : {}), public: true } }),
  };
}

function inside(body: string) {
  return { body, public: false };
}

interface Answered {
  status?: string;
  updated_at?: string;
  requester_id?: number;
}

async function read(api: Api, id: string): Promise<Ticket> {
  const answer = (await api.get(`/tickets/${id}`).catch((error: unknown) => {
    if (error instanceof ConnectorError && error.signal.status === 404)
      throw found('zendesk', 'not-found', `there is no ticket ${id}`);
    throw error;
  })) as { ticket?: Answered } | null;
  const { status, updated_at: stamp, requester_id: requester } = answer?.ticket ?? {};
  if (status === undefined || stamp === undefined) throw notUnderstood('zendesk');
  // Read after the ticket: what came in between is seen here, and the stamp is older than it.
  const writings = await writingsOf(api, id, requester);
  const state = status === 'closed' ? 'final' : status === 'solved' ? 'resolved' : 'open';
  const answered = writings.find((each) => each.public)?.by === 'customer';
  return { id, state, answered, writings, stamp };
}

/** @returns the id of the comment in it, where there is one */
async function change(api: Api, { id, stamp }: Ticket, given: object): Promise<string | null> {
  const ticket = { ...given, safe_update: true, updated_stamp: stamp };
  const answer = (await api.put(`/tickets/${id}`, { ticket })) as {
    audit?: { events?: { id?: number; type?: string }[] };
  } | null;
  const comment = answer?.audit?.events?.find(({ type }) => type === 'Comment');
  return comment?.id === undefined ? null : String(comment.id);
}

/** A ticket that nobody outside is told of. Our id is looked up first, and is the key of the request besides. */
async function create(api: Api, { id, text }: Words, more: object): Promise<string> {
  const before = (await api.get('/tickets', { external_id: id })) as { tickets?: { id?: number }[] } | null;
  const known = before?.tickets?.[0]?.id;
  if (known !== undefined) return String(known);
  const ticket = { ...more, external_id: id, comment: inside(text) };
  const answer = (await api.post('/tickets', { ticket }, { 'idempotency-key': id })) as {
    ticket?: { id?: number };
  } | null;
  const made = answer?.ticket?.id;
  if (made === undefined) throw notUnderstood('zendesk');
  return String(made);
}
