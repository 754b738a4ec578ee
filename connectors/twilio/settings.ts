import type { ConfigReader, Place } from '../config/reader.ts';
import { isSafe } from '../config/routes.ts';
import type { Timeouts } from '../http.ts';

/** An account with Twilio. */
export interface TwilioSettings {
  accountSid: string;
  /** Each is right for a signature, the first one also for requests: while a token is being replaced there are two. */
  authTokens: string[];
  /** Requests are made with it instead of the auth token. */
  apiKey?: { sid: string; secret: string };
  /** Who sends texts: a number of ours or a messaging service. */
  sender: { from: string } | { messagingService: string };
  /** Our number that calls come from, and that answers to texts go to; absent: texts only. */
  number?: string;
  /** What Twilio does not keep once a text is out: its words, the last digits of the number. Absent: it keeps both. */
  discards?: { content?: true; address?: true };
  /** Where Twilio reaches our gateway, without a slash at the end: https://followthrough.example.com */
  publicUrl: string;
  /** Another address than Twilio's own, for tests. */
  api?: string;
  timeouts?: Timeouts;
}

const KEYS = [
  'account-sid',
  'auth-token',
  'new-auth-token',
  'api-key',
  'api-secret',
  'from',
  'messaging-service',
  'call-from',
  'public-url',
  'content-retention',
  'address-retention',
  'api',
] as const;
const NUMBER = /^\+[1-9]\d{6,14}$/;
/** A number, a short code, or a name. */
const SENDER = /^(\+[1-9]\d{6,14}|\d{3,8}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/;

/** Reads an account with Twilio; undefined: it has a problem, which was reported. */
export function readTwilio(reader: ConfigReader, place: Place): TwilioSettings | undefined {
  const before = reader.problems.length;
  const fields = reader.fields(place, KEYS, ['account-sid', 'auth-token', 'public-url']);
  const field = (name: (typeof KEYS)[number]) => fields.get(name);
  const matching = (name: (typeof KEYS)[number], pattern: RegExp, needs: string) => {
    const written = reader.text(field(name));
    if (written === undefined || pattern.test(written)) return written;
    reader.report('FT-CFG-VALUE', field(name)?.at ?? place.at, `"${name}" needs ${needs}.`);
    return undefined;
  };
  const accountSid = matching('account-sid', /^AC[0-9a-fA-F]{32}$/, 'the account SID, which begins with AC');
  const tokens = [reader.secret(field('auth-token')), reader.secret(field('new-auth-token'))];
  const keySid = matching('api-key', /^SK[0-9a-fA-F]{32}$/, 'the SID of an API key, which begins with SK');
  const keySecret = reader.secret(field('api-secret'));
  if (field('api-key') && !field('api-secret'))
    reader.report('FT-CFG-KEY-MISSING', place.at, '"api-key" and "api-secret" belong together.');
  const from = matching('from', SENDER, 'a number with + and its country, a short code, or a name');
  const service = matching(
    'messaging-service',
    /^MG[0-9a-fA-F]{32}$/,
    'the SID of a messaging service, which begins with MG',
  );
  if ((field('from') === undefined) === (field('messaging-service') === undefined))
    reader.report('FT-CFG-KEY-MISSING', place.at, 'Either "from" or "messaging-service" says who sends.');
  const callFrom = matching('call-from', NUMBER, 'a number of ours, with + and its country');
  const publicUrl = addressOf(reader, field('public-url'));
  const api = addressOf(reader, field('api'));
  const content = reader.word(field('content-retention'), ['retain', 'discard'] as const);
  const address = reader.word(field('address-retention'), ['retain', 'obfuscate'] as const);
  const discards = {
    ...(content === 'discard' ? { content: true as const } : {}),
    ...(address === 'obfuscate' ? { address: true as const } : {}),
  };
  const authTokens = tokens.flatMap((token) => token ?? []);
  if (reader.problems.length > before || accountSid === undefined || publicUrl === undefined)
    return undefined;
  const number = callFrom ?? (from !== undefined && NUMBER.test(from) ? from : undefined);
  return {
    accountSid,
    authTokens,
    sender: from === undefined ? { messagingService: service ?? '' } : { from },
    publicUrl,
    ...(keySid && keySecret ? { apiKey: { sid: keySid, secret: keySecret } } : {}),
    ...(number === undefined ? {} : { number }),
    ...(Object.keys(discards).length > 0 ? { discards } : {}),
    ...(api === undefined ? {} : { api }),
  };
}

/** Signatures are made over the address as Twilio knows it, so it must be exactly that. */
function addressOf(reader: ConfigReader, place: Place | undefined): string | undefined {
  const url = reader.text(place);
  if (url === undefined) return undefined;
  if (isSafe(url) && !/[?#]/.test(url)) return url.replace(/\/+$/, '');
  reader.report('FT-CFG-URL', place?.at ?? 0, `"${url}" is not an https address without query.`);
  return undefined;
}
