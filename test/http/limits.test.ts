import { connect as dial } from 'node:net';
import { request } from 'node:http';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { alert } from '../client/support/alerts.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { callable, type Caller } from './support/gateway.ts';

jest.setTimeout(60_000);

const MIB = 1024 * 1024;

let stage: Stage;
let caller: Caller;
beforeAll(async () => {
  stage = await openStage();
  caller = await callable(stage);
});
afterAll(async () => {
  await caller?.close();
  await stage?.close();
});

/** Sends a body without end until the other side has had enough. */
function endless(path: string, type: string): Promise<{ status: number; sent: number }> {
  const { port } = new URL(caller.url);
  const chunk = Buffer.alloc(64 * 1024, 'x');
  let sent = 0;
  return new Promise((resolve, reject) => {
    const ask = request({ port, host: '127.0.0.1', path, method: 'POST', headers: { 'content-type': type } });
    const body = new Readable({
      read() {
        sent += chunk.length;
        this.push(sent > 1024 * MIB ? null : chunk);
      },
    });
    ask.once('response', (answer) => {
      body.destroy();
      answer.resume();
      answer.once('end', () => ask.destroy());
      resolve({ status: answer.statusCode ?? 0, sent });
    });
    ask.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE' || error.code === 'ECONNRESET') resolve({ status: 0, sent });
      else reject(error);
    });
    body.pipe(ask);
  });
}

/** What a server says to bytes that are no whole request. */
function raw(text: string, waitMs: number): Promise<string> {
  const { port } = new URL(caller.url);
  return new Promise((resolve) => {
    let said = '';
    const socket = dial(Number(port), '127.0.0.1', () => socket.write(text));
    socket.setEncoding('utf8').on('data', (part: string) => (said += part));
    socket.once('error', () => resolve(said));
    socket.once('close', () => resolve(said));
    setTimeout(() => socket.destroy(), waitMs).unref();
  });
}

const post = (body: string, headers: Record<string, string> = {}) =>
  caller.send('/v1/cases', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });

describe('WHK-10: Limits before work', () => {
  test('a body without end is let go of, and fills no memory', async () => {
    const before = process.memoryUsage().rss;
    const single = await endless('/v1/cases', 'application/json');
    expect([0, 413]).toContain(single.status);
    expect(single.sent).toBeLessThan(32 * MIB);
    const lines = await endless('/v1/cases/bulk', 'application/x-ndjson');
    expect(lines.sent).toBeLessThan(128 * MIB);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * MIB);
    expect((await caller.get('/health')).status).toBe(200);
  });

  test.each([
    ['deeper than 32 levels', `${'['.repeat(40)}${']'.repeat(40)}`],
    ['with a hundred thousand levels', '['.repeat(100_000)],
    [
      'with more fields than any case',
      `{${Array.from({ length: 5_000 }, (_, index) => `"f${index}":1`).join(',')}}`,
    ],
    ['with a NUL in it', JSON.stringify(alert({ id: 'nul-\0' }))],
    ['with half of a character', JSON.stringify(alert()).replace('Example', '\\ud800')],
  ])('a body %s is refused with 400', async (_what, body) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  test.each(['{"__proto__":{"x":1}}', '{"note":{"constructor":{"prototype":{}}}}'])(
    'a body that would change what all objects are is refused, and told so: %s',
    async (body) => {
      const answer = await caller.send('/v1/events/case-alert', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      expect([answer.status, answer.body['code']]).toEqual([422, 'FT-HTTP-LIMIT']);
      expect(answer.body['detail']).toContain('__proto__');
    },
  );

  test('a form with more fields than any is refused with 400', async () => {
    const form = Array.from({ length: 2_000 }, (_, index) => `f${index}=1`).join('&');
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await caller.send('/decide/some-token', { method: 'POST', headers, body: form })).status).toBe(
      400,
    );
  });

  test('a packed body is not unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(10 * MIB, ' '));
    const answer = await caller.send('/v1/cases', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: bomb,
    });
    expect([answer.status, answer.body['code']]).toEqual([415, 'FT-HTTP-TYPE']);
  });

  test('headers without end, and a request that never ends, are answered and let go of', async () => {
    const long = await raw(
      `GET /health HTTP/1.1\r\nhost: 127.0.0.1\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`,
      5_000,
    );
    expect(long).toContain('431 Request Header Fields Too Large');
    expect(long).toContain('FT-HTTP-LIMIT');
    expect(caller.app.server.headersTimeout).toBeLessThanOrEqual(10_000);
    caller.app.server.headersTimeout = 500;
    caller.app.server.requestTimeout = 800;
    const slow = await raw('GET /health HTTP/1.1\r\nhost: 127.0.0.1\r\nx: ', 8_000);
    expect(slow).toContain('408 Request Timeout');
    const slowBody = await raw(
      'POST /v1/cases HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{',
      8_000,
    );
    expect(slowBody).toContain('408 Request Timeout');
    expect((await caller.get('/health')).status).toBe(200);
  });

  test('so many at once and no more, of one caller', async () => {
    const narrow = await callable(stage, { rates: { atOnce: 3 } });
    const answers = await Promise.all(Array.from({ length: 20 }, () => narrow.post('/v1/cases', alert())));
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
    expect(answers.every(({ status }) => [201, 429].includes(status))).toBe(true);
    expect((await narrow.post('/v1/cases', alert())).status).toBe(201);
    await narrow.close();
  });
});

describe('WHK-12: Strict input', () => {
  test.each([
    ['text/plain', '{"procedure":"case-alert"}'],
    ['application/x-www-form-urlencoded', 'procedure=case-alert'],
    ['multipart/form-data; boundary=x', '--x--'],
    ['text/csv', 'a,b'],
  ])('a body of type %s is not taken by a path for JSON', async (type, body) => {
    const answer = await caller.send('/v1/cases', {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    });
    expect([answer.status, answer.body['code']]).toEqual([415, 'FT-HTTP-TYPE']);
  });

  test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
    '%s is refused with the methods that are taken',
    async (method) => {
      const answer = await caller.send('/v1/cases', { method });
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
      expect((await caller.send('/health', { method })).status).toBe(405);
    },
  );

  test('TRACE shows nobody what they sent', async () => {
    const said = await raw(
      'TRACE /v1/cases HTTP/1.1\r\nhost: 127.0.0.1\r\nx-secret: canary\r\nconnection: close\r\n\r\n',
      5_000,
    );
    expect(said).toContain('405 Method Not Allowed');
    expect(said).not.toContain('canary');
  });

  test('an error tells what is wrong, and nothing of the inside', async () => {
    const broken = jest
      .spyOn(stage.client, 'list')
      .mockRejectedValue(new Error('password=canary at /srv/x.ts:1'));
    const fresh = await callable(stage);
    const answer = await fresh.get('/v1/cases');
    broken.mockRestore();
    await fresh.close();
    expect([answer.status, answer.body['code']]).toEqual([500, 'FT-CLI-UNEXPECTED']);
    expect(answer.text).not.toContain('canary');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });
});
