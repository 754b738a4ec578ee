import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { allowOnce } from '../../client/contactRules/allowOnce.ts';
import { contactMade } from '../../client/contactRules/contactMade.ts';
import { mayContact } from '../../client/contactRules/mayContact.ts';
import { optIn, optOut, optOuts } from '../../client/contactRules/optOut.ts';
import type { Context } from '../../client/context.ts';
import { Undelivered } from '../../client/engine.ts';
import { contactsMadeIn } from '../../ledger/contactRules/contactsMade.ts';
import { consentsOf, takeConfirmation } from '../../ledger/contactRules/consents.ts';
import { addPerson } from '../../ledger/people/changes.ts';
import { timelineOf } from '../../ledger/timeline.ts';
import { type Desk, desk, HELLO_EMAIL, NOW } from '../activities/support/desk.ts';
import { seeded } from '../support/seeded.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ROUNDS = 300;
const AT_ONCE = 20;

let at: Desk;
/** Nothing of this needs Temporal: an opt-out holds by the ledger alone, and a case is told of an allowance later. */
let context: Context;
beforeAll(async () => {
  at = await desk();
  const turns = { take: async () => new Undelivered('Temporal is away') } as unknown as Context['turns'];
  context = { ledger: at.ledger, turns, patience: 0 } as Context;
}, 60_000);
afterAll(() => at.close());

const no = (address: string, more: object = {}) => optOut(context, { address, by: 'kim', ...more });
const yes = (address: string, more: object = {}) =>
  optIn(context, { address, channel: 'text', evidence: 'signed form, file 7', by: 'kim', ...more });

describe('An opt-out', () => {
  test('LAW-4: holds at once in every case of the address, whichever way the number is written', async () => {
    const contact = { phone: '+13105550001', email: 'one@example.com' };
    const cases = [await at.open({ contact }), await at.open({ contact })];
    expect(await no('(310) 555-0001')).toMatchObject({ address: '+13105550001' });
    for (const caseId of cases)
      for (const channel of ['call', 'text'])
        expect(await mayContact(at.ledger, { caseId, channel, at: NOW })).toMatchObject({
          reason: 'opted-out',
        });
  });

  test('is of everything on the channel, unless one topic is named', async () => {
    await no('two@example.com', { channel: 'email' });
    await no('three@example.com', { channel: 'email', scope: 'this-topic', purpose: 'marketing' });
    const [two] = await consentsOf(at.ledger, 'two@example.com');
    const [three] = await consentsOf(at.ledger, 'three@example.com');
    expect(two).toMatchObject({ channel: 'email', purpose: null, given: false, recorded_by: 'kim' });
    expect(three).toMatchObject({ purpose: 'marketing' });
    await expect(no('four@example.com', { scope: 'this-topic' })).rejects.toThrow(/FT-CLI-CONSENT/);
  });

  test('LAW-7: for no contact about a debt, or an attorney, is about debts', async () => {
    await no('five@example.com', { reason: 'attorney', evidence: 'letter of 3 March' });
    expect(await consentsOf(at.ledger, 'five@example.com')).toMatchObject([
      { reason: 'attorney', purpose: 'collection', evidence: 'letter of 3 March' },
    ]);
  });

  test('LAW-4: the first one from texts may be confirmed by one text, soon, and none after it', async () => {
    const first = await no('+13105550006', { channel: 'text' });
    const again = await no('+13105550006', { channel: 'text' });
    expect([first.confirmable, again.confirmable]).toEqual([true, false]);
    const now = Date.now();
    expect(await takeConfirmation(at.ledger, first.id, now)).toBe(true);
    expect(await takeConfirmation(at.ledger, first.id, now)).toBe(false);
    const late = await no('+13105550007', { channel: 'text' });
    expect(await takeConfirmation(at.ledger, late.id, now + 10 * 60_000)).toBe(false);
    expect((await no('seven@example.com', { channel: 'email' })).confirmable).toBe(false);
  });

  test('of something that is no address is refused, and so is a word that is not known', async () => {
    await expect(no('nobody')).rejects.toThrow(/FT-CLI-ADDRESS/);
    await expect(no('eight@example.com', { channel: 'text' })).rejects.toThrow(/FT-CLI-ADDRESS/);
    await expect(no('eight@example.com', { channel: 'fax' })).rejects.toThrow(/FT-CLI-CONSENT.*"call"/);
    expect(await no('P-77', { channel: 'portal' })).toMatchObject({ address: 'P-77' });
  });

  test(`LAW-4: in ${ROUNDS} races no email starts after its opt-out was acknowledged`, async () => {
    const started = new Map<string, number>();
    at.deps.connectors = {
      ...at.deps.connectors,
      message: () => ({
        by: 'port',
        port: {
          connector: 'stopwatch',
          repeatable: true,
          prepare: async () => ({ mediaType: 'text/plain', body: Buffer.from('x'), messageId: null }),
          async deliver({ to }) {
            started.set(to, performance.now());
            return { providerId: null };
          },
        },
      }),
    };
    const ends: Record<string, number> = {};
    const next = seeded(20_261_123);
    // The opt-out comes at any moment of a send, as long as sends take on this machine at this load.
    let usual = 50;
    for (let round = 0; round < ROUNDS; round += AT_ONCE) {
      const took = await Promise.all(
        Array.from({ length: AT_ONCE }, async (_, index) => {
          const email = `race-${round + index}@example.com`;
          const caseId = await at.open({ contact: { email } });
          const begun = performance.now();
          const told = new Promise((resolve) => setTimeout(resolve, next() * usual * 1.5))
            .then(() => no(email, { channel: 'email' }))
            .then(() => performance.now());
          const [acknowledged, { results }] = await Promise.all([told, at.perform(caseId, [HELLO_EMAIL])]);
          const status = results[0]?.status ?? 'none';
          ends[status] = (ends[status] ?? 0) + 1;
          const began = started.get(email);
          expect(began ?? 0).toBeLessThan(acknowledged);
          return began === undefined ? 0 : began - begun;
        }),
      );
      usual = Math.max(...took) || usual * 2;
    }
    // Both orders must have happened, or the test has shown nothing.
    expect(ends['done']).toBeGreaterThan(ROUNDS / 20);
    expect(ends['failed']).toBeGreaterThan(ROUNDS / 20);
  }, 120_000);
});

