import { type AnySchema, Ajv } from 'ajv';
import { type Asked, type Double, double, type Said } from '../double.ts';

export interface ZendeskTicket {
  id: number;
  status: 'new' | 'open' | 'pending' | 'hold' | 'solved' | 'closed';
  requester_id: number | null;
  group_id: number | null;
  subject: string;
  external_id: string | null;
  via_followup_source_id: number | null;
  updated_at: string;
}

export interface ZendeskComment {
  id: number;
  ticket: number;
  author_id: number;
  public: boolean;
  plain_body: string;
  created_at: string;
}

export interface ZendeskDouble extends Double {
  tickets: ZendeskTicket[];
  comments: ZendeskComment[];
  /** Tags of the account, which tell of its own automations. */
  tags: string[];
  /** A ticket of a customer, to whom an agent has answered. */
  add(status: ZendeskTicket['status'], id?: number): ZendeskTicket;
  /** The customer writes: a solved ticket opens by itself. */
  customerWrites(id: number, words: string): void;
}

export const AGENT = { email: 'agent@example.com', token: 'example-zendesk-token' };
const CUSTOMER = 501;
const OURS = 900;
const CLOSED = 'Status: closed prevents ticket update';

const COMMENT: AnySchema = {
  type: 'object',
  properties: { body: { type: 'string' }, html_body: { type: 'string' }, public: { type: 'boolean' } },
  required: ['body', 'public'],
  additionalProperties: false,
};
const FIELDS = {
  status: { enum: ['new', 'open', 'pending', 'hold', 'solved'] },
  comment: COMMENT,
  group_id: { type: 'integer' },
};
const CHANGE: AnySchema = {
  type: 'object',
  properties: { ...FIELDS, safe_update: { const: true }, updated_stamp: { type: 'string' } },
  required: ['safe_update', 'updated_stamp'],
  additionalProperties: false,
};
const NEW: AnySchema = {
  type: 'object',
  properties: {
    ...FIELDS,
    subject: { type: 'string', minLength: 1 },
    external_id: { type: 'string' },
    via_followup_source_id: { type: 'integer' },
  },
  required: ['comment'],
  additionalProperties: false,
};
const ajv = new Ajv();
const mayChange = ajv.compile(CHANGE);
const mayCreate = ajv.compile(NEW);

