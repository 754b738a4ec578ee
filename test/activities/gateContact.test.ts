import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { PerformInput } from '../../activities/contract.ts';
import { type ContactRules, DEFAULT_RULES } from '../../domain/contactRules/contactRules.ts';
import type { Effect } from '../../domain/program/program.ts';
import { allowancesOf, recordAllowance } from '../../ledger/contactRules/allowances.ts';
import { recordConsent, recordOptOut } from '../../ledger/contactRules/consents.ts';
import { recordContactMade } from '../../ledger/contactRules/contactsMade.ts';
import { keepContactRules } from '../../ledger/contactRules/kept.ts';
import { decisionsOf } from '../../ledger/decisions.ts';
import { intentsOfCase } from '../../ledger/intents.ts';
import type { Contact } from '../../ledger/schema.ts';
import { type Desk, desk, HELLO, HELLO_EMAIL, NOW } from './support/desk.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const TEXT: Effect = { verb: 'send', channel: 'text', name: 'hello' };

/** Somebody in Los Angeles, where it is ten in the morning; each with a number of their own. */
let people = 0;
function somebody(more: Contact = {}): Contact & { phone: string; email: string } {
  people += 1;
  const number = String(people).padStart(4, '0');
  return { phone: `+1310555${number}`, email: `somebody-${people}@example.com`, ...more };
}

let at: Desk;
beforeAll(async () => {
  at = await desk();
}, 60_000);
afterAll(() => at.close());
afterEach(async () => {
  at.deps.clock = () => NOW;
  await rules({});
});

const rules = (given: Partial<ContactRules>) =>
  keepContactRules(at.ledger, { ...DEFAULT_RULES, ...given }, 'test', NOW);
const result = async (caseId: string, effect: Effect, more: Partial<PerformInput> = {}) =>
  (await at.perform(caseId, [effect], more)).results[0];

/** A step that is due at another time than now. */
function due(moment: number): Partial<PerformInput> {
  at.deps.clock = () => moment;
  return { at: moment, key: `day-${moment}`, slot: { at: moment - HOUR, until: moment + 7 * HOUR } };
}

const agree = (address: string, channel = 'text', more: { at?: number; expiresAt?: number } = {}) =>
  recordConsent(at.ledger, {
    address,
    channel,
    purpose: 'informational',
    source: 'form',
    wording: '3',
    evidence: 'file 7',
    by: 'kim',
    at: NOW - DAY,
    expiresAt: null,
    ...more,
  });
const refuse = (address: string, channel: string, more: { at?: number; purpose?: 'marketing' } = {}) =>
  recordOptOut(at.ledger, {
    address,
    channel,
    purpose: null,
    reason: 'opted-out',
    source: 'text',
    evidence: 'STOP',
    by: 'provider',
    at: NOW - HOUR,
    ...more,
  });

