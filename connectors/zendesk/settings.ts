import type { ConfigReader, Place } from '../config/reader.ts';
import { readAddress } from '../config/address.ts';
import { ticketSources } from '../desk/sources.ts';

export interface ZendeskSettings {
  /** Where /api/v2 is. */
  api: string;
  /** The agent in whose name we write. */
  email: string;
  token: string;
  /** Cases of these sources are about a ticket here, whose number is their occurrence. */
  sources: string[];
  /** The id of the group that gets what is handed over; null: as the desk's own rules say. */
  group: number | null;
}

const KEYS = ['subdomain', 'email', 'token', 'tickets-from', 'group', 'api'] as const;

/** Reads `connectors: zendesk:`. */
export function readZendesk(reader: ConfigReader, place: Place): ZendeskSettings | undefined {
  const fields = reader.fields(place, KEYS, ['subdomain', 'email', 'token']);
  const subdomain = reader.text(fields.get('subdomain'));
  const email = reader.text(fields.get('email'));
  const token = reader.secret(fields.get('token'));
  const group = reader.whole(fields.get('group'), 1, Number.MAX_SAFE_INTEGER);
  const api = readAddress(reader, fields.get('api'));
  const sources = ticketSources(reader, fields.get('tickets-from'), 'zendesk');
  if (subdomain !== undefined && !/^[a-z0-9][a-z0-9-]{0,62}$/.test(subdomain)) {
    const says = `"${subdomain}" is no subdomain: of https://example.zendesk.com it is "example".`;
    reader.report('FT-CFG-VALUE', fields.get('subdomain')?.at ?? place.at, says);
    return undefined;
  }
  if (subdomain === undefined || email === undefined || token === undefined) return undefined;
  const base = api ?? `https://${subdomain}.zendesk.com`;
  return { api: `${base}/api/v2`, email, token, sources, group: group ?? null };
}
