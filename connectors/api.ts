import { ConnectorError } from './errors/connectorError.ts';
import type { Protocol } from './errors/signal.ts';
import { type Answer, exchange } from './http.ts';
import { retryAfter } from './webhook/retryAfter.ts';

/** A vendor's JSON API with one login. */
export interface ApiAccount {
  over: Protocol;
  /** Where paths begin: "https://api.keap.com/crm". */
  base: string;
  /** The header Authorization. `refused`: the one that was just refused; null: there is no other. */
  authorization(refused: string | null): Promise<string | null>;
}

/** A login by user and password; there is no other when it is refused. */
export function basic(user: string, password: string): ApiAccount['authorization'] {
  const login = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  return async (refused) => (refused === null ? login : null);
}

/** One piece of work with a vendor: several calls, one end. */
export interface Api {
  get(path: string, query?: Record<string, string>): Promise<unknown>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<unknown>;
  put(path: string, body: unknown): Promise<unknown>;
}

/** In milliseconds. A whole piece of work ends before another worker may take it over (LEASE in the activities). */
export const WORK_LIMIT = 25_000;
const CALL_LIMIT = 10_000;
const CONNECT_LIMIT = 5_000;
/** Lists come in pages of up to a thousand entries. */
const ANSWER_LIMIT = 4 * 1024 * 1024;

/**
 * Opens a piece of work. It retries nothing, but for a call that was refused for a login that has run out.
 * @throws ConnectorError from each call. A call that only reads and was not answered is never ambiguous.
 */
export function openApi(account: ApiAccount, limit = WORK_LIMIT): Api {
  const until = Date.now() + limit;
  const call = async (method: 'GET' | 'POST' | 'PUT', url: URL, body: unknown, more = {}) => {
    const once = async (authorization: string | null) => {
      const total = Math.min(CALL_LIMIT, until - Date.now());
      const signal = { over: account.over, status: null } as const;
      if (total <= 0) throw new ConnectorError({ ...signal, stage: 'connect' }, 'it took too long');
      const headers = { ...headersOf(authorization, body), ...more };
      const bytes = body === undefined ? {} : { body: Buffer.from(JSON.stringify(body)) };
      const timeouts = { connect: Math.min(CONNECT_LIMIT, total), total };
      try {
        return await exchange(url, { method, headers, ...bytes, timeouts, answerLimit: ANSWER_LIMIT });
      } catch (error) {
        if (!(error instanceof ConnectorError)) throw error;
        const stage = method === 'GET' ? 'connect' : error.signal.stage;
        throw new ConnectorError({ ...error.signal, over: account.over, stage }, error.detail);
      }
    };
    const authorization = await account.authorization(null);
    let answer = await once(authorization);
    if (answer.status === 401) {
      const other = await account.authorization(authorization);
      if (other !== null) answer = await once(other);
    }
    return understood(account.over, method, answer);
  };
  const at = (path: string) => new URL(account.base.replace(/\/$/, '') + path);
  return {
    get(path, query = {}) {
      const url = at(path);
      // The operators of a vendor's filters are escaped as well: == is %3D%3D.
      url.search = new URLSearchParams(query).toString();
      return call('GET', url, undefined);
    },
    post: (path, body, headers) => call('POST', at(path), body, headers),
    put: (path, body) => call('PUT', at(path), body),
  };
}

function headersOf(authorization: string | null, body: unknown): Record<string, string> {
  return {
    accept: 'application/json',
    'user-agent': 'Followthrough',
    ...(authorization === null ? {} : { authorization }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
}

function understood(over: Protocol, method: string, { status, headers, body }: Answer): unknown {
  if (status < 200 || status >= 300) {
    const wait = retryAfter(headers['retry-after'], Date.now());
    throw new ConnectorError({ over, status, stage: 'content' }, `HTTP ${status} ${body}`.trim(), wait);
  }
  try {
    return body.trim() === '' ? null : JSON.parse(body);
  } catch {
    // What was written is written, whatever was said to it.
    if (method !== 'GET') return null;
    throw notUnderstood(over);
  }
}

/** The answer to a question is not of the shape that the vendor publishes. */
export function notUnderstood(over: Protocol): ConnectorError {
  return new ConnectorError({ over, status: 200, stage: 'content' }, 'the answer was not understood');
}

/** What a connector finds out before it writes, and a person must look at. */
export type Finding = 'not-found' | 'several' | 'answered-meanwhile' | 'not-as-asked' | 'cannot-carry';

export function found(over: Protocol, code: Finding, detail: string): ConnectorError {
  return new ConnectorError({ over, status: null, code, stage: 'recipient', refusedHere: true }, detail);
}