describe('LAW-2: consent, by address, channel and purpose', () => {
  test('without a record nobody is sent a text; emails and portal messages on a case go out', async () => {
    const caseId = await at.open({ contact: somebody() });
    expect(await result(caseId, TEXT)).toEqual({ status: 'failed', reason: 'no-consent' });
    const other = await at.open({ contact: somebody() });
    expect((await at.perform(other, [HELLO, HELLO_EMAIL])).results).toMatchObject([
      { status: 'done' },
      { status: 'done' },
    ]);
  });

  test('with one, the text goes out, whatever stands between the digits of the number', async () => {
    const contact = somebody();
    await agree(contact.phone.replace('+1310', '+1 (310) '));
    const caseId = await at.open({ contact });
    expect(await result(caseId, TEXT)).toMatchObject({ status: 'done' });
    expect(await decisionsOf(at.ledger, caseId)).toMatchObject([
      { allowed: true, channel: 'text', purpose: 'informational' },
    ]);
  });

  test('taken back between two steps, the second does not go out', async () => {
    const contact = somebody();
    await agree(contact.phone);
    const caseId = await at.open({ contact });
    expect(await result(caseId, TEXT)).toMatchObject({ status: 'done' });
    await refuse(contact.phone, 'text');
    expect(await result(caseId, TEXT, due(NOW + DAY))).toEqual({ status: 'failed', reason: 'opted-out' });
  });

  test('an expired one is none, and does not bring back what was allowed before', async () => {
    const contact = somebody();
    await refuse(contact.email, 'email', { at: NOW - 3 * DAY });
    await agree(contact.email, 'email', { at: NOW - 2 * DAY, expiresAt: NOW - DAY });
    const caseId = await at.open({ contact });
    expect(await result(caseId, HELLO_EMAIL)).toEqual({ status: 'failed', reason: 'consent-expired' });
  });

  test('a source can have a basis for its people, for what it covers', async () => {
    await rules({ consentBasis: { test: { channels: ['text'], purposes: ['informational'] } } });
    expect(await result(await at.open({ contact: somebody() }), TEXT)).toMatchObject({ status: 'done' });
    await rules({ consentBasis: { test: { channels: ['text'], purposes: ['treatment'] } } });
    expect(await result(await at.open({ contact: somebody() }), TEXT)).toMatchObject({
      reason: 'no-consent',
    });
  });

  test('the basis of a source does not outweigh what the person says', async () => {
    await rules({ consentBasis: { test: { channels: ['text'], purposes: ['informational'] } } });
    const contact = somebody();
    await refuse(contact.phone, 'text');
    expect(await result(await at.open({ contact }), TEXT)).toMatchObject({ reason: 'opted-out' });
  });

  test('a word is never changed or deleted', async () => {
    const id = await agree(somebody().phone);
    await expect(
      at.ledger.updateTable('consents').set({ given: false }).where('id', '=', id).execute(),
    ).rejects.toThrow(/append-only/);
    await expect(at.ledger.deleteFrom('consents').where('id', '=', id).execute()).rejects.toThrow(
      /append-only/,
    );
  });

  test('a rehearsal needs no consent, but respects a no', async () => {
    const contact = somebody();
    const rehearsal = await at.open({ contact, rehearsal: true });
    expect(await result(rehearsal, TEXT, { rehearsal: true })).toMatchObject({ status: 'done' });
    await refuse(contact.phone, 'text');
    const more = { rehearsal: true, key: 'day-2' };
    expect(await result(rehearsal, TEXT, more)).toMatchObject({ reason: 'opted-out' });
  });
});

describe('LAW-4: an opt-out', () => {
  test('holds in every case of the address, and by default for everything on the channel', async () => {
    const contact = somebody();
    const cases = [await at.open({ contact }), await at.open({ contact })];
    await refuse(contact.email.toUpperCase(), 'email');
    for (const caseId of cases)
      expect(await result(caseId, HELLO_EMAIL)).toEqual({ status: 'failed', reason: 'opted-out' });
  });

  test('of one topic leaves the others', async () => {
    const contact = somebody();
    await refuse(contact.email, 'email', { purpose: 'marketing' });
    expect(await result(await at.open({ contact }), HELLO_EMAIL)).toMatchObject({ status: 'done' });
  });

  test('of every channel holds on each', async () => {
    const contact = somebody();
    await agree(contact.phone);
    await refuse(contact.phone, '*');
    expect(await result(await at.open({ contact }), TEXT)).toMatchObject({ reason: 'opted-out' });
  });

  test('is not undone by a consent of an earlier moment that is entered later', async () => {
    const contact = somebody();
    await refuse(contact.phone, 'text', { at: NOW - HOUR });
    await agree(contact.phone, 'text', { at: NOW - 2 * HOUR });
    expect(await result(await at.open({ contact }), TEXT)).toMatchObject({ reason: 'opted-out' });
  });

  test('ends with a consent of a later moment', async () => {
    const contact = somebody();
    await refuse(contact.phone, 'text', { at: NOW - 2 * HOUR });
    await agree(contact.phone, 'text', { at: NOW - HOUR });
    expect(await result(await at.open({ contact }), TEXT)).toMatchObject({ status: 'done' });
  });
});