describe('An opt-in', () => {
  test('LAW-2: needs evidence, and is kept with its words, its time and who recorded it', async () => {
    await expect(yes('+13105550011', { evidence: '  ' })).rejects.toThrow(/FT-CLI-CONSENT.*evidence/);
    const given = { purposes: ['informational', 'treatment'], wording: 'form 3', at: Date.now() - DAY };
    await yes('+13105550011', { ...given, expiresAt: Date.now() + 365 * DAY });
    expect(await consentsOf(at.ledger, '+13105550011')).toMatchObject([
      { purpose: 'informational', wording: 'form 3', evidence: 'signed form, file 7', given: true },
      { purpose: 'treatment', at: given.at, recorded_by: 'kim' },
    ]);
  });

  test('LAW-4: is the only way back, and only for what was agreed to', async () => {
    const phone = '+13105550012';
    const caseId = await at.open({ contact: { phone } });
    await no(phone, { channel: 'text' });
    await yes(phone, { purposes: ['treatment'] });
    const ask = (purpose: 'informational' | 'treatment') =>
      mayContact(at.ledger, { caseId, channel: 'text', at: NOW, purpose });
    expect(await ask('informational')).toMatchObject({ reason: 'opted-out' });
    expect(await ask('treatment')).toMatchObject({ allowed: true });
  });

  test('a moment in the future is none at which somebody can have agreed', async () => {
    await expect(yes('+13105550013', { at: Date.now() + DAY })).rejects.toThrow(/FT-CLI-MOMENT/);
    await expect(yes('+13105550013', { expiresAt: Date.now() - DAY })).rejects.toThrow(/FT-CLI-MOMENT/);
  });
});

