import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mayContact } from '../../client/contactRules/mayContact.ts';
import { DEFAULT_RULES } from '../../domain/contactRules/contactRules.ts';
import { storeView } from '../../ledger/cases.ts';
import { recordCommand } from '../../ledger/commands.ts';
import { recordConsent } from '../../ledger/contactRules/consents.ts';
import { recordContactMade } from '../../ledger/contactRules/contactsMade.ts';
import { keepContactRules } from '../../ledger/contactRules/kept.ts';
import { decisionsOf } from '../../ledger/decisions.ts';
import { recordInbound } from '../../ledger/inbound.ts';
import type { Contact } from '../../ledger/schema.ts';
import { type Desk, desk, NOW } from '../activities/support/desk.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PHONE = '+13105550100';

describe('Whoever is about to call asks first', () => {
  let at: Desk;
  let caseId: string;
  let people = 0;
  beforeAll(async () => {
    at = await desk();
    const basis = { test: { channels: ['call'], purposes: ['informational', 'collection'] as const } };
    await keepContactRules(at.ledger, { ...DEFAULT_RULES, consentBasis: basis as never }, 'test', NOW);
  }, 60_000);
  afterAll(() => at.close());
  beforeEach(async () => {
    people += 1;
    caseId = await at.open({ contact: { phone: PHONE.replace('0100', String(people).padStart(4, '0')) } });
  });

  const ask = (more: object = {}) => mayContact(at.ledger, { caseId, channel: 'call', at: NOW, ...more });
  const called = (moment: number, result: string, id = caseId) =>
    recordContactMade(at.ledger, {
      caseId: id,
      channel: 'call',
      at: moment,
      localDay: new Date(moment).toISOString().slice(0, 10),
      result,
      by: 'kim',
    });

  test('yes, in the morning', async () => {
    expect(await ask()).toEqual({ allowed: true, rule: 'all', reason: null, says: null, until: null });
  });

  test('not now, and from when: the hours of the place where the contact is', async () => {
    const until = Date.parse('2026-03-11T15:00:00Z');
    const evening = NOW + 12 * HOUR;
    expect(await ask({ at: evening })).toMatchObject({ allowed: false, reason: 'quiet-hours', until });
    expect((await ask({ at: evening })).says).toMatch(/too early or too late/);
    expect(await ask({ at: until })).toMatchObject({ allowed: true });
  });

  test('no, after a reply that nobody has dealt with', async () => {
    const reply = { caseId, channel: 'email', source: 'test', eventId: caseId, text: 'Yes', receivedAt: NOW };
    await recordInbound(at.ledger, reply);
    expect(await ask()).toMatchObject({ allowed: false, reason: 'answered', until: null });
  });

  test('no, while the case is held, until somebody resumes it', async () => {
    const view = { waitingOn: 'hold:hold', nextAt: null, attempts: 0, round: 1, outcome: null };
    await storeView(at.ledger, caseId, NOW, { ...view, status: 'held' });
    expect(await ask()).toMatchObject({ allowed: false, reason: 'held' });
    await recordCommand(at.ledger, { caseId, name: 'resume', args: {}, actor: 'kim', at: NOW });
    expect(await ask()).toMatchObject({ allowed: true });
  });

  test('no, without consent where the source has no basis for it', async () => {
    const bare = await at.open({ contact: { phone: '+13105559999' } });
    const text = { caseId: bare, channel: 'text' };
    expect(await ask(text)).toMatchObject({ allowed: false, reason: 'no-consent' });
    const consent = { address: '+13105559999', channel: 'text', purpose: 'informational' as const };
    const proof = { source: 'form', wording: null, evidence: 'file 7', by: 'kim', expiresAt: null };
    await recordConsent(at.ledger, { ...consent, ...proof, at: NOW });
    expect(await ask(text)).toMatchObject({ allowed: true });
  });

  test('LAW-1: the answer to whoever is about to call is kept; looking keeps nothing', async () => {
    await ask();
    expect(await decisionsOf(at.ledger, caseId)).toEqual([]);
    await ask({ by: 'kim' });
    await ask({ by: 'kim', at: NOW + 12 * HOUR });
    expect(await decisionsOf(at.ledger, caseId)).toMatchObject([
      { allowed: true, asked_by: 'kim', channel: 'call', purpose: 'informational' },
      { allowed: false, asked_by: 'kim', rule: 'quiet-hours', reason: 'quiet-hours' },
    ]);
  });

  test('a step that has sent its text today may still make its call; another step may not', async () => {
    const work = { round: 1, pass: 0, key: 'day-1' };
    await recordContactMade(at.ledger, {
      caseId,
      channel: 'text',
      at: NOW - HOUR,
      localDay: '2026-03-10',
      result: 'sent',
      work,
      by: 'kim',
    });
    expect(await ask({ work })).toMatchObject({ allowed: true });
    expect(await ask()).toMatchObject({ allowed: false, reason: 'one-attempt-a-day' });
  });

  describe('LAW-7: about a debt', () => {
    const about = { purpose: 'collection' };

    test('the eighth call in seven days waits until the first has left the week', async () => {
      for (let day = 1; day <= 7; day += 1) await called(NOW - day * 20 * HOUR, 'no-answer');
      const answer = await ask(about);
      // 140 hours ago, before summer time began: a week later by the clock is an hour less.
      expect(answer).toMatchObject({
        allowed: false,
        reason: 'call-cap',
        until: NOW - 140 * HOUR + 7 * DAY - HOUR,
      });
      expect(await ask()).toMatchObject({ allowed: true });
    });

    test('none for seven days after a conversation, also one in another case of the same debt', async () => {
      const contact: Contact = { phone: '+13105558888' };
      const [one, other] = [await at.open({ contact }), await at.open({ contact })];
      await called(NOW - DAY, 'spoke', one);
      for (const id of [one, other])
        expect(await ask({ ...about, caseId: id })).toMatchObject({ reason: 'after-conversation' });
      expect(await ask({ ...about, caseId: one, at: NOW + 6 * DAY })).toMatchObject({ allowed: true });
    });

    test('none when an attorney speaks for the person, or no contact is wanted; other contacts are not meant', async () => {
      const attorney = await at.open({ contact: { phone: '+13105557777', attorney: true } });
      const ceased = await at.open({ contact: { phone: '+13105556666', ceaseContact: true } });
      expect(await ask({ ...about, caseId: attorney })).toMatchObject({ reason: 'attorney' });
      expect(await ask({ ...about, caseId: ceased })).toMatchObject({ reason: 'cease-contact' });
      expect(await ask({ caseId: ceased })).toMatchObject({ allowed: true });
    });
  });
});