/** Zendesk's ticketing API as its documentation describes it: safe updates, closed tickets, follow-ups. */
export async function zendeskDouble(): Promise<ZendeskDouble> {
  const server = await double(api);
  const made = new Map<string, ZendeskTicket>();
  // Each change has its own second, as a stamp has no finer one.
  let clock = Date.now() - 60_000;
  const now = () => new Date((clock += 1_000)).toISOString().replace(/\.\d+/, '');
  const self: ZendeskDouble = Object.assign(server, {
    tickets: [] as ZendeskTicket[],
    comments: [] as ZendeskComment[],
    tags: [] as string[],
    add(status: ZendeskTicket['status'], id = 41) {
      const ticket = newTicket(id, { status, requester_id: CUSTOMER, subject: 'An example of an issue' });
      write(ticket, CUSTOMER, true, 'It does not work.');
      write(ticket, OURS, true, 'Please try this.');
      return ticket;
    },
    customerWrites(id: number, words: string) {
      const ticket = self.tickets.find((each) => each.id === id)!;
      if (ticket.status !== 'closed') ticket.status = 'open';
      write(ticket, CUSTOMER, true, words);
    },
  });

  function newTicket(id: number, given: Partial<ZendeskTicket>): ZendeskTicket {
    const empty = { requester_id: null, group_id: null, external_id: null, via_followup_source_id: null };
    const ticket = { id, status: 'open' as const, subject: '', ...empty, updated_at: now(), ...given };
    self.tickets.push(ticket);
    return ticket;
  }

  function write(ticket: ZendeskTicket, author: number, isPublic: boolean, text: string): ZendeskComment {
    const at = now();
    ticket.updated_at = at;
    const id = self.comments.length + 1;
    const comment = {
      id,
      ticket: ticket.id,
      author_id: author,
      public: isPublic,
      plain_body: text,
      created_at: at,
    };
    self.comments.push(comment);
    return comment;
  }

  function api(asked: Asked): Said {
    const { method, path, headers, query, body } = asked;
    const login = `Basic ${Buffer.from(`${AGENT.email}/token:${AGENT.token}`).toString('base64')}`;
    if (headers.authorization !== login) return { status: 401, body: { error: "Couldn't authenticate you" } };
    if (method !== 'GET' && headers['content-type'] !== 'application/json')
      return { status: 415, body: { error: 'UnsupportedMediaType' } };
    if (method === 'GET' && path === '/api/v2/users/me')
      return { status: 200, body: { user: { id: OURS, role: 'agent' } } };
    if (method === 'GET' && path === '/api/v2/tags')
      return { status: 200, body: { tags: self.tags.map((name) => ({ name, count: 1 })), next_page: null } };
    if (path === '/api/v2/tickets') {
      if (method === 'POST') return create(JSON.parse(body), headers['idempotency-key']);
      const found = self.tickets.filter(
        ({ external_id: id }) => id !== null && id === query.get('external_id'),
      );
      return { status: 200, body: { tickets: found } };
    }
    const [, id, comments] = /^\/api\/v2\/tickets\/(\d+)(\/comments)?$/.exec(path) ?? [];
    const ticket = self.tickets.find((each) => String(each.id) === id);
    if (!ticket) return { status: 404, body: { error: 'RecordNotFound', description: 'Not found' } };
    if (comments) return commentsOf(ticket, query);
    if (method === 'PUT') return change(ticket, JSON.parse(body));
    return { status: 200, body: { ticket } };
  }

  function commentsOf({ id }: ZendeskTicket, query: URLSearchParams): Said {
    const all = self.comments.filter(({ ticket }) => ticket === id);
    const comments = query.get('sort_order') === 'desc' ? all.toReversed() : all;
    const users = [
      { id: CUSTOMER, role: 'end-user' },
      { id: OURS, role: 'agent' },
    ];
    return { status: 200, body: { comments, ...(query.get('include') === 'users' ? { users } : {}) } };
  }

  function change(ticket: ZendeskTicket, { ticket: given }: { ticket: Given }): Said {
    if (ticket.status === 'closed')
      return {
        status: 422,
        body: { error: 'RecordInvalid', details: { status: [{ description: CLOSED }] } },
      };
    if (!mayChange(given)) return { status: 400, body: { error: ajv.errorsText(mayChange.errors) } };
    if (given.updated_stamp !== ticket.updated_at)
      return {
        status: 409,
        body: { error: 'UpdateConflict', description: 'Safe Update prevented the update' },
      };
    if (given.status) ticket.status = given.status;
    if (given.group_id) ticket.group_id = given.group_id;
    ticket.updated_at = now();
    const { comment } = given;
    const written = comment && write(ticket, OURS, comment.public, comment.body);
    const events = written ? [{ id: written.id, type: 'Comment' }] : [];
    return { status: 200, body: { ticket, audit: { events } } };
  }

  function create({ ticket: given }: { ticket: Given }, key: string | string[] | undefined): Said {
    if (!mayCreate(given)) return { status: 400, body: { error: ajv.errorsText(mayCreate.errors) } };
    const before = made.get(String(key));
    if (before) return { status: 201, body: { ticket: before } };
    const { via_followup_source_id: source, comment, ...plain } = given;
    const followed = self.tickets.find(({ id }) => id === source);
    // It has no effect with any other ticket.
    const closed = followed?.status === 'closed' ? followed : null;
    const ticket = newTicket(1_000 + self.tickets.length, {
      ...(plain as Partial<ZendeskTicket>),
      requester_id: closed?.requester_id ?? OURS,
      via_followup_source_id: closed?.id ?? null,
    });
    if (comment) write(ticket, OURS, comment.public, comment.body);
    if (key !== undefined) made.set(String(key), ticket);
    return { status: 201, body: { ticket } };
  }
  return self;
}

interface Given extends Partial<Omit<ZendeskTicket, 'via_followup_source_id' | 'group_id'>> {
  updated_stamp?: string;
  group_id?: number;
  via_followup_source_id?: number;
  comment?: { body: string; public: boolean };
}
