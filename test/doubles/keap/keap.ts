import { randomUUID } from 'node:crypto';
import { type Asked, type Double, double, type Said } from '../double.ts';
import { answered, judge } from './published.ts';

interface Contact {
  id: string;
  email: string;
  status?: string;
}

interface Mail {
  contact_id: string;
  sent_to_address: string;
  sent_time: string;
  opened_time?: string;
  original_provider?: string;
}

interface Subscription {
  id: string;
  contact_id: string;
  subscription_plan_id: string;
  active: boolean;
  reason_stopped?: string;
}

export interface KeapDouble extends Double {
  contacts: Contact[];
  mails: Mail[];
  subscriptions: Subscription[];
  notes: { id: string; contact_id: string; title?: string; text?: string; create_time: string }[];
  /** Ids of contacts by the id of a tag. */
  tagged: Map<string, Set<string>>;
  /** The tokens that work now; each renewal makes those before it useless at once. */
  tokens: { access: string; refresh: string };
  /** The refresh token that a person got at the vendor's site and configures. */
  configured: string;
  renewals: number;
  /** Entries of a page at most, whatever is asked for. */
  pageSize: number;
  /** Stops nothing, although it says yes. */
  stubborn: boolean;
}

export const CLIENT = { clientId: 'example-client', clientSecret: 'example-client-secret' };

/** Keap's REST API v2, as strict as what Keap publishes of it. */
export async function keapDouble(): Promise<KeapDouble> {
  const server = await double((asked) => (asked.path === '/token' ? renew(asked) : api(asked)));
  const configured = `refresh-${randomUUID()}`;
  const self: KeapDouble = Object.assign(server, {
    contacts: [],
    mails: [],
    subscriptions: [],
    notes: [],
    tagged: new Map(),
    tokens: { access: `access-${randomUUID()}`, refresh: configured },
    configured,
    renewals: 0,
    pageSize: 1_000,
    stubborn: false,
  });

  function renew({ headers, body, method }: Asked): Said {
    const form = new URLSearchParams(body);
    const login = `Basic ${Buffer.from(`${CLIENT.clientId}:${CLIENT.clientSecret}`).toString('base64')}`;
    if (method !== 'POST' || headers['content-type'] !== 'application/x-www-form-urlencoded')
      return { status: 400, body: { error: 'invalid_request' } };
    if (headers.authorization !== login) return { status: 401, body: { error: 'invalid_client' } };
    if (form.get('grant_type') !== 'refresh_token' || form.get('refresh_token') !== self.tokens.refresh)
      return { status: 400, body: { error: 'invalid_grant' } };
    self.renewals += 1;
    self.tokens = { access: `access-${randomUUID()}`, refresh: `refresh-${randomUUID()}` };
    const { access, refresh } = self.tokens;
    return {
      status: 200,
      body: { access_token: access, refresh_token: refresh, expires_in: 86_400, token_type: 'bearer' },
    };
  }

  function api(asked: Asked): Said {
    if (asked.headers.authorization !== `Bearer ${self.tokens.access}`) return refused(401, 'Unauthorized');
    const judged = judge(asked);
    if (!judged) return refused(404, `there is no ${asked.method} ${asked.path}`);
    if (judged.wrong) return refused(400, judged.wrong);
    const { operation } = judged;
    const id = /\/(?:contacts|subscriptions|tags)\/([^/:]+)/.exec(asked.path)?.[1] ?? '';
    const where = filterOf(asked);
    switch (operation) {
      case 'GET /rest/v2/contacts': {
        const found = self.contacts.filter(({ email }) => email.toLowerCase() === where['email']);
        return page(asked, operation, 'contacts', found.map(asContact));
      }
      case 'GET /rest/v2/emails': {
        const since = Date.parse(where['start_created_time'] ?? '1970-01-01T00:00:00Z');
        const found = self.mails.filter(
          (mail) => mail.contact_id === where['contact_id'] && Date.parse(mail.sent_time) >= since,
        );
        return page(asked, operation, 'emails', found);
      }
      case 'GET /rest/v2/contacts/{contact_id}/notes': {
        const since = Date.parse(where['since_time'] ?? '1970-01-01T00:00:00Z');
        const found = self.notes.filter(
          (note) => note.contact_id === id && Date.parse(note.create_time) >= since,
        );
        return page(asked, operation, 'notes', found);
      }
      case 'POST /rest/v2/contacts/{contact_id}/notes': {
        const { title, text, type } = JSON.parse(asked.body) as Record<string, string | undefined>;
        if (title === undefined && type === undefined) return refused(400, 'title or type is required');
        const at = new Date().toISOString();
        const note = { id: String(self.notes.length + 1), contact_id: id, title, text, create_time: at };
        const written = JSON.parse(JSON.stringify(note)) as (typeof self.notes)[number];
        self.notes.push(written);
        return answered(operation, written);
      }
      case 'GET /rest/v2/subscriptions': {
        const found = self.subscriptions.filter((each) => each.contact_id === where['contact_id']);
        return page(asked, operation, 'subscriptions', found);
      }
      case 'GET /rest/v2/subscriptions/{subscription_id}':
      case 'POST /rest/v2/subscriptions/{subscription_id}:deactivate': {
        const found = self.subscriptions.find((each) => each.id === id);
        if (!found) return refused(404, `there is no subscription ${id}`);
        if (asked.method === 'GET') return answered(operation, found);
        const { reason } = JSON.parse(asked.body) as { reason?: string };
        if (!self.stubborn)
          Object.assign(found, { active: false, ...(reason ? { reason_stopped: reason } : {}) });
        return answered(operation, null);
      }
      case 'POST /rest/v2/tags/{tag_id}/contacts:applyTags': {
        const { contact_ids: ids } = JSON.parse(asked.body) as { contact_ids: string[] };
        self.tagged.set(id, new Set([...(self.tagged.get(id) ?? []), ...ids]));
        return answered(operation, { results: Object.fromEntries(ids.map((each) => [each, 'SUCCESS'])) });
      }
      case 'GET /rest/v2/tags':
        return page(
          asked,
          operation,
          'tags',
          [...self.tagged.keys()].map((tag) => ({ id: tag, name: tag })),
        );
      default:
        return answered(operation, { email: 'owner@example.com' });
    }
  }

  function page({ query }: Asked, operation: string, key: string, all: object[]): Said {
    const size = Math.min(Number(query.get('page_size') ?? '100'), self.pageSize);
    const from = Number(query.get('page_token') ?? '0');
    const next = from + size < all.length ? { next_page_token: String(from + size) } : {};
    return answered(operation, { [key]: all.slice(from, from + size), ...next });
  }
  return self;
}

function asContact({ id, email, status }: Contact) {
  const address = { email, field: 'EMAIL1', ...(status ? { email_opt_status: status } : {}) };
  return { id, email_addresses: [address] };
}

function filterOf({ query }: Asked): Record<string, string> {
  const conditions = query.get('filter')?.split(';') ?? [];
  return Object.fromEntries(conditions.map((each) => each.split('==') as [string, string]));
}

function refused(status: number, message: string): Said {
  return { status, body: { code: status, message, status: 'REFUSED' } };
}
