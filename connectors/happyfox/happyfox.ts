import type { Ledger } from '../../ledger/connect.ts';
import { type Api, type ApiAccount, basic, found, notUnderstood, openApi } from '../api.ts';
import type { AnyItem, Port } from '../ports.ts';
import type { Desk, Ticket, Words } from '../desk/desk.ts';
import { ticketDesk } from '../desk/port.ts';
import type { HappyfoxSettings } from './settings.ts';
import { readTicket, said } from './ticket.ts';

export function happyfoxAccount({ api, key, authCode }: HappyfoxSettings): ApiAccount {
  return { over: 'happyfox', base: api, authorization: basic(key, authCode) };
}

/** @param repeats false for messages to customers */
export function happyfox(settings: HappyfoxSettings, ledger: Ledger, repeats: boolean): Port<AnyItem> {
  return ticketDesk(happyfoxDesk(settings), ledger, repeats);
}

/** Statuses are the account's own, so their ids are read before each change. Customers are told of nothing but replies. */
function happyfoxDesk(settings: HappyfoxSettings): Desk {
  const account = happyfoxAccount(settings);
  const { staff } = settings;
  const update = (api: Api, { id }: Ticket, more: object) =>
    api.post(`/ticket/${id}/staff_update/`, { staff, update_customer: false, ...more });
  return {
    connector: 'happyfox',
    sources: settings.sources,
    open: () => openApi(account),
    read: readTicket,
    async resolve(api, ticket) {
      const [resolved, open] = await statusIds(api, [settings.resolved, settings.open]);
      await update(api, ticket, { status: resolved });
      // This desk has no safe updates, so what came in between read and write is looked for afterwards.
      const after = await readTicket(api, ticket.id);
      if (!after.answered) return;
      await update(api, after, { status: open });
      throw found(
        'happyfox',
        'answered-meanwhile',
        'the customer answered while the ticket was being resolved',
      );
    },
    async reopen(api, ticket) {
      const [open] = await statusIds(api, [settings.open]);
      await update(api, ticket, { status: open });
    },
    async followUp(_api, ticket) {
      throw found('happyfox', 'cannot-carry', `ticket ${ticket.id} cannot be followed by another one`);
    },
    async assign(api, ticket) {
      const assignee = settings.handOver?.assignee ?? null;
      const [open] = await statusIds(api, [settings.open]);
      await update(api, ticket, { status: open, ...(assignee === null ? {} : { assignee }) });
    },
    create: (api, words) => create(api, settings, words),
    async note(api, ticket, text) {
      await api.post(`/ticket/${ticket.id}/staff_pvtnote/`, { staff, plaintext: text });
      return null;
    },
    async reply(api, ticket, { text, html }) {
      const words = html ? { html } : { plaintext: text };
      await update(api, ticket, { ...words, update_customer: true });
      return null;
    },
  };
}

async function statusIds(api: Api, names: string[]): Promise<number[]> {
  const statuses = (await api.get('/statuses/')) as { id?: number; name?: string }[] | null;
  if (!Array.isArray(statuses)) throw notUnderstood('happyfox');
  return names.map((name) => {
    const status = statuses.find((each) => each.name?.toLowerCase() === name.toLowerCase());
    if (status?.id !== undefined) return status.id;
    const known = statuses.map((each) => each.name).join(', ');
    throw found('happyfox', 'cannot-carry', `the account has no status "${name}", only ${known}`);
  });
}

/** In the team's own name: the desk writes to whoever opens a ticket. Our id stands in the subject. */
async function create(
  api: Api,
  { handOver }: HappyfoxSettings,
  { id, subject, text }: Words,
): Promise<string> {
  if (handOver === null) throw found('happyfox', 'cannot-carry', 'it is not configured where new tickets go');
  const mark = `(Followthrough ${id})`;
  const before = await madeBefore(api, id, mark);
  if (before) return numberOf(before);
  const { category, name, email, assignee } = handOver;
  const to = { category, name, email, ...(assignee === null ? {} : { assignee }) };
  const made = (await api.post('/tickets/', {
    ...to,
    subject: `${subject} ${mark}`,
    text: said(text),
  })) as Made | null;
  return numberOf(made ?? {});
}

/** Pages of a search that are looked through at most. */
const PAGES = 10;

/**
 * The ticket with our mark in its subject; null: surely none. Their search finds whatever has any word of the id, so each
 * subject is compared, on every page: one that was overlooked would be made a second time.
 * @throws ConnectorError when more is found than can be looked through
 */
async function madeBefore(api: Api, id: string, mark: string): Promise<Made | null> {
  for (let page = 1; page <= PAGES; page += 1) {
    const asked = { q: id, size: '50', page: String(page) };
    const answer = (await api.get('/tickets/', asked)) as Listed | null;
    const { data, page_info: info } = answer ?? {};
    if (!Array.isArray(data) || typeof info?.page_count !== 'number') throw notUnderstood('happyfox');
    const made = data.find(({ subject }) => subject?.includes(mark));
    if (made) return made;
    if (page >= info.page_count) return null;
  }
  throw found('happyfox', 'several', `the search for ${id} finds more tickets than can be looked through`);
}

interface Listed {
  data?: Made[];
  page_info?: { page_count?: number };
}

interface Made {
  id?: number;
  subject?: string;
}

function numberOf({ id }: Made): string {
  if (id === undefined) throw notUnderstood('happyfox');
  return String(id);
}