describe('LAW-3: quiet hours where the contact is', () => {
  test('the step waits until it is eight there, and goes out then', async () => {
    const contact = somebody({ address: { country: 'US', region: 'HI' } });
    await agree(contact.phone);
    const caseId = await at.open({ contact });
    // Eight in Honolulu, an hour from now.
    const until = Date.parse('2026-03-10T18:00:00Z');
    expect(await result(caseId, TEXT)).toEqual({ status: 'not-now', reason: 'quiet-hours', until });
    expect(await result(caseId, TEXT, due(until))).toMatchObject({ status: 'done' });
  });

  test('a step without dates cannot wait: a person looks at it', async () => {
    const contact = somebody({ zone: 'Pacific/Honolulu' });
    await agree(contact.phone);
    const caseId = await at.open({ contact });
    expect(await result(caseId, TEXT, { slot: null })).toEqual({ status: 'failed', reason: 'quiet-hours' });
  });
});

describe('Caps of a person over all cases', () => {
  test('a person is whoever shares an address: email in one case, text in another', async () => {
    await rules({ caps: [{ attempts: 1, days: 7 }] });
    const contact = somebody();
    await agree(contact.phone);
    expect(await result(await at.open({ contact }), HELLO_EMAIL)).toMatchObject({ status: 'done' });
    const other = await at.open({ contact: { phone: contact.phone } });
    expect(await result(other, TEXT)).toEqual({
      status: 'not-now',
      reason: 'person-cap',
      until: NOW + 7 * DAY,
    });
    expect(await result(other, HELLO)).toMatchObject({ status: 'done' });
  });

  test('several channels of one attempt count once', async () => {
    await rules({ caps: [{ attempts: 1, days: 1 }] });
    const contact = somebody();
    await agree(contact.phone);
    const { results } = await at.perform(await at.open({ contact }), [TEXT, HELLO_EMAIL]);
    expect(results).toMatchObject([{ status: 'done' }, { status: 'done' }]);
  });

  test('a contact made outside counts once it is entered', async () => {
    await rules({ caps: [{ attempts: 1, days: 1 }] });
    const contact = somebody();
    const [first, second] = [await at.open({ contact }), await at.open({ contact })];
    const made = { caseId: first, channel: 'call', result: 'voicemail', localDay: '2026-03-10', by: 'kim' };
    await recordContactMade(at.ledger, { ...made, at: NOW - HOUR });
    expect(await result(second, HELLO_EMAIL)).toMatchObject({ reason: 'person-cap' });
    // In the case itself it was the attempt of the day.
    expect(await result(first, HELLO_EMAIL)).toMatchObject({ reason: 'one-attempt-a-day' });
  });

  test('ten cases at once, on two channels: as many messages as are allowed, and no more', async () => {
    await rules({ caps: [{ attempts: 2, days: 7 }] });
    const contact = somebody();
    await agree(contact.phone);
    const cases = [];
    for (let each = 0; each < 10; each += 1) cases.push(await at.open({ contact }));
    const results = await Promise.all(
      cases.map((caseId, each) => result(caseId, each % 2 === 0 ? TEXT : HELLO_EMAIL)),
    );
    expect(results.filter((each) => each?.status === 'done')).toHaveLength(2);
  });

  test('SND-15: what turned out not to be delivered is no attempt, neither of the day nor under a cap', async () => {
    await rules({ caps: [{ attempts: 1, days: 7 }] });
    const caseId = await at.open({ contact: somebody() });
    await result(caseId, HELLO_EMAIL);
    expect(await result(caseId, HELLO_EMAIL, { key: 'day-2' })).toMatchObject({
      reason: 'one-attempt-a-day',
    });
    await at.ledger
      .updateTable('intents')
      .set({ undelivered_at: new Date(NOW) as never })
      .where('case_id', '=', caseId)
      .execute();
    expect(await result(caseId, HELLO_EMAIL, { key: 'day-2' })).toMatchObject({ status: 'done' });
  });
});

