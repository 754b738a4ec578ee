import { isScalar } from 'yaml';
import { didYouMean, listed } from '../../domain/words.ts';
import { addressOf } from '../smtp/compose.ts';
import type { Accounts } from './accounts.ts';
import { guarded } from '../guard.ts';
import { readDkim, readUnsubscribe } from './emailOptions.ts';
import { readKeys } from './keys.ts';
import { ALLOWED, type Route, type Way } from './config.ts';
import type { ConfigReader, Place } from './reader.ts';

/** Reads `sandbox`, `by-hand`, or one connector with its settings. A route with a problem is a sandbox: nothing goes out. */
export function readRoute(reader: ConfigReader, way: Way, place: Place, accounts: Accounts = {}): Route {
  const word = isScalar(place.node) ? String(place.node.value) : null;
  const only = word === null ? [...reader.fields(place, null).values()] : [];
  const name = word ?? only[0]?.name ?? '';
  const allowed = ALLOWED[way];
  if (only.length > 1 || !allowed.some((candidate) => candidate === name)) {
    const says = `"${way}" needs one connector: ${listed(allowed)}.${didYouMean(name, allowed)}`;
    reader.report('FT-CFG-CONNECTOR', place.at, says);
    return { by: 'sandbox' };
  }
  if (name === 'by-hand' || name === 'sandbox') return { by: name };
  if (name === 'keap' || name === 'zendesk' || name === 'happyfox')
    return viaAccount(reader, place, name, accounts) ?? { by: 'sandbox' };
  if (name === 'twilio' || name === 'slack')
    return viaAccount(reader, place, name, accounts) ?? { by: 'sandbox' };
  const settings = only[0];
  if (!settings) {
    reader.report('FT-CFG-CONNECTOR', place.at, `"${name}" needs its settings below it.`);
    return { by: 'sandbox' };
  }
  return (name === 'smtp' ? readSmtp(reader, settings) : readWebhook(reader, settings)) ?? { by: 'sandbox' };
}

/** A way or look-up that names a vendor, with the settings of its account. */
type Via<Vendor extends keyof Accounts> = Vendor extends keyof Accounts
  ? { by: Vendor; settings: NonNullable<Accounts[Vendor]> }
  : never;

/** A vendor is only named: its account stands under `connectors:`. Null: there is none, or it has a problem. */
export function viaAccount<Vendor extends keyof Accounts>(
  reader: ConfigReader,
  place: Place,
  by: Vendor,
  accounts: Accounts,
): Via<Vendor> | null {
  const settings = accounts[by];
  if (!(by in accounts))
    reader.report('FT-CFG-CONNECTOR', place.at, `"${by}" needs its account under "connectors".`);
  return settings ? ({ by, settings } as Via<Vendor>) : null;
}

export function readWebhook(reader: ConfigReader, place: Place): Extract<Route, { by: 'webhook' }> | null {
  const fields = reader.fields(place, ['url', 'secret'], ['url', 'secret']);
  const url = reader.text(fields.get('url'));
  const secret = readKeys(reader, fields.get('secret'));
  if (url !== undefined && !isSafe(url)) {
    reader.report('FT-CFG-URL', fields.get('url')?.at ?? 0, `"${url}" is not an https address.`);
    return null;
  }
  const { allowPrivate } = reader;
  if (url !== undefined && !isReachable(url, allowPrivate)) {
    const says = `"${url}" leads into a private network: name its host under allow-private if that is meant.`;
    reader.report('FT-CFG-URL', fields.get('url')?.at ?? 0, says);
    return null;
  }
  if (url === undefined || secret === undefined) return null;
  reader.partner(place, new URL(url).hostname);
  return { by: 'webhook', settings: { url, secret, ...(allowPrivate.length > 0 ? { allowPrivate } : {}) } };
}

function isReachable(url: string, allowPrivate: readonly string[]): boolean {
  try {
    guarded(new URL(url), allowPrivate);
    return true;
  } catch {
    return false;
  }
}

/** This machine, as people write it: 2130706433 is the same number and was not meant. */
const HERE = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])([:/?#]|$)/;

export function isSafe(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username } = new URL(text);
  return username === '' && (protocol === 'https:' || HERE.test(text));
}

const SMTP_KEYS = [
  'host',
  'port',
  'security',
  'user',
  'password',
  'from',
  'send-as',
  'message-id-secret',
  'replies',
  'bounces',
  'dkim',
  'unsubscribe',
] as const;

function readSmtp(reader: ConfigReader, place: Place): Route | null {
  const fields = reader.fields(place, SMTP_KEYS, ['host', 'from', 'message-id-secret']);
  const host = reader.text(fields.get('host'));
  const port = reader.whole(fields.get('port'), 1, 65_535) ?? 587;
  const security =
    reader.word(fields.get('security'), ['tls', 'starttls', 'none'] as const) ??
    (port === 465 ? 'tls' : 'starttls');
  const user = reader.text(fields.get('user'));
  const password = reader.secret(fields.get('password'));
  const from = reader.text(fields.get('from'));
  const sendAs = reader.word(fields.get('send-as'), ['owner'] as const);
  const messageIdSecret = reader.secret(fields.get('message-id-secret'));
  const replies = readPlusAddress(reader, fields.get('replies'));
  const bounces = readPlusAddress(reader, fields.get('bounces'));
  const signs = readDkim(reader, fields.get('dkim'));
  const unsubscribe = readUnsubscribe(reader, fields.get('unsubscribe'));
  const more = { ...(signs ? { dkim: signs } : {}), ...(unsubscribe ? { unsubscribe } : {}) };
  const ways = { ...more, ...(replies ? { replies } : {}), ...(bounces ? { bounces } : {}) };
  if (from !== undefined && !/^[^@\s<>]+@[^@\s<>]+$/.test(addressOf(from))) {
    reader.report(
      'FT-CFG-VALUE',
      fields.get('from')?.at ?? 0,
      '"from" needs an address: "Example Support <support@example.com>".',
    );
    return null;
  }
  if ((user === undefined) !== (password === undefined))
    reader.report('FT-CFG-KEY-MISSING', place.at, '"user" and "password" belong together.');
  if (user !== undefined && security === 'none')
    reader.report(
      'FT-CFG-VALUE',
      place.at,
      'A password must not cross the wire in the open: use tls or starttls.',
    );
  if (host === undefined || from === undefined || messageIdSecret === undefined) return null;
  reader.partner(place, host.toLowerCase());
  const login = user !== undefined && password !== undefined ? { user, password } : {};
  const as = sendAs === undefined ? {} : { sendAs };
  return { by: 'smtp', settings: { host, port, security, from, messageIdSecret, ...as, ...login, ...ways } };
}

/** An address that takes a token behind its name: there must be room for it. */
function readPlusAddress(reader: ConfigReader, place: Place | undefined): string | undefined {
  const address = reader.text(place);
  if (address === undefined || /^[^@\s<>+]{1,11}@[^@\s<>]+$/.test(address)) return address;
  const says = `"${place?.name}" needs a bare address with at most 11 characters before the @, to which a token can be added.`;
  reader.report('FT-CFG-VALUE', place?.at ?? 0, says);
  return undefined;
}
