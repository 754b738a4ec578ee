import { isScalar } from 'yaml';
import { didYouMean, listed } from '../../domain/words.ts';
import { addressOf } from '../smtp/compose.ts';
import { ALLOWED, type Route, type Way } from './config.ts';
import type { ConfigReader, Place } from './reader.ts';

/** Reads `sandbox`, `by-hand`, or one connector with its settings. A route with a problem is a sandbox: nothing goes out. */
export function readRoute(reader: ConfigReader, way: Way, place: Place): Route {
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
  const settings = only[0];
  if (!settings) {
    reader.report('FT-CFG-CONNECTOR', place.at, `"${name}" needs its settings below it.`);
    return { by: 'sandbox' };
  }
  return (name === 'smtp' ? readSmtp(reader, settings) : readWebhook(reader, settings)) ?? { by: 'sandbox' };
}

export function readWebhook(reader: ConfigReader, place: Place): Extract<Route, { by: 'webhook' }> | null {
  const fields = reader.fields(place, ['url', 'secret'], ['url', 'secret']);
  const url = reader.text(fields.get('url'));
  const secret = reader.secret(fields.get('secret'));
  if (url !== undefined && !isSafe(url)) {
    reader.report('FT-CFG-URL', fields.get('url')?.at ?? 0, `"${url}" is not an https address.`);
    return null;
  }
  if (url === undefined || secret === undefined) return null;
  if (!isKey(secret)) {
    const says = 'The secret of a webhook is "whsec_" and 24 to 64 bytes in base64.';
    reader.report('FT-CFG-SECRET', fields.get('secret')?.at ?? 0, says);
    return null;
  }
  return { by: 'webhook', settings: { url, secret } };
}

function isKey(secret: string): boolean {
  const base64 = secret.replace(/^whsec_/, '');
  const { length } = Buffer.from(base64, 'base64');
  return /^[A-Za-z0-9+/]+={0,2}$/.test(base64) && base64.length % 4 === 0 && length >= 24 && length <= 64;
}

export function isSafe(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username } = new URL(text);
  const here = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
  return username === '' && (protocol === 'https:' || (protocol === 'http:' && here));
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
  const ways = { ...(replies ? { replies } : {}), ...(bounces ? { bounces } : {}) };
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