describe('LAW-1: what a person may allow', () => {
  const allow = (caseId: string, rule: string) =>
    recordAllowance(at.ledger, {
      caseId,
      rule,
      channel: null,
      reason: 'asked to be reached early',
      by: 'morgan',
      role: 'manager',
      at: NOW - HOUR,
      until: NOW + 8 * HOUR,
    });

  test('quiet hours set aside once: one attempt passes, the decision names who allowed it, the next waits', async () => {
    const contact = somebody({ zone: 'Pacific/Honolulu' });
    await agree(contact.phone);
    const caseId = await at.open({ contact });
    const id = await allow(caseId, 'quiet-hours');
    expect(await result(caseId, TEXT)).toMatchObject({ status: 'done' });
    expect(await decisionsOf(at.ledger, caseId)).toMatchObject([
      { allowed: true, rule: 'quiet-hours', allowances: [id] },
    ]);
    expect(await allowancesOf(at.ledger, caseId)).toMatchObject([{ used_at: NOW, allowed_by: 'morgan' }]);
    const other = await result(caseId, TEXT, { key: 'day-2', attempt: false });
    expect(other).toMatchObject({ reason: 'quiet-hours' });
  });

  test('a cap set aside for one case stays for the others', async () => {
    await rules({ caps: [{ attempts: 1, days: 7 }] });
    const contact = somebody();
    const [first, second, third] = [
      await at.open({ contact }),
      await at.open({ contact }),
      await at.open({ contact }),
    ];
    await result(first, HELLO_EMAIL);
    await allow(second, 'per-person');
    expect(await result(second, HELLO_EMAIL)).toMatchObject({ status: 'done' });
    expect(await result(third, HELLO_EMAIL)).toMatchObject({ reason: 'person-cap' });
  });

  test('an opt-out cannot be set aside, whatever is on record', async () => {
    const contact = somebody();
    const caseId = await at.open({ contact });
    await refuse(contact.email, 'email');
    for (const rule of ['consent', 'opted-out', 'no-word-against-it', 'not-suppressed'])
      await allow(caseId, rule);
    expect(await result(caseId, HELLO_EMAIL)).toEqual({ status: 'failed', reason: 'opted-out' });
  });

  test('every intent that was claimed has its yes, with the rule', async () => {
    const claimed = await at.ledger.selectFrom('intents').select('id').where('tries', '>', 0).execute();
    const decided = await at.ledger
      .selectFrom('decisions')
      .select('intent_id')
      .where('allowed', '=', true)
      .execute();
    expect(claimed.length).toBeGreaterThan(10);
    const ids = decided.map(({ intent_id }) => intent_id);
    for (const { id } of claimed) expect(ids).toContain(id);
  });
});

test('TIM-4: after an outage the second step of a day waits, and one that is too late is left out', async () => {
  const caseId = await at.open({ contact: somebody() });
  const late = { at: NOW - 10 * DAY, until: NOW + HOUR };
  expect(await result(caseId, HELLO_EMAIL, { key: 'day-1', slot: late })).toMatchObject({ status: 'done' });
  expect(await result(caseId, HELLO_EMAIL, { key: 'day-3', slot: late })).toMatchObject({
    status: 'not-now',
    reason: 'one-attempt-a-day',
  });
  const over = { ...late, notAfter: NOW - DAY };
  expect(await result(caseId, HELLO_EMAIL, { key: 'day-5', slot: over })).toEqual({
    status: 'skipped',
    reason: 'too-late',
  });
  expect(await intentsOfCase(at.ledger, caseId)).toHaveLength(1);
});
