import type { FastifyInstance } from 'fastify';
import { createGateway, type GatewayOptions, listen } from '../../../gateway/gateway.ts';
import type { Stage } from '../../client/support/stage.ts';

export interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
  text: string;
}

export interface Caller {
  url: string;
  app: FastifyInstance;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  send(path: string, init: RequestInit): Promise<Answer>;
  close(): Promise<void>;
}

/** A gateway that really listens, and somebody who calls it. */
export async function callable(stage: Stage, options: GatewayOptions = {}): Promise<Caller> {
  const app = createGateway(stage.client, options);
  const url = `http://127.0.0.1:${await listen(app, 0)}`;
  const send = async (path: string, init: RequestInit): Promise<Answer> => {
    const answer = await fetch(url + path, init);
    const text = await answer.text();
    const json =
      answer.headers.get('content-type')?.includes('json') &&
      !answer.headers.get('content-type')?.includes('ndjson');
    return {
      status: answer.status,
      headers: answer.headers,
      body: json ? (JSON.parse(text) as Record<string, unknown>) : {},
      text,
    };
  };
  return {
    url,
    app,
    send,
    get: (path, headers = {}) => send(path, { headers }),
    post: (path, body = {}, headers = {}) =>
      send(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    close: () => app.close(),
  };
}

export function bearer(key: { secret: string }): Record<string, string> {
  return { authorization: `Bearer ${key.secret}` };
}

let made = 0;

/** An Idempotency-Key that nobody has used. */
export function once(): Record<string, string> {
  made += 1;
  return { 'idempotency-key': `once-${process.pid}-${made}` };
}
