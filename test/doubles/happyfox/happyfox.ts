import { type AnySchema, Ajv } from 'ajv';
import { type Asked, type Double, double, type Said } from '../double.ts';

interface Update {
  timestamp: string;
  by: { type: 'user' | 'staff'; id: number };
  message: { text: string; message_type: string | null } | null;
}

interface HappyfoxTicket {
  id: number;
  subject: string;
  email: string;
  status: number;
  assignee: number | null;
  updates: Update[];
}

export interface HappyfoxDouble extends Double {
  tickets: HappyfoxTicket[];
  /** Emails that the desk sent to people outside, because it was told to or by itself. */
  mailed: { to: string; text: string }[];
  /** A ticket of a customer, to whom an agent has answered. */
  add(id?: number): HappyfoxTicket;
  customerWrites(id: number, words: string): void;
}

export const STATUSES = [
  { id: 1, name: 'New', behavior: 'pending', default: true },
  { id: 2, name: 'In Progress', behavior: 'pending', default: false },
  { id: 5, name: 'Solved', behavior: 'completed', default: false },
];
export const HAPPYFOX_LOGIN = { key: 'example-happyfox-key', authCode: 'example-auth-code' };
const STAFF = 3;

const WORDS = { plaintext: { type: 'string', minLength: 1 }, html: { type: 'string', minLength: 1 } };
const STAFF_ID = { type: 'integer', const: STAFF };
const UPDATE: AnySchema = {
  type: 'object',
  properties: {
    staff: STAFF_ID,
    ...WORDS,
    status: { enum: STATUSES.map(({ id }) => id) },
    assignee: { type: ['integer', 'null'] },
    update_customer: { type: 'boolean' },
  },
  required: ['staff'],
  additionalProperties: false,
};
const NOTE: AnySchema = {
  type: 'object',
  properties: { staff: STAFF_ID, ...WORDS },
  required: ['staff'],
  additionalProperties: false,
};
const TEXT = { type: 'string', minLength: 1 };
const NEW: AnySchema = {
  type: 'object',
  properties: {
    category: { type: 'integer' },
    name: TEXT,
    email: TEXT,
    subject: TEXT,
    text: TEXT,
    assignee: { type: 'integer' },
  },
  required: ['category', 'name', 'email', 'subject', 'text'],
  additionalProperties: false,
};
const ajv = new Ajv({ allowUnionTypes: true });
const checks = {
  staff_update: ajv.compile(UPDATE),
  staff_pvtnote: ajv.compile(NOTE),
  tickets: ajv.compile(NEW),
};

