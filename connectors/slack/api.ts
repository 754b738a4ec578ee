import {
  type FetchFunction,
  type Logger,
  LogLevel,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
} from '@slack/web-api';
import { ConnectorError } from '../errors/connectorError.ts';
import type { Signal } from '../errors/signal.ts';
import { exchange, type Timeouts } from '../http.ts';
import type { SlackSettings } from './settings.ts';

export type SlackAnswer = Record<string, unknown>;

/**
 * One call of a method, once. `stage`: `content` where it puts something into a conversation, so that an answer that is
 * lost leaves it open whether it stands there; `recipient` where it only looks or opens.
 * @throws ConnectorError
 */
export type SlackCaller = (
  method: string,
  args: Record<string, unknown>,
  stage: 'recipient' | 'content',
) => Promise<SlackAnswer>;

/** Two people may wait for it, a click among them: shorter than for a message that has all day. */
const TIMEOUTS: Timeouts = { connect: 3_000, total: 10_000 };

/** Slack's own library, with its own repetitions off. What Slack has put off is not asked for before its time (SND-13). */
export function slackCaller({ token, api, timeouts = TIMEOUTS }: SlackSettings): SlackCaller {
  const web = new WebClient(token, {
    ...(api === undefined ? {} : { slackApiUrl: api }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    timeout: timeouts.total,
    fetch: ours(timeouts),
    logger: SILENT,
  });
  const putOff = new Map<string, number>();
  return async (method, args, stage) => {
    // Messages are counted for each conversation, everything else for the workspace.
    const limited = method === 'chat.postMessage' ? `${method} ${String(args['channel'])}` : method;
    const wait = (putOff.get(limited) ?? 0) - Date.now();
    if (wait > 0) {
      const signal = { over: 'slack', status: 429, code: 'ratelimited', stage } as const;
      throw new ConnectorError(signal, `Slack has put off ${method}`, wait);
    }
    putOff.delete(limited);
    try {
      return { ...(await web.apiCall(method, args)) };
    } catch (error) {
      const refused = refusal(error, stage);
      if (refused instanceof ConnectorError && refused.retryAfter !== null)
        putOff.set(limited, Date.now() + refused.retryAfter);
      throw refused;
    }
  };
}

function refusal(error: unknown, stage: Signal['stage']): unknown {
  const signal = (status: number | null, code: string | null = null): Signal => ({
    over: 'slack',
    status,
    code,
    stage,
  });
  if (error instanceof WebAPIPlatformError)
    return new ConnectorError(signal(200, error.data.error.slice(0, 100)), error.message);
  if (error instanceof WebAPIRateLimitedError)
    return new ConnectorError(signal(429, 'ratelimited'), error.message, error.retryAfter * 1_000);
  if (error instanceof WebAPIHTTPError) return new ConnectorError(signal(error.statusCode), error.message);
  // The library wraps what ours throws; only ours knows whether a byte has left.
  const cause = error instanceof WebAPIRequestError ? error.original : error;
  if (cause instanceof ConnectorError) {
    if (cause.signal.over === 'slack') return cause;
    const reached = cause.signal.stage === 'connect' ? 'connect' : stage;
    return new ConnectorError({ ...signal(null), stage: reached }, cause.detail);
  }
  if (cause instanceof Error && cause.message.startsWith('Retry header'))
    return new ConnectorError(signal(429, 'ratelimited'), cause.message);
  return error;
}

/** Whatever answers there, it is not Slack's API: the library would stumble over it. */
function notUnderstood(): ConnectorError {
  const signal = { over: 'slack', status: 200, code: 'not_understood', stage: 'content' } as const;
  return new ConnectorError(signal, 'the answer is no JSON object');
}

/** One connection a call, bounded in time and size; no redirect is followed. */
function ours(timeouts: Timeouts): FetchFunction {
  return async (url, { headers = {}, body = '' } = {}) => {
    if (typeof body !== 'string') throw new TypeError('files are not sent to Slack');
    const answer = await exchange(new URL(url), {
      method: 'POST',
      headers,
      body: Buffer.from(body),
      timeouts,
    });
    if (answer.status === 200 && !/^\s*\{/.test(answer.body)) throw notUnderstood();
    const text = async () => answer.body;
    const named = Object.entries(answer.headers).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]);
    return {
      ok: answer.status >= 200 && answer.status < 300,
      status: answer.status,
      statusText: '',
      url: String(url),
      headers: {
        get: (name) => new Map(named).get(name.toLowerCase()) ?? null,
        entries: () => named.values(),
      },
      text,
      json: async () => JSON.parse(answer.body) as unknown,
      arrayBuffer: async () => new TextEncoder().encode(answer.body).buffer,
    };
  };
}

/** The library would write arguments, words about people among them, to the screen. */
const SILENT: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};
