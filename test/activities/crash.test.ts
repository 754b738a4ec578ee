import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { intentsOfCase } from '../../ledger/intents.ts';
import { timelineOf } from '../../ledger/timeline.ts';
import { type HttpSink, httpSink } from '../support/httpSink.ts';
import { type SmtpSink, smtpSink } from '../support/smtpSink.ts';
import { type Desk, desk, HELLO, HELLO_EMAIL, NOW, SAID } from './support/desk.ts';

const TIMEOUTS = { connection: 500, greeting: 500, socket: 500, total: 2_000 };

describe('A crash in the middle of a send', () => {
  let at: Desk;
  let portal: HttpSink;
  let relay: SmtpSink;

  beforeAll(async () => {
    at = await desk();
    at.deps.lease = 0;
    portal = await httpSink();
    relay = await smtpSink();
    const settings = {
      host: '127.0.0.1',
      port: relay.port,
      security: 'none' as const,
      from: 'Example Desk <desk@example.com>',
      messageIdSecret: 'a secret of the test',
      timeouts: TIMEOUTS,
    };
    at.configure({
      portal: { by: 'webhook', settings: { url: portal.url, secret: portal.secret } },
      note: { by: 'webhook', settings: { url: portal.url, secret: portal.secret } },
      email: { by: 'smtp', settings },
    });
  }, 60_000);
  afterAll(async () => {
    await at.close();
    await portal.close();
    await relay.close();
  });
  beforeEach(() => {
    portal.received.length = 0;
    relay.received.length = 0;
    delete at.deps.failpoint;
  });

  const crashOnce = (moment: 'before-the-call' | 'after-the-call') => {
    at.deps.failpoint = async (reached) => {
      if (reached !== moment) return;
      delete at.deps.failpoint;
      throw new Error('the worker dies here');
    };
  };

  test('SND-1: between the provider’s yes and the ledger: the portal gets one message', async () => {
    const caseId = await at.open();
    crashOnce('after-the-call');
    await expect(at.perform(caseId, [HELLO, SAID])).rejects.toThrow('unexpected');
    expect(await intentsOfCase(at.ledger, caseId)).toMatchObject([{ state: 'sending' }]);
    expect((await at.perform(caseId, [HELLO, SAID])).results).toMatchObject([
      { status: 'done' },
      { status: 'done' },
    ]);
    const messages = portal.received.filter(({ type }) => type === 'message.send');
    expect(new Set(messages.map(({ id, body }) => `${id} ${body}`)).size).toBe(1);
    expect(await intentsOfCase(at.ledger, caseId)).toMatchObject([
      { state: 'accepted', tries: 2 },
      { state: 'accepted' },
    ]);
    expect((await timelineOf(at.ledger, caseId)).filter(({ what }) => what === 'done')).toHaveLength(2);
  });

  test('SND-1: between the claim and the call: the message is not lost', async () => {
    const caseId = await at.open();
    crashOnce('before-the-call');
    await expect(at.perform(caseId, [HELLO])).rejects.toThrow('unexpected');
    expect(portal.received).toEqual([]);
    expect((await at.perform(caseId, [HELLO])).results).toMatchObject([{ status: 'done' }]);
    expect(portal.ids()).toHaveLength(1);
  });

  test('SND-1: while another worker may still be sending, a second one does not', async () => {
    const caseId = await at.open();
    at.deps.lease = 60_000;
    crashOnce('after-the-call');
    await expect(at.perform(caseId, [HELLO])).rejects.toThrow('unexpected');
    await expect(at.perform(caseId, [HELLO])).rejects.toMatchObject({
      type: 'in-flight',
      nextRetryDelay: 60_000,
    });
    expect(portal.received).toHaveLength(1);
    at.deps.lease = 0;
    at.deps.clock = () => NOW + 60_001;
    expect((await at.perform(caseId, [HELLO])).results).toMatchObject([{ status: 'done' }]);
    at.deps.clock = () => NOW;
    expect(portal.ids()).toHaveLength(1);
  });

  test('SND-1: twenty workers at once for the same step make one message', async () => {
    const caseId = await at.open();
    at.deps.lease = 60_000;
    const all = await Promise.allSettled(Array.from({ length: 20 }, () => at.perform(caseId, [HELLO])));
    at.deps.lease = 0;
    expect(portal.received).toHaveLength(1);
    const told = all.map((one) =>
      one.status === 'fulfilled' ? one.value.results[0]?.status : one.reason.type,
    );
    expect(new Set(told)).toEqual(new Set(['done', 'in-flight']));
  });

  test('SND-3: the relay takes the email and hangs up: the retry has the same Message-ID and the same bytes', async () => {
    const caseId = await at.open();
    relay.next('accept-then-drop');
    await expect(at.perform(caseId, [HELLO_EMAIL])).rejects.toMatchObject({ type: 'ambiguous' });
    expect(await intentsOfCase(at.ledger, caseId)).toMatchObject([{ state: 'unknown', reason: 'ambiguous' }]);
    expect((await at.perform(caseId, [HELLO_EMAIL])).results).toMatchObject([{ status: 'done' }]);
    const [first, second] = relay.received;
    expect(relay.received).toHaveLength(2);
    expect(second).toEqual(first);
    expect(first?.messageId).toMatch(/^<[0-9a-f-]{36}\.[0-9a-f]{20}@example\.com>$/);
  });

  test('SND-3: silence after the whole email is ambiguous as well', async () => {
    const caseId = await at.open();
    relay.next('accept-then-silence');
    await expect(at.perform(caseId, [HELLO_EMAIL])).rejects.toMatchObject({ type: 'ambiguous' });
    await at.perform(caseId, [HELLO_EMAIL]);
    expect(new Set(relay.received.map(({ hash }) => hash)).size).toBe(1);
  });

  test('SND-3: facts that change between two tries do not change the bytes', async () => {
    const caseId = await at.open();
    relay.next('accept-then-drop');
    await at.perform(caseId, [HELLO_EMAIL]).catch(() => undefined);
    await at.ledger
      .updateTable('cases')
      .set({ facts: JSON.stringify({ 'pet-name': 'Tom' }) })
      .where('id', '=', caseId)
      .execute();
    await at.perform(caseId, [HELLO_EMAIL]);
    expect(new Set(relay.received.map(({ hash }) => hash)).size).toBe(1);
  });

  test('SND-3: a corrected address does not make a second message of one that may have gone out', async () => {
    const caseId = await at.open();
    relay.next('accept-then-drop');
    await at.perform(caseId, [HELLO_EMAIL]).catch(() => undefined);
    await at.ledger
      .updateTable('cases')
      .set({ contact: JSON.stringify({ email: 'new@example.com' }) })
      .where('id', '=', caseId)
      .execute();
    await at.perform(caseId, [HELLO_EMAIL]);
    expect(new Set(relay.received.map(({ to }) => to.join()))).toEqual(new Set(['pat@example.com']));
  });

  test('SND-3: where the other side cannot tell a repetition, a person decides', async () => {
    const caseId = await at.open();
    at.deps.connectors = {
      ...at.deps.connectors,
      message: () => ({
        by: 'port',
        port: {
          connector: 'forgetful',
          repeatable: false,
          prepare: async () => ({ mediaType: 'text/plain', body: Buffer.from('x'), messageId: null }),
          deliver: async () => ({ providerId: null }),
        },
      }),
    };
    crashOnce('after-the-call');
    await expect(at.perform(caseId, [HELLO])).rejects.toThrow('unexpected');
    expect((await at.perform(caseId, [HELLO])).results).toEqual([{ status: 'failed', reason: 'ambiguous' }]);
    expect(await intentsOfCase(at.ledger, caseId)).toMatchObject([{ state: 'unknown', tries: 1 }]);
  });
});