test('the list of opt-outs shows each that holds once, and what was agreed to since', async () => {
  const phone = '+13105550020';
  await no(phone, { channel: 'text' });
  await no(phone, { channel: 'text' });
  await yes(phone, { purposes: ['treatment'] });
  expect(await optOuts(context, { address: phone })).toMatchObject([
    { address: phone, channel: 'text', purpose: null, recordedBy: 'kim', agreedSince: ['treatment'] },
  ]);
  await yes(phone, { purposes: ['informational', 'marketing', 'collection'] });
  expect(await optOuts(context, { address: phone })).toEqual([]);
  const [first, second] = await optOuts(context, { limit: 2 });
  expect(await optOuts(context, { limit: 1, before: first?.id ?? '' })).toEqual([second]);
});

describe('A contact that was made outside', () => {
  test('is on record, in the timeline, and counts once however often it is entered', async () => {
    const caseId = await at.open({ contact: { phone: '+13105550030' } });
    const made = {
      channel: 'call',
      result: 'spoke',
      at: NOW - DAY,
      by: 'kim',
      note: 'will look',
      id: 'call-1',
    };
    await contactMade(context, caseId, made);
    await contactMade(context, caseId, made);
    expect(await contactsMadeIn(at.ledger, caseId)).toMatchObject([{ at: NOW - DAY, result: 'spoke' }]);
    const entries = (await timelineOf(at.ledger, caseId)).filter(({ what }) => what === 'contact-made');
    expect(entries).toMatchObject([{ about: 'call', because: 'spoke' }]);
  });

  test('has a result that is known, and lies in the past', async () => {
    const caseId = await at.open({ contact: { phone: '+13105550031' } });
    const made = { channel: 'call', result: 'spoke', by: 'kim' };
    await expect(contactMade(context, caseId, { ...made, result: 'ok' })).rejects.toThrow(/FT-CLI-OPTION/);
    await expect(contactMade(context, caseId, { ...made, at: Date.now() + DAY })).rejects.toThrow(
      /FT-CLI-MOMENT/,
    );
    await expect(contactMade(context, caseId, { ...made, channel: 'fax' })).rejects.toThrow(/FT-CLI-CONSENT/);
  });
});

describe('LAW-1: what the rules refuse can be allowed once', () => {
  test('with a rule that can be set aside, a reason, and a role that may', async () => {
    const caseId = await at.open({ contact: { phone: '+13105550040' } });
    const given = { rule: 'quiet-hours', reason: 'asked to be called at ten', by: 'morgan' };
    await expect(allowOnce(context, caseId, { ...given, rule: 'consent' })).rejects.toThrow(/FT-CLI-ALLOW/);
    await expect(allowOnce(context, caseId, { ...given, reason: ' ' })).rejects.toThrow(
      /FT-CLI-ALLOW.*reason/,
    );
    await expect(allowOnce(context, caseId, given)).resolves.toMatchObject({ delivered: false });
    const entries = (await timelineOf(at.ledger, caseId)).filter(({ what }) => what === 'allowed-once');
    expect(entries).toMatchObject([{ about: 'quiet-hours', because: 'morgan' }]);
  });

  test('once there are people, only by one who has the role', async () => {
    const caseId = await at.open({ contact: { phone: '+13105550041' } });
    const staff = { senderName: null, mailbox: null, number: null, site: null };
    const noted = { by: 'test', at: NOW };
    await addPerson(at.ledger, { ...staff, id: 'kim', name: 'Kim Example', roles: ['desk'] }, noted);
    await addPerson(at.ledger, { ...staff, id: 'morgan', name: 'Morgan Example', roles: ['manager'] }, noted);
    const given = { rule: 'per-person', reason: 'a second answer was promised' };
    const may = (by: string) => allowOnce(context, caseId, { ...given, by });
    await expect(may('kim')).rejects.toThrow(/FT-CLI-ALLOW.*manager/);
    await expect(may('nobody')).rejects.toThrow(/FT-CLI-ACTOR/);
    await expect(may('morgan')).resolves.toMatchObject({ until: expect.any(Number) });
    // Whoever brings an opt-out is never refused.
    expect(await no('last@example.com', { by: 'provider' })).toMatchObject({ address: 'last@example.com' });
  });
});