/** HappyFox's API 1.1 as its documentation describes it: statuses of the account's own, no safe updates, no keys. */
export async function happyfoxDouble(): Promise<HappyfoxDouble> {
  const server = await double(api);
  let clock = Date.now() - 60_000;
  const now = () => new Date((clock += 1_000)).toISOString().slice(0, 19).replace('T', ' ');
  const self: HappyfoxDouble = Object.assign(server, {
    tickets: [] as HappyfoxTicket[],
    mailed: [] as HappyfoxDouble['mailed'],
    add(id = 41) {
      const ticket = {
        id,
        subject: 'An example',
        email: 'pat@example.com',
        status: 2,
        assignee: null,
        updates: [],
      };
      self.tickets.push(ticket);
      write(ticket, 'user', 'It does not work.');
      write(ticket, 'staff', 'Please try this.');
      return ticket;
    },
    customerWrites(id: number, words: string) {
      write(self.tickets.find((each) => each.id === id)!, 'user', words);
    },
  });

  function write(
    { updates }: HappyfoxTicket,
    type: 'user' | 'staff',
    text: string | null,
    kind: string | null = null,
  ) {
    const message = text === null ? null : { text, message_type: kind };
    updates.push({ timestamp: now(), by: { type, id: type === 'staff' ? STAFF : 94 }, message });
  }

  /** Newest activity first, in pages of 10 unless asked for up to 50; found is what has any word of the question. */
  function list(query: URLSearchParams): Said {
    const [size, page] = [Number(query.get('size') ?? 10), Number(query.get('page') ?? 1)];
    if (!(size >= 10 && size <= 50 && page >= 1)) return refused(null);
    const wanted = wordsOf(query.get('q') ?? '');
    const found = self.tickets
      .filter(({ subject, updates }) => {
        const words = new Set(
          [subject, ...updates.map(({ message }) => message?.text ?? '')].flatMap(wordsOf),
        );
        return wanted.length === 0 || wanted.some((word) => words.has(word));
      })
      .toSorted((one, other) => (lastOf(one) < lastOf(other) ? 1 : -1));
    const data = found.slice((page - 1) * size, page * size).map(shown);
    const pages = Math.max(1, Math.ceil(found.length / size));
    return { status: 200, body: { page_info: { count: data.length, page_count: pages }, data } };
  }

  function api({ method, path, headers, query, body }: Asked): Said {
    const login = `Basic ${Buffer.from(`${HAPPYFOX_LOGIN.key}:${HAPPYFOX_LOGIN.authCode}`).toString('base64')}`;
    if (headers.authorization !== login) return { status: 401, body: { error: 'Invalid credentials' } };
    const [, module = '', id, what] = /^\/api\/1\.1\/json\/(\w+)\/(?:(\d+)\/)?(?:(\w+)\/)?$/.exec(path) ?? [];
    const given: unknown = method === 'POST' ? JSON.parse(body) : null;
    if (method === 'GET' && module === 'statuses') return { status: 200, body: STATUSES };
    if (method === 'GET' && module === 'tickets') return list(query);
    if (method === 'POST' && module === 'tickets') {
      if (!checks.tickets(given)) return refused(checks.tickets.errors);
      const { subject, email, text, assignee = null } = given as New;
      const ticket: HappyfoxTicket = {
        id: 100 + self.tickets.length,
        subject,
        email,
        status: 1,
        assignee,
        updates: [],
      };
      self.tickets.push(ticket);
      write(ticket, 'user', text);
      // Whoever opens a ticket is told so.
      self.mailed.push({ to: email, text: 'We have received your request.' });
      return { status: 200, body: shown(ticket) };
    }
    const ticket = self.tickets.find((each) => String(each.id) === id);
    if (module !== 'ticket' || !ticket) return { status: 404, body: { error: 'Not found' } };
    if (method === 'GET') return { status: 200, body: shown(ticket) };
    if (what !== 'staff_update' && what !== 'staff_pvtnote')
      return { status: 404, body: { error: 'Not found' } };
    if (!checks[what](given)) return refused(checks[what].errors);
    const { plaintext, html, status, assignee, update_customer: told } = given as Changed;
    const words = plaintext ?? html?.replaceAll(/<[^>]*>/g, ' ') ?? null;
    if (status !== undefined) ticket.status = status;
    if (assignee !== undefined) ticket.assignee = assignee;
    write(ticket, 'staff', words, what === 'staff_pvtnote' ? 'p' : null);
    if (told && words !== null) self.mailed.push({ to: ticket.email, text: words });
    return { status: 200, body: shown(ticket) };
  }
  return self;
}

interface New {
  subject: string;
  email: string;
  text: string;
  assignee?: number;
}

interface Changed {
  plaintext?: string;
  html?: string;
  status?: number;
  assignee?: number | null;
  update_customer?: boolean;
}

function shown({ status, ...ticket }: HappyfoxTicket) {
  return { ...ticket, status: STATUSES.find(({ id }) => id === status) };
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
}

function lastOf({ updates }: HappyfoxTicket): string {
  return updates.at(-1)?.timestamp ?? '';
}

function refused(errors: unknown): Said {
  return { status: 400, body: { error: ajv.errorsText(errors as never) } };
}
