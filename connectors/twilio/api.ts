import type { Twilio } from 'twilio';
import type RequestClient from 'twilio/lib/base/RequestClient.js';
import { ConnectorError } from '../errors/connectorError.ts';
import { type Answer, exchange } from '../http.ts';
import { retryAfter } from '../webhook/retryAfter.ts';
import type { TwilioSettings } from './settings.ts';

/** A page of a list is larger than a yes or no. */
const PAGE_LIMIT = 8 * 1024 * 1024;

/**
 * The official library over our own connection: one try, no redirects, and an error says how far the request had come,
 * which the library's own connection hides.
 */
export async function twilioApi(settings: TwilioSettings): Promise<Twilio> {
  // Loaded only where an account is configured: it is large.
  const { default: library } = await import('twilio');
  const { accountSid, apiKey, authTokens } = settings;
  const [user, password] = apiKey ? [apiKey.sid, apiKey.secret] : [accountSid, authTokens[0]];
  const httpClient = { request: (given: Asked) => request(settings, given) } as unknown as RequestClient;
  return new library.Twilio(user, password, { accountSid, httpClient, autoRetry: false });
}

type Asked = RequestClient.RequestOptions<Record<string, unknown>, Record<string, unknown>>;

async function request({ api, timeouts }: TwilioSettings, given: Asked) {
  const url = new URL(given.uri);
  if (api !== undefined) {
    const instead = new URL(api);
    url.protocol = instead.protocol;
    url.host = instead.host;
  }
  for (const [name, value] of pairs(given.params)) url.searchParams.append(name, value);
  const login = Buffer.from(`${given.username ?? ''}:${given.password ?? ''}`).toString('base64');
  const form = given.method === 'post' ? new URLSearchParams(pairs(given.data)).toString() : null;
  const answer = await exchange(url, {
    method: given.method === 'post' ? 'POST' : 'GET',
    headers: {
      authorization: `Basic ${login}`,
      accept: 'application/json',
      'user-agent': 'Followthrough',
      ...(form === null ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...(form === null ? {} : { body: Buffer.from(form) }),
    timeouts,
    answerLimit: PAGE_LIMIT,
  }).catch((error: unknown) => {
    if (!(error instanceof ConnectorError)) throw error;
    // A question that was not answered has changed nothing.
    const stage = form === null ? 'connect' : error.signal.stage;
    throw new ConnectorError({ ...error.signal, over: 'twilio', stage }, error.detail);
  });
  if (answer.status >= 300 || answer.status < 200) throw refused(answer, form === null);
  return { statusCode: answer.status, headers: answer.headers, body: answer.body };
}

/** A list of values is one field again and again. */
function pairs(fields: Record<string, unknown> = {}): [string, string][] {
  return Object.entries(fields).flatMap(([name, value]) => {
    if (value === undefined || value === null) return [];
    const values = Array.isArray(value) ? value : [value];
    return values.map((each): [string, string] => [name, String(each)]);
  });
}

/** Its own code is in the body: {"code": 21610, "message": "..."}. */
function refused({ status, body, headers }: Answer, asked: boolean): ConnectorError {
  const said = words(body);
  const code = typeof said.code === 'number' ? String(said.code) : null;
  const detail = `HTTP ${status}${code === null ? '' : `, ${code}`}: ${said.message ?? body}`;
  const wait = retryAfter(headers['retry-after'], Date.now());
  const stage = asked ? 'connect' : 'content';
  return new ConnectorError({ over: 'twilio', status, code, stage }, detail, wait);
}

function words(body: string): { code?: unknown; message?: string } {
  try {
    const said = JSON.parse(body) as unknown;
    return typeof said === 'object' && said !== null ? said : {};
  } catch {
    return {};
  }
}
