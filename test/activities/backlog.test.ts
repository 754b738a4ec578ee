import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DEFAULT_RULES } from '../../domain/contactRules/contactRules.ts';
import { recordOptOut } from '../../ledger/contactRules/consents.ts';
import { keepContactRules } from '../../ledger/contactRules/kept.ts';
import { type Desk, desk, HELLO, NOW, SAID } from './support/desk.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let at: Desk;
beforeAll(async () => {
  at = await desk();
  await keepContactRules(at.ledger, { ...DEFAULT_RULES, perMinute: 3 }, 'test', NOW);
}, 60_000);
afterAll(() => at.close());

const somebody = () => at.open({ contact: { portal: `client-${Math.random()}` } });
const overdue = { slot: { at: NOW - 5 * HOUR, until: NOW + 7 * HOUR } };
const due = { slot: { at: NOW - MINUTE, until: NOW + 7 * HOUR } };
const step = async (caseId: string, more: object) => (await at.perform(caseId, [HELLO, SAID], more)).results;

describe('TIM-4: after an outage the backlog is released at a capped rate', () => {
  test('of many that are overdue at once, so many go out in a minute; the others have their minute, in turn', async () => {
    const cases = await Promise.all(Array.from({ length: 12 }, somebody));
    const results = await Promise.all(cases.map((id) => step(id, overdue)));
    const first = results.map(([result]) => result);
    expect(first.filter((result) => result?.status === 'done')).toHaveLength(3);
    const later = first.flatMap((result) => (result?.status === 'not-now' ? [result] : []));
    expect(later.map(({ reason }) => reason)).toEqual(Array.from({ length: 9 }, () => 'backlog'));
    const minutes = later.map(({ until }) => (until - NOW) / MINUTE).sort();
    expect(minutes).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 3]);
  });

  test('what is due now is not held up by it, nor is news of the contact', async () => {
    expect(await step(await somebody(), overdue)).toMatchObject([{ status: 'not-now', reason: 'backlog' }]);
    expect(await step(await somebody(), due)).toMatchObject([{ status: 'done' }, { status: 'done' }]);
    const began = Date.now();
    await recordOptOut(at.ledger, {
      address: '+13105550100',
      channel: 'text',
      purpose: null,
      reason: 'opted-out',
      source: 'test',
      evidence: 'STOP',
      by: 'test',
      at: NOW,
    });
    expect(Date.now() - began).toBeLessThan(30_000);
  });

  test('the next minute takes the next ones, and a rehearsal counts for nothing', async () => {
    at.deps.clock = () => NOW + 2 * MINUTE;
    const later = { at: NOW + 2 * MINUTE, ...overdue };
    const rehearsal = await at.open({ rehearsal: true, contact: { portal: 'rehearsed' } });
    expect(await step(rehearsal, { ...overdue, rehearsal: true })).toMatchObject([{ status: 'done' }, {}]);
    for (let count = 0; count < 3; count += 1)
      expect(await step(await somebody(), later)).toMatchObject([{ status: 'done' }, {}]);
    expect(await step(await somebody(), later)).toMatchObject([{ status: 'not-now', reason: 'backlog' }]);
    at.deps.clock = () => NOW;
  });
});
