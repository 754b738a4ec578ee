import { refuseInTransaction } from '../ledger/inTransaction.ts';
import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { ConnectorError } from './errors/connectorError.ts';
import { AddressBlocked, guarded } from './guard.ts';

/** In milliseconds. */
export interface Timeouts {
  connect: number;
  total: number;
}

export const HTTP_TIMEOUTS: Timeouts = { connect: 5_000, total: 20_000 };

/** An answer larger than this is cut off: nobody needs more to say yes or no. */
const ANSWER_LIMIT = 64 * 1024;

export interface Request {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  headers?: Record<string, string>;
  body?: Buffer;
  timeouts?: Timeouts | undefined;
  /** In bytes; absent: what a yes or no needs. */
  answerLimit?: number;
  /** Hosts in the house that may have private addresses, see guard.ts. */
  allowPrivate?: readonly string[] | undefined;
}

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/**
 * One request on a connection of its own. Follows no redirect and retries nothing.
 * @throws ConnectorError when there was no whole answer; it says whether the request may have arrived
 */
export function exchange(
  url: URL,
  { method, headers = {}, body, timeouts = HTTP_TIMEOUTS, answerLimit = ANSWER_LIMIT, allowPrivate }: Request,
): Promise<Answer> {
  refuseInTransaction(url.host);
  const request = url.protocol === 'https:' ? overHttps : overHttp;
  return new Promise((resolve, reject) => {
    let written = false;
    const lookup = lookupFor(url, allowPrivate);
    const length = body ? { 'content-length': body.length } : {};
    const call = request(url, { method, agent: false, lookup, headers: { ...headers, ...length } });
    const connecting = setTimeout(() => call.destroy(new Error('no connection in time')), timeouts.connect);
    const answering = setTimeout(() => call.destroy(new Error('no answer in time')), timeouts.total);
    const fail = (error: Error) => {
      clearTimeout(connecting);
      clearTimeout(answering);
      const stage = written ? 'content' : 'connect';
      const refusedHere = error instanceof AddressBlocked;
      reject(new ConnectorError({ over: 'http', status: null, stage, refusedHere }, error.message));
    };
    call.on('socket', (socket) => {
      socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
        clearTimeout(connecting);
        // From here on bytes may have left: what follows without an answer is ambiguous.
        written = true;
      });
    });
    call.on('error', fail);
    call.on('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const finish = () => {
        clearTimeout(answering);
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8').slice(0, answerLimit),
        });
      };
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size <= answerLimit) return;
        // The status is known; the rest of the words is not wanted.
        finish();
        call.destroy();
      });
      response.on('end', finish);
      // The status line has arrived, so the answer stands even when its body breaks off.
      response.on('error', finish);
    });
    call.end(body);
  });
}

function lookupFor(url: URL, allowPrivate: readonly string[] | undefined) {
  try {
    return guarded(url, allowPrivate);
  } catch (error) {
    if (!(error instanceof AddressBlocked)) throw error;
    const signal = { over: 'http', status: null, stage: 'connect', refusedHere: true } as const;
    throw new ConnectorError(signal, error.message);
  }
}
