import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { DateTime } from 'luxon';
import type { Rehearsal } from '../../client/index.ts';
import { openStage, type Stage } from './support/stage.ts';

jest.setTimeout(120_000);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  await stage.startWorker();
});
afterAll(() => stage.close());

const facts = { 'oldest-due': '2026-03-02T12:00:00-05:00' };
const days = ({ timeline }: Rehearsal, what: string) =>
  timeline
    .filter((entry) => entry.what === what)
    .map(({ at, because }) => {
      const day = DateTime.fromMillis(at, { zone: 'America/New_York' }).toFormat('ccc d MMM');
      return because === null ? day : `${day} ${because}`;
    });

test('A rehearsed customer goes through the levels with an example invoice, and pays after the last one', async () => {
  const rehearsal = await stage.client.rehearse({ procedure: 'customer-statement', facts });
  expect(rehearsal.outcome).toBe('paid');
  expect(days(rehearsal, 'action-done')).toEqual([
    'Mon 9 Mar email',
    'Mon 23 Mar letter',
    'Thu 16 Apr letter',
  ]);
  expect(rehearsal.unused).toEqual([]);
});

test('A rehearsed customer who pays on a day ends the follow-up there', async () => {
  const conditions = [{ condition: 'paid', on: 10 }];
  const rehearsal = await stage.client.rehearse({ procedure: 'customer-statement', facts, conditions });
  expect(rehearsal.outcome).toBe('paid');
  expect(days(rehearsal, 'action-done')).toEqual(['Mon 9 Mar email']);
  expect(days(rehearsal, 'ended')).toEqual(['Thu 12 Mar paid']);
});
