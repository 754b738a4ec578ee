import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { RehearsedCase } from '../support/rehearsed.ts';
import { openStage, type Stage } from './support/stage.ts';

jest.setTimeout(60_000);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  await stage.startWorker();
});
afterAll(() => stage.close());

/** Nine in the morning at the clinic is six where this client is. */
async function asleep(): Promise<RehearsedCase> {
  const played = await RehearsedCase.open(stage, 'America/Los_Angeles', {
    procedure: 'no-appointment-booked',
    facts: {
      'last-appointment': '2026-03-09T11:00:00-07:00',
      'last-service': 'peel',
      'client-name': 'Pat',
      'employee-name': 'Kim Sample',
      'clinic-name': 'Example Clinic',
    },
    contact: { name: 'Pat Example', phone: '+18085550143', zone: 'Pacific/Honolulu' },
  });
  await played.at('2026-03-16T09:05');
  const { view } = await played.rest();
  expect(played.day(view.nextAt ?? 0)).toBe('Mon 16 Mar 11h');
  return played;
}

test('LAW-1: a case that quiet hours hold back takes an allowance up at once', async () => {
  const played = await asleep();
  const given = { rule: 'quiet-hours', reason: 'asked to be written to at six', by: 'morgan' };
  expect(await stage.client.allowOnce(played.id, given)).toMatchObject({ delivered: true });
  const { view } = await played.rest();
  expect(await played.sent()).toEqual(['Mon 16 Mar 9h send-text:first-attempt']);
  expect(played.day(view.nextAt ?? 0)).toBe('Sat 21 Mar 9h');
  await stage.client.withdraw(played.id, { by: 'morgan' });
});
