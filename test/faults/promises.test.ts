import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { openStage, type Stage } from '../client/support/stage.ts';
import type { RehearsedCase } from '../support/rehearsed.ts';
import { done, missedCheckIn } from './support/checkIn.ts';

jest.setTimeout(120_000);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  await stage.startWorker();
}, 60_000);
afterAll(() => stage?.close());

const at = (iso: string) => Date.parse(iso);
/** Thursday is over. */
const PROMISED = at('2026-03-13T00:00:00-07:00');

/** The first message went out on Tuesday; the call would be due on Wednesday. */
async function written(): Promise<RehearsedCase> {
  const played = await missedCheckIn(stage);
  await played.until('step:wait-2');
  return played;
}

async function promised(): Promise<RehearsedCase> {
  const played = await written();
  const { view } = await stage.client.hold(played.id, {
    by: 'kim',
    until: PROMISED,
    promise: true,
    reason: 'will hand it in on Thursday',
  });
  expect(view?.status).toBe('held');
  await played.rest();
  return played;
}

async function told(played: RehearsedCase): Promise<string[]> {
  return (await stage.client.timeline(played.id)).map(({ what }) => what);
}

describe('A promise for a date', () => {
  test('that is kept ends the case, and nothing was sent meanwhile', async () => {
    const played = await promised();
    await played.at('2026-03-12T15:00');
    await stage.client.conditionMet(played.id, { condition: 'checked-in', source: 'portal' });
    expect(await played.outcome()).toBe('checked-in');
    expect(await done(played)).toEqual(['send-portal:still-missing']);
  });

  test('that is broken is noticed by itself, and the case goes on with its next step, on a later day', async () => {
    const played = await promised();
    await played.until('task');
    expect(await told(played)).toEqual(expect.arrayContaining(['promised', 'promise-broken']));
    const { now } = await played.rest();
    expect(now).toBeGreaterThanOrEqual(PROMISED);
    expect(await done(played)).toEqual(['send-portal:still-missing']);
    expect(await played.openTasks()).toEqual(['call']);
  });

  test('that was made on the telephone holds the case until that day is over', async () => {
    const played = await written();
    await played.until('task');
    const [call] = await stage.client.tasks({ caseId: played.id });
    await stage.client.completeTask(call?.id ?? '', 'spoke', { by: 'kim', until: PROMISED });
    expect((await played.rest()).view.status).toBe('held');
    await played.at('2026-03-12T23:00');
    expect((await played.rest()).view.status).toBe('held');
    await played.until('decision');
    const words = await done(played);
    expect(words.slice(2)).toEqual(['send-text:very-late', 'send-email:very-late', 'tell:non-compliant']);
    expect((await played.sent()).at(-1)).toMatch(/^(Fri 13|Sat 14|Sun 15|Mon 16) Mar/);
  });

  test('needs a date', async () => {
    const played = await written();
    await expect(stage.client.hold(played.id, { by: 'kim', promise: true })).rejects.toThrow('FT-CLI-UNTIL');
  });
});

describe('A hold', () => {
  test('until a date ends by itself, and what comes after it keeps its distance', async () => {
    const played = await written();
    await stage.client.hold(played.id, { by: 'kim', until: at('2026-03-16T12:00:00-07:00'), reason: 'away' });
    await played.until('task');
    expect(await told(played)).toEqual(expect.arrayContaining(['held', 'hold-over']));
    await played.task('call', 'voicemail');
    await played.until('decision');
    const days = (await played.outbox()).map((line) => line.split(' ').slice(0, 3).join(' '));
    expect(days).toEqual(['Tue 10 Mar', 'Mon 16 Mar', 'Tue 17 Mar', 'Tue 17 Mar', 'Wed 18 Mar']);
  });

  test('without a date lasts until a person resumes the case', async () => {
    const played = await written();
    await stage.client.hold(played.id, { by: 'kim' });
    await played.at('2026-04-20T12:00');
    expect((await played.rest()).view.status).toBe('held');
    expect(await done(played)).toEqual(['send-portal:still-missing']);
    await stage.client.resume(played.id, { by: 'kim' });
    await played.until('task');
    expect(await told(played)).toEqual(expect.arrayContaining(['held', 'resumed']));
  });

  test('has its reason and who asked for it in the history', async () => {
    const played = await promised();
    const lines = (await stage.client.history(played.id)).map(({ words }) => words);
    expect(lines.join('\n')).toMatch(/kim[\s\S]*will hand it in on Thursday/);
  });
});
