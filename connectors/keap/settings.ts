import type { ConfigReader, Place } from '../config/reader.ts';
import { readAddress } from '../config/address.ts';

export interface KeapSettings {
  /** Where the paths /rest/v2 and /token are: the vendor's own hosts, or a double in tests. */
  api: string;
  tokenUrl: string;
  login: KeapLogin;
  /** The user of Keap who writes notes. */
  user: string | null;
  /** Ids of tags by the names that messages of notes use. */
  tags: Record<string, string>;
  /** Ids of the subscription plans whose fee an approved end stops; empty: whatever the contact has, if it is one. */
  plans: string[];
  /** The tag that ends a programme in Keap; null: Keap does no such act. */
  endedTag: string | null;
}

export type KeapLogin =
  /** A personal access token or the key of a service account: it does not change. */
  { token: string } | { clientId: string; clientSecret: string; refreshToken: string };

const KEYS = [
  'token',
  'client-id',
  'client-secret',
  'refresh-token',
  'user',
  'tags',
  'subscription-plans',
  'ended-tag',
  'api',
] as const;
const ID = /^\d{1,19}$/;

/** Reads `connectors: keap:`. */
export function readKeap(reader: ConfigReader, place: Place): KeapSettings | undefined {
  const fields = reader.fields(place, KEYS);
  const login = readLogin(reader, place, fields);
  const user = id(reader, fields.get('user'));
  const endedTag = id(reader, fields.get('ended-tag'));
  const tags = fields.get('tags');
  const named = tags ? [...reader.fields(tags, null)].map(([name, tag]) => [name, id(reader, tag)]) : [];
  const plans = fields.get('subscription-plans');
  const planIds = plans ? reader.texts(plans) : [];
  if (plans && planIds.some((plan) => !ID.test(plan)))
    reader.report('FT-CFG-VALUE', plans.at, '"subscription-plans" needs ids of plans, such as ["44"].');
  const api = readAddress(reader, fields.get('api'));
  if (!login) return undefined;
  return {
    api: api ?? 'https://api.keap.com/crm',
    tokenUrl: api === undefined ? 'https://api.infusionsoft.com/token' : `${api}/token`,
    login,
    user: user ?? null,
    tags: Object.fromEntries(named.filter(([, tag]) => tag !== undefined)) as Record<string, string>,
    plans: planIds,
    endedTag: endedTag ?? null,
  };
}

function readLogin(reader: ConfigReader, place: Place, fields: Map<string, Place>): KeapLogin | undefined {
  const token = reader.secret(fields.get('token'));
  const clientId = reader.secret(fields.get('client-id'));
  const clientSecret = reader.secret(fields.get('client-secret'));
  const refreshToken = reader.secret(fields.get('refresh-token'));
  const oauth = ['client-id', 'client-secret', 'refresh-token'].filter((key) => fields.has(key));
  if (fields.has('token') === oauth.length > 0 || (oauth.length > 0 && oauth.length < 3)) {
    const says = '"keap" needs either "token", or "client-id", "client-secret" and "refresh-token" together.';
    reader.report('FT-CFG-KEY-MISSING', place.at, says);
    return undefined;
  }
  if (token !== undefined) return { token };
  if (clientId === undefined || clientSecret === undefined || refreshToken === undefined) return undefined;
  return { clientId, clientSecret, refreshToken };
}

function id(reader: ConfigReader, place: Place | undefined): string | undefined {
  const text = reader.text(place);
  if (text === undefined || ID.test(text)) return text;
  reader.report('FT-CFG-VALUE', place?.at ?? 0, `"${place?.name}" needs an id in quotes, such as "12".`);
  return undefined;
}
