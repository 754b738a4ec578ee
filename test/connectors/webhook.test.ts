import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { ConnectorError } from '../../connectors/errors/connectorError.ts';
import { judged } from '../../connectors/errors/judged.ts';
import type { OutgoingNote } from '../../connectors/ports.ts';
import { webhook } from '../../connectors/webhook/webhook.ts';
import { retryAfter } from '../../connectors/webhook/retryAfter.ts';
import { freePort } from '../support/ownPostgres.ts';
import { type HttpSink, httpSink } from '../support/httpSink.ts';

const NOTE: OutgoingNote = {
  verb: 'note',
  to: null,
  id: '0195a0b0-0000-7000-8000-000000000001',
  case: { id: 'small:test:1', procedure: 'small', source: 'test', occurrence: '1' },
  name: 'said',
  at: Date.parse('2026-03-10T17:00:00Z'),
  kind: 'FU',
  title: 'Asked',
  text: 'We asked, “politely”.',
  tags: ['asked'],
};
const TIMEOUTS = { connect: 200, total: 400 };

describe('The webhook', () => {
  let sink: HttpSink;
  beforeAll(async () => {
    sink = await httpSink();
  });
  afterEach(() => {
    sink.received.length = 0;
    sink.connections = 0;
  });
  afterAll(() => sink.close());

  async function post(url = sink.url, secret = sink.secret) {
    const port = judged(webhook({ url, secret, timeouts: TIMEOUTS, allowPrivate: ['127.0.0.1'] }), []);
    const { body } = await port.prepare(NOTE);
    return port.deliver({ id: NOTE.id, caseId: NOTE.case.id, to: '1', body });
  }
  async function refusal(url?: string, secret?: string) {
    const error = await post(url, secret).catch((thrown: unknown) => thrown);
    if (!(error instanceof ConnectorError)) throw new Error(`no refusal: ${String(error)}`);
    return { ...error.verdict, detail: error.detail, retryAfter: error.retryAfter };
  }

  test('carries the intent’s id, a right signature, and says what it is', async () => {
    expect(await post()).toEqual({ providerId: null });
    const [received] = sink.received;
    expect(received).toMatchObject({ id: NOTE.id, type: 'note.post' });
    expect(JSON.parse(received?.body ?? '')).toEqual({
      type: 'note.post',
      timestamp: '2026-03-10T17:00:00.000Z',
      data: {
        id: NOTE.id,
        case: NOTE.case,
        name: 'said',
        kind: 'FU',
        title: 'Asked',
        text: 'We asked, “politely”.',
        tags: ['asked'],
        to: null,
      },
    });
    expect(sink.forged).toBe(0);
  });

  test('keeps the id that the receiver gives', async () => {
    sink.next({ status: 201, body: '{"id":"note-7"}' });
    expect(await post()).toEqual({ providerId: 'note-7' });
  });

  test('a receiver that has it already is content', async () => {
    sink.next(409);
    expect(await post()).toEqual({ providerId: null });
  });

  test('a wrong secret is noticed by the receiver, and the channel is stopped', async () => {
    const wrong = `whsec_${Buffer.from('another key, 32 bytes in length!').toString('base64')}`;
    expect(await refusal(sink.url, wrong)).toMatchObject({ class: 'permanent-config', stopsChannel: true });
  });

  test('redirects are not followed', async () => {
    sink.next({ status: 307, headers: { location: sink.url } });
    expect(await refusal()).toMatchObject({ reason: 'redirected' });
    expect(sink.connections).toBe(1);
  });

  test('SND-9: Retry-After is passed on, in seconds and as a date', async () => {
    sink.next({ status: 429, headers: { 'retry-after': '120' } });
    expect(await refusal()).toMatchObject({ class: 'retry', retryAfter: 120_000 });
    const now = Date.parse('2026-03-10T17:00:00Z');
    expect(retryAfter('Tue, 10 Mar 2026 17:05:00 GMT', now)).toBe(300_000);
    expect(retryAfter('Tue, 10 Mar 2020 17:05:00 GMT', now)).toBeNull();
    expect(retryAfter('soon', now)).toBeNull();
    expect(retryAfter('99999999', now)).toBe(24 * 3_600_000);
  });

  test('SND-10: one connection for one try, whatever happens', async () => {
    for (const fault of [503, 'take-then-drop', 200] as const) {
      sink.next(fault);
      await post().catch(() => undefined);
    }
    expect(sink.connections).toBe(3);
  });

  test('SND-8: nobody there is surely not sent; a break after the request is ambiguous', async () => {
    expect(await refusal(`http://127.0.0.1:${await freePort()}/`)).toMatchObject({ class: 'retry' });
    sink.next('take-then-drop');
    expect(await refusal()).toMatchObject({ class: 'ambiguous' });
  });

  test('SND-11: silence after the request ends in time and is ambiguous', async () => {
    sink.next('take-then-silence');
    const begun = Date.now();
    expect(await refusal()).toMatchObject({ class: 'ambiguous' });
    expect(Date.now() - begun).toBeLessThan(2_000);
  });

  test('SND-11: a connection that is never made ends in time and is surely not sent', async () => {
    // TLS to a server that does not speak it: the connection never becomes ready.
    const mute = createServer(() => undefined);
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const address = mute.address();
    const begun = Date.now();
    const port = typeof address === 'object' && address ? address.port : 0;
    expect(await refusal(`https://127.0.0.1:${port}/`)).toMatchObject({
      class: 'retry',
      reason: 'unreachable',
    });
    expect(Date.now() - begun).toBeLessThan(1_500);
    mute.close();
  });

  test('an endless answer is cut off and its status counts', async () => {
    sink.next({ status: 422, body: 'x'.repeat(5_000_000) });
    const { reason, detail } = await refusal();
    expect(reason).toBe('request-refused');
    expect(detail.length).toBeLessThanOrEqual(500);
  });
});
