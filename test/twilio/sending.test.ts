import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { judged } from '../../connectors/errors/judged.ts';
import { twilioApi } from '../../connectors/twilio/api.ts';
import type { TwilioSettings } from '../../connectors/twilio/settings.ts';
import { twilioText } from '../../connectors/twilio/text.ts';
import type { Effect } from '../../domain/program/program.ts';
import { recordApproval } from '../../ledger/approvals.ts';
import { keepReport } from '../../ledger/carrier/reports.ts';
import { recordConsent } from '../../ledger/contactRules/consents.ts';
import { intentsOfCase } from '../../ledger/intents.ts';
import { optOutsOf } from './support/optOuts.ts';
import { type Desk, desk, NOW } from '../activities/support/desk.ts';
import { TwilioDouble } from '../doubles/twilio/twilio.ts';

const TEXT: Effect = { verb: 'send', channel: 'text', name: 'hello' };
const WARNING: Effect = { ...TEXT, warnsOf: 'cancel' };
const CANCEL = { verb: 'act', name: 'cancel', irreversible: true } as Effect;
const HOUR = 3_600_000;
const LAST = { attempt: 6 };
const PUBLIC = 'https://followthrough.example.com';

describe('A text through Twilio', () => {
  let at: Desk;
  const twilio = new TwilioDouble();
  let numbers = 0;
  let settings: TwilioSettings;
  beforeAll(async () => {
    at = await desk();
    at.deps.lease = 0;
    await twilio.start();
    twilio.clock = () => at.deps.clock?.() ?? NOW;
    settings = {
      accountSid: twilio.accountSid,
      authTokens: [twilio.token],
      sender: { from: twilio.number },
      publicUrl: PUBLIC,
      api: twilio.url,
      timeouts: { connect: 1_000, total: 400 },
    };
    const port = judged(
      twilioText(settings, at.ledger, () => at.deps.clock?.() ?? NOW),
      [],
    );
    const { connectors } = at.deps;
    at.deps.connectors = {
      ...connectors,
      message: (channel, rehearsal) =>
        channel === 'text' ? { by: 'port', port } : connectors.message(channel, rehearsal),
    };
  }, 60_000);
  afterAll(async () => {
    await at.close();
    await twilio.close();
  });
  afterEach(async () => {
    // Each test counts its own failures.
    await at.ledger.deleteFrom('breakers').execute();
    at.deps.clock = () => NOW;
    delete at.deps.settling;
  });

  const agreed = (address: string) =>
    recordConsent(at.ledger, {
      address,
      channel: 'text',
      purpose: 'informational',
      source: 'form',
      wording: null,
      evidence: 'form 7',
      by: 'kim',
      at: NOW - 48 * HOUR,
      expiresAt: null,
    });

  async function open() {
    numbers += 1;
    const phone = `+1310555${String(100 + numbers).padStart(4, '0')}`;
    await agreed(phone);
    const caseId = await at.open({ contact: { name: 'Pat Example', phone, zone: 'America/Los_Angeles' } });
    const texts = () => twilio.sent().filter(({ fields }) => fields['To'] === phone);
    return { caseId, phone, texts };
  }
  const intent = async (caseId: string) => (await intentsOfCase(at.ledger, caseId))[0];
  const report = async (caseId: string, status: string, sid: string, told = NOW) => {
    const { id: intentId = '' } = (await intent(caseId)) ?? {};
    return keepReport(at.ledger, { intentId, providerId: sid, status, errorCode: null, at: told });
  };

  test('SND-2: goes out once, in the form that Twilio wants, and names our message in the address of its report', async () => {
    const { caseId, phone, texts } = await open();
    const { results } = await at.perform(caseId, [TEXT]);
    expect(results).toEqual([{ status: 'done' }]);
    const [sent] = texts();
    const kept = await intent(caseId);
    expect(kept).toMatchObject({ state: 'accepted', connector: 'twilio', provider_id: sent?.sid });
    expect(sent?.fields).toEqual({
      To: phone,
      From: twilio.number,
      Body: 'How is Rex?',
      StatusCallback: `${PUBLIC}/hooks/twilio/status/${kept?.id}#rc=3&rp=ct,rt,5xx`,
      ValidityPeriod: String((7 * HOUR) / 1000),
    });
    expect(texts()).toHaveLength(1);
  });

  test('SND-16: may arrive until the hours of the step end, or those of the person, whichever come first', async () => {
    const late = Date.parse('2026-03-11T03:30:00Z');
    at.deps.clock = () => late;
    const slot = { at: late - HOUR, until: late + 4 * HOUR };
    const { caseId, texts } = await open();
    await at.perform(caseId, [TEXT], { slot, at: late });
    // 20:30 in Los Angeles; the person's hours end at 21:00.
    expect(texts()[0]?.fields['ValidityPeriod']).toBe('1800');
  });

  test('SND-2: taken and never answered, then reported: it is one text, and it is sent', async () => {
    const { caseId, texts } = await open();
    twilio.next('take-then-drop');
    await expect(at.perform(caseId, [TEXT])).rejects.toMatchObject({
      type: 'ambiguous',
      nonRetryable: false,
    });
    expect(await intent(caseId)).toMatchObject({ state: 'unknown' });
    const sid = texts()[0]?.sid ?? '';
    await report(caseId, 'sent', sid);
    expect((await at.perform(caseId, [TEXT])).results).toEqual([{ status: 'done' }]);
    expect(await intent(caseId)).toMatchObject({ state: 'accepted', provider_id: sid });
    expect(texts()).toHaveLength(1);
  });

  test('SND-2: without a report it is found in their list', async () => {
    const { caseId, texts } = await open();
    twilio.next('take-then-silence');
    await expect(at.perform(caseId, [TEXT])).rejects.toMatchObject({ type: 'ambiguous' });
    expect((await at.perform(caseId, [TEXT])).results).toEqual([{ status: 'done' }]);
    expect(await intent(caseId)).toMatchObject({ state: 'accepted', provider_id: texts()[0]?.sid });
    expect(texts()).toHaveLength(1);
  });

  test('SND-2: an equal text that went out at another time, of another case, is not taken for it', async () => {
    const { caseId, texts, phone } = await open();
    twilio.next('drop');
    await expect(at.perform(caseId, [TEXT])).rejects.toMatchObject({ type: 'ambiguous' });
    at.deps.clock = () => NOW + 10 * 60_000;
    const api = await twilioApi(settings);
    await api.messages.create({ to: phone, from: twilio.number, body: 'How is Rex?' });
    expect(texts()).toHaveLength(1);
    expect((await at.perform(caseId, [TEXT])).results).toEqual([{ status: 'failed', reason: 'ambiguous' }]);
    expect(await intent(caseId)).toMatchObject({ state: 'unknown', provider_id: null });
  });

  test('SND-2: behind a failure of theirs it may have been taken: it is looked for, and not sent again', async () => {
    for (const status of [500, 502]) {
      const { caseId, texts } = await open();
      twilio.next({ status, taken: true });
      await expect(at.perform(caseId, [TEXT])).rejects.toMatchObject({ type: 'ambiguous' });
      expect((await at.perform(caseId, [TEXT])).results).toEqual([{ status: 'done' }]);
      expect(texts()).toHaveLength(1);
    }
  });

  test('a redirect is not followed, and a person looks', async () => {
    const { caseId, texts } = await open();
    twilio.next({ status: 307, headers: { location: `${twilio.url}/elsewhere` } });
    expect((await at.perform(caseId, [TEXT])).results).toEqual([{ status: 'failed', reason: 'redirected' }]);
    expect(texts()).toEqual([]);
  });

  test('SND-2: what is found nowhere is never sent again, and a person decides', async () => {
    const { caseId, texts } = await open();
    twilio.next('drop');
    await expect(at.perform(caseId, [TEXT])).rejects.toMatchObject({ type: 'ambiguous' });
    await expect(at.perform(caseId, [TEXT])).rejects.toMatchObject({ type: 'ambiguous' });
    at.deps.clock = () => NOW + 2 * 60_000;
    expect((await at.perform(caseId, [TEXT])).results).toEqual([{ status: 'failed', reason: 'ambiguous' }]);
    expect(await intent(caseId)).toMatchObject({ state: 'unknown', reason: 'ambiguous' });
    expect(texts()).toEqual([]);
  });

  test('SND-2: a text of an earlier case with the same words is not taken for it', async () => {
    const { phone } = await open();
    const contact = { name: 'Pat Example', phone, zone: 'America/Los_Angeles' };
    const [first, second] = [await at.open({ contact }), await at.open({ contact })];
    await at.perform(first, [TEXT]);
    twilio.next('drop');
    await expect(at.perform(second, [TEXT])).rejects.toMatchObject({ type: 'ambiguous' });
    await expect(at.perform(second, [TEXT])).rejects.toMatchObject({ type: 'ambiguous' });
    expect(await intent(second)).toMatchObject({ state: 'unknown', provider_id: null });
  });

  test('SND-8: whoever has opted out at the carrier has opted out here, and is not tried again', async () => {
    const { caseId, phone, texts } = await open();
    twilio.optedOut.add(phone);
    const before = twilio.requests;
    expect((await at.perform(caseId, [TEXT])).results).toEqual([{ status: 'failed', reason: 'opted-out' }]);
    expect(twilio.requests).toBe(before + 1);
    expect(await optOutsOf(at.ledger, phone)).toMatchObject([{ channel: 'text', source: 'twilio' }]);
    const other = await at.open({ contact: { phone, zone: 'America/Los_Angeles' } });
    expect((await at.perform(other, [TEXT])).results[0]).toMatchObject({ reason: 'opted-out' });
    expect(twilio.requests).toBe(before + 1);
    expect(texts()).toEqual([]);
  });

  test('SND-13: asked to come back later, it comes back when it was asked to, once a try', async () => {
    const { caseId, texts } = await open();
    const before = twilio.requests;
    twilio.next({ status: 429, code: 20_429, headers: { 'retry-after': '17' } });
    await expect(at.perform(caseId, [TEXT])).rejects.toMatchObject({ type: 'busy', nextRetryDelay: 17_000 });
    expect(twilio.requests).toBe(before + 1);
    await at.perform(caseId, [TEXT]);
    expect(texts()).toHaveLength(1);
  });

  test('SND-8: a code that nobody knows is not repeated', async () => {
    const { caseId } = await open();
    twilio.next({ status: 400, code: 29_999 });
    expect((await at.perform(caseId, [TEXT], {}, LAST)).results).toEqual([
      { status: 'failed', reason: 'unknown-answer' },
    ]);
  });

  test('a text counts as delivered, and so as a warning, only by the carrier’s report', async () => {
    const { caseId, texts } = await open();
    await at.perform(caseId, [WARNING]);
    await recordApproval(at.ledger, { caseId, act: 'cancel', decision: 'd-1', by: 'kim', at: NOW });
    at.deps.clock = () => NOW + 24 * HOUR;
    const cancel = async (pass: number) =>
      (
        await at.perform(caseId, [CANCEL], {
          pass,
          key: 'day-2',
          step: 'day-2',
          attempt: false,
          at: NOW + 24 * HOUR,
          slot: { at: NOW, until: NOW + 48 * HOUR },
          warnings: [{ act: 'cancel', at: NOW, deliveredAt: NOW, key: 'day-1' }],
          approvals: [{ act: 'cancel', by: 'kim', at: NOW, decision: 'd-1' }],
        })
      ).results;
    const sid = texts()[0]?.sid ?? '';
    await report(caseId, 'sent', sid);
    expect(await cancel(0)).toEqual([{ status: 'failed', reason: 'warning-not-delivered' }]);
    await report(caseId, 'delivered', sid, NOW + HOUR);
    expect(await cancel(1)).toEqual([{ status: 'done' }]);
    await report(caseId, 'undelivered', sid, NOW + 25 * HOUR);
    expect(await cancel(2)).toEqual([{ status: 'failed', reason: 'warning-not-delivered' }]);
  });
});
