import type { ConfigReader, Place } from '../config/reader.ts';
import { readAddress } from '../config/address.ts';
import { ticketSources } from '../desk/sources.ts';

export interface HappyfoxSettings {
  /** Where /tickets/ is. */
  api: string;
  key: string;
  authCode: string;
  /** The id of the agent in whose name we write. */
  staff: number;
  /** Names of statuses, as the account calls them: their ids are read from it. */
  resolved: string;
  open: string;
  /** Cases of these sources are about a ticket here, whose number is their occurrence. */
  sources: string[];
  /** Where a new ticket for the team goes, and in whose name it is opened: never the client's, who would be written to. */
  handOver: { category: number; name: string; email: string; assignee: number | null } | null;
}

const KEYS = [
  'account',
  'key',
  'auth-code',
  'staff',
  'statuses',
  'tickets-from',
  'hand-over',
  'api',
] as const;
const MOST = Number.MAX_SAFE_INTEGER;

/** Reads `connectors: happyfox:`. */
export function readHappyfox(reader: ConfigReader, place: Place): HappyfoxSettings | undefined {
  const fields = reader.fields(place, KEYS, ['account', 'key', 'auth-code', 'staff', 'statuses']);
  const account = reader.text(fields.get('account'));
  const key = reader.secret(fields.get('key'));
  const authCode = reader.secret(fields.get('auth-code'));
  const staff = reader.whole(fields.get('staff'), 1, MOST);
  const statuses = fields.get('statuses');
  const named = statuses ? reader.fields(statuses, ['resolved', 'open'], ['resolved', 'open']) : null;
  const resolved = reader.text(named?.get('resolved'));
  const open = reader.text(named?.get('open'));
  const sources = ticketSources(reader, fields.get('tickets-from'), 'happyfox');
  const handOver = readHandOver(reader, fields.get('hand-over'));
  const api = readAddress(reader, fields.get('api'));
  if (account !== undefined && !/^[a-z0-9][a-z0-9-]{0,62}$/.test(account)) {
    const says = `"${account}" is no account: of https://example.happyfox.com it is "example".`;
    reader.report('FT-CFG-VALUE', fields.get('account')?.at ?? place.at, says);
    return undefined;
  }
  if (account === undefined || key === undefined || authCode === undefined) return undefined;
  if (staff === undefined || resolved === undefined || open === undefined) return undefined;
  const base = api ?? `https://${account}.happyfox.com`;
  return { api: `${base}/api/1.1/json`, key, authCode, staff, resolved, open, sources, handOver };
}

function readHandOver(reader: ConfigReader, place: Place | undefined): HappyfoxSettings['handOver'] {
  if (!place) return null;
  const fields = reader.fields(
    place,
    ['category', 'name', 'email', 'assignee'],
    ['category', 'name', 'email'],
  );
  const category = reader.whole(fields.get('category'), 1, MOST);
  const name = reader.text(fields.get('name'));
  const email = reader.text(fields.get('email'));
  const assignee = reader.whole(fields.get('assignee'), 1, MOST) ?? null;
  if (category === undefined || name === undefined || email === undefined) return null;
  return { category, name, email, assignee };
}
