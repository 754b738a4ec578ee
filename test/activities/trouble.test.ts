import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { findCase } from '../../ledger/cases.ts';
import { intentsOfCase } from '../../ledger/intents.ts';
import { switchedOff, switchOn } from '../../ledger/switches.ts';
import { type HttpSink, httpSink } from '../support/httpSink.ts';
import { type SmtpSink, smtpSink } from '../support/smtpSink.ts';
import { type Desk, desk, HELLO, HELLO_EMAIL, NOW, SAID } from './support/desk.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('When the other side does not take it', () => {
  let at: Desk;
  let portal: HttpSink;
  let relay: SmtpSink;
  beforeAll(async () => {
    at = await desk();
    at.deps.lease = 0;
    portal = await httpSink();
    relay = await smtpSink();
    const settings = { url: portal.url, secret: portal.secret };
    const timeouts = { connection: 500, greeting: 500, socket: 500, total: 2_000 };
    at.configure({
      portal: { by: 'webhook', settings },
      note: { by: 'webhook', settings },
      email: {
        by: 'smtp',
        settings: {
          host: '127.0.0.1',
          port: relay.port,
          security: 'none',
          from: 'desk@example.com',
          messageIdSecret: 'x',
          timeouts,
        },
      },
    });
  }, 60_000);
  afterAll(async () => {
    await at.close();
    await portal.close();
    await relay.close();
  });
  beforeEach(async () => {
    await at.ledger.deleteFrom('breakers').execute();
    portal.received.length = 0;
    relay.received.length = 0;
    relay.connections = 0;
    at.deps.clock = () => NOW;
  });

  const LAST = { attempt: 6 };

  test('SND-8: what surely did not go out is tried again, with the same bytes', async () => {
    const caseId = await at.open();
    portal.next(503);
    await expect(at.perform(caseId, [HELLO])).rejects.toMatchObject({ type: 'busy', nonRetryable: false });
    expect(await intentsOfCase(at.ledger, caseId)).toMatchObject([
      { state: 'planned', reason: 'busy', detail: 'HTTP 503' },
    ]);
    await at.perform(caseId, [HELLO]);
    expect(new Set(portal.received.map(({ body }) => body)).size).toBe(1);
    expect(await intentsOfCase(at.ledger, caseId)).toMatchObject([{ state: 'accepted', tries: 2 }]);
  });

  test('SND-9: the wait that the other side asks for is kept', async () => {
    portal.next({ status: 429, headers: { 'retry-after': '90' } });
    await expect(at.perform(await at.open(), [HELLO])).rejects.toMatchObject({
      type: 'busy',
      nextRetryDelay: 90_000,
    });
  });

  test('SND-9: a relay gets a minute at first and then half an hour, spread out', async () => {
    const caseId = await at.open();
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      relay.next({ at: 'recipient', code: 451, text: '4.7.1 greylisted' });
      const failure = await at.perform(caseId, [HELLO_EMAIL], {}, { attempt }).catch((error) => error);
      waits.push(failure.nextRetryDelay);
    }
    expect(waits[0]).toBeGreaterThanOrEqual(MINUTE);
    expect(waits[0]).toBeLessThan(1.3 * MINUTE);
    expect(Math.min(...waits.slice(1))).toBeGreaterThanOrEqual(30 * MINUTE);
    expect(Math.max(...waits.slice(1))).toBeLessThan(37 * MINUTE);
  });

  test('SND-9: after the last attempt a person is asked, and the activity does not fail', async () => {
    const caseId = await at.open();
    portal.next(503);
    const { results } = await at.perform(caseId, [HELLO, SAID], {}, LAST);
    expect(results).toEqual([{ status: 'failed', reason: 'busy' }]);
    expect(portal.received).toHaveLength(1);
  });

  test('SND-9: an attempt that would come after the activity’s end is not waited for', async () => {
    const caseId = await at.open();
    portal.next({ status: 503, headers: { 'retry-after': '7200' } });
    const env = { scheduledTimestampMs: NOW - 11 * HOUR, scheduleToCloseTimeoutMs: 12 * HOUR };
    expect((await at.perform(caseId, [HELLO], {}, env)).results).toEqual([
      { status: 'failed', reason: 'busy' },
    ]);
  });

  test('SND-9: a provider that is down for two days gets nothing outside the hours when it is back', async () => {
    const caseId = await at.open();
    for (let attempt = 1; attempt <= 6; attempt += 1) {
      portal.next(503);
      await at.perform(caseId, [HELLO], {}, { attempt }).catch(() => undefined);
    }
    expect(portal.received).toHaveLength(6);
    at.deps.clock = () => NOW + 48 * HOUR + 12 * HOUR;
    const { results } = await at.perform(caseId, [HELLO], { at: NOW + 48 * HOUR + 12 * HOUR });
    expect(results).toMatchObject([{ status: 'not-now', reason: 'outside-hours' }]);
    expect(portal.received).toHaveLength(6);
  });

  test('SND-10: one attempt of the activity is one connection', async () => {
    const caseId = await at.open();
    relay.next({ at: 'data', code: 451, text: 'later' });
    await at.perform(caseId, [HELLO_EMAIL]).catch(() => undefined);
    expect(relay.connections).toBe(1);
  });

  test('SND-8: what may have gone out is asked of a person after the last attempt', async () => {
    portal.next('take-then-drop');
    const caseId = await at.open();
    expect((await at.perform(caseId, [HELLO], {}, LAST)).results).toEqual([
      { status: 'failed', reason: 'ambiguous' },
    ]);
    expect(await intentsOfCase(at.ledger, caseId)).toMatchObject([{ state: 'unknown' }]);
  });

  test('SND-8: an address that is refused gets no mail in any other case either', async () => {
    const contact = { email: 'gone@example.com' };
    const [first, second] = [await at.open({ contact }), await at.open({ contact })];
    relay.next({ at: 'recipient', code: 550, text: '5.1.1 no such user' });
    expect((await at.perform(first, [HELLO_EMAIL])).results).toEqual([
      { status: 'failed', reason: 'address-refused' },
    ]);
    expect((await at.perform(second, [HELLO_EMAIL])).results).toEqual([
      { status: 'failed', reason: 'address-refused' },
    ]);
    expect(relay.connections).toBe(1);
    expect(await intentsOfCase(at.ledger, first)).toMatchObject([
      { state: 'refused', detail: '550 5.1.1 no such user' },
    ]);
  });

  test('SND-8: a refusal by policy stops the channel for all until a person has looked', async () => {
    relay.next({ at: 'data', code: 554, text: '5.7.1 blocked' });
    const contact = { email: 'fine@example.com' };
    expect((await at.perform(await at.open({ contact }), [HELLO_EMAIL])).results).toEqual([
      { status: 'failed', reason: 'policy-refused' },
    ]);
    expect(await switchedOff(at.ledger)).toMatchObject([{ channel: 'email', reason: 'policy-refused' }]);
    const other = await at.open({ contact });
    expect((await at.perform(other, [HELLO_EMAIL])).results).toMatchObject([
      { status: 'not-now', reason: 'channel-off' },
    ]);
    expect(relay.connections).toBe(1);
    await switchOn(at.ledger, 'email', { reason: 'repaired', by: 'kim', at: NOW });
    expect((await at.perform(other, [HELLO_EMAIL])).results).toMatchObject([{ status: 'done' }]);
  });

  test('SND-8: a full mailbox is tried in hours, and after three days a person is asked', async () => {
    const caseId = await at.open();
    relay.next(
      { at: 'recipient', code: 552, text: '5.2.2 full' },
      { at: 'recipient', code: 552, text: '5.2.2 full' },
    );
    expect((await at.perform(caseId, [HELLO_EMAIL])).results).toEqual([
      { status: 'not-now', reason: 'mailbox-full', until: NOW + 4 * HOUR },
    ]);
    const later = NOW + 73 * HOUR;
    at.deps.clock = () => later;
    const due = { at: later, slot: { at: later, until: later + HOUR } };
    expect((await at.perform(caseId, [HELLO_EMAIL], due, { scheduledTimestampMs: later })).results).toEqual([
      { status: 'failed', reason: 'mailbox-full' },
    ]);
  });

  test('SND-8: an answer that nobody knows is not tried again', async () => {
    portal.next(418);
    const caseId = await at.open();
    expect((await at.perform(caseId, [HELLO])).results).toEqual([
      { status: 'failed', reason: 'unknown-answer' },
    ]);
    expect((await at.perform(caseId, [HELLO])).results).toEqual([
      { status: 'failed', reason: 'unknown-answer' },
    ]);
    expect(portal.received).toHaveLength(1);
  });

  test('the effects before the trouble are not done again, and those after it not at all', async () => {
    const caseId = await at.open();
    portal.next(200, 503);
    await expect(at.perform(caseId, [HELLO, SAID])).rejects.toMatchObject({ type: 'busy' });
    expect((await at.perform(caseId, [HELLO, SAID])).results).toMatchObject([
      { status: 'done' },
      { status: 'done' },
    ]);
    expect(portal.received.map(({ type }) => type)).toEqual(['message.send', 'note.post', 'note.post']);
    expect(portal.ids()).toHaveLength(2);
    expect(await findCase(at.ledger, caseId)).toMatchObject({ waiting_on: 'step:day-2' });
  });

  test('another connector in the middle of a send: nothing of the old bytes goes through the new one', async () => {
    const caseId = await at.open();
    relay.next({ at: 'recipient', code: 451, text: 'later' });
    await at.perform(caseId, [HELLO_EMAIL]).catch(() => undefined);
    const before = at.deps.connectors;
    at.configure({ email: { by: 'webhook', settings: { url: portal.url, secret: portal.secret } } });
    expect((await at.perform(caseId, [HELLO_EMAIL])).results).toEqual([
      { status: 'failed', reason: 'connector-changed' },
    ]);
    expect(portal.received).toEqual([]);
    expect((await at.perform(caseId, [HELLO_EMAIL], { pass: 1 })).results).toMatchObject([
      { status: 'done' },
    ]);
    at.deps.connectors = before;
  });

  test('nothing that the other side says reaches Temporal’s history', async () => {
    const caseId = await at.open();
    portal.next({ status: 503, body: 'pat@example.com is away' });
    const failure = await at.perform(caseId, [HELLO]).catch((error) => error);
    expect(
      JSON.stringify([failure.message, failure.type, failure.details, failure.cause ?? null]),
    ).not.toContain('pat@');
    expect(await intentsOfCase(at.ledger, caseId)).toMatchObject([
      { detail: 'HTTP 503 pat@example.com is away' },
    ]);
  });
});
