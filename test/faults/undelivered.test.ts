import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { openStage, type Stage } from '../client/support/stage.ts';
import { RehearsedCase } from '../support/rehearsed.ts';
import { DESK_ZONE, supportCase } from '../support/supportCase.ts';
import { beforeTheEnd, done, messageNamed } from './support/checkIn.ts';

jest.setTimeout(120_000);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  await stage.startWorker();
}, 60_000);
afterAll(() => stage?.close());

const ENDS = ['act:end-programme', 'act:stop-subscription'];

/** The final message went out, and turned out not to have arrived. */
async function lostFinalMessage(): Promise<RehearsedCase> {
  const played = await beforeTheEnd(stage);
  const kept = await stage.client.undelivered(await messageNamed(played, 'final-message'), {
    source: 'portal',
  });
  expect(kept).toEqual({ caseId: played.id, delivered: true });
  await played.rest();
  return played;
}

describe('A final message that did not arrive', () => {
  test('SND-15: ends nothing, however long it takes, also when only Temporal is told: a person is asked', async () => {
    const played = await beforeTheEnd(stage);
    const lost = { id: 'bounce-1', key: await keyOf(played, 'final-message'), effect: 0, delivered: false };
    await stage.client.engine.workflow.getHandle(played.id).signal('deliveryReported', lost);
    await played.rest();
    expect(await played.openTasks()).toContain('problem');
    await played.at('2026-03-24T18:00');
    const { view } = await played.rest();
    expect({ status: view.status, outcome: view.outcome }).toEqual({ status: 'problem', outcome: null });
    expect(await done(played)).not.toEqual(expect.arrayContaining(ENDS));
  });

  test('SND-15: when the person says "try-again", the programme ends only after another one', async () => {
    const played = await lostFinalMessage();
    await played.task('problem', 'try-again');
    await played.until('closed');
    const words = await done(played);
    const finals = words.flatMap((word, index) => (word === 'send-portal:final-message' ? [index] : []));
    expect(finals).toHaveLength(2);
    expect(words.slice(finals[1])).toEqual(['send-portal:final-message', ...ENDS, 'note:programme-ended']);
  });

  test('SND-15: when the person says "leave-it-out", nothing ends, and the coach is asked what becomes of the client', async () => {
    const played = await lostFinalMessage();
    await played.task('problem', 'leave-it-out');
    await played.until('task:end-programme');
    expect(await played.openTasks()).toContain('declined');
    expect(await done(played)).not.toEqual(expect.arrayContaining(ENDS));
  });

  test('is told once, however often the provider says so, and changes nothing after the end', async () => {
    const played = await beforeTheEnd(stage);
    const message = await messageNamed(played, 'final-message');
    await played.until('closed');
    for (let time = 0; time < 2; time += 1) await stage.client.undelivered(message);
    const told = await stage.client.timeline(played.id);
    expect(told.filter(({ what }) => what === 'undelivered')).toHaveLength(1);
    expect(await played.outcome()).toBe('ended');
  });
});

test('SND-15: an attempt that did not arrive is none: it counts when it has gone out again', async () => {
  const played = await RehearsedCase.open(stage, DESK_ZONE, supportCase());
  await played.until('step:day-5');
  await stage.client.undelivered(await messageNamed(played, 'follow-up-1'));
  expect((await played.rest()).view.attempts).toBe(0);
  await played.task('problem', 'try-again');
  await played.until('step:day-5');
  expect((await played.rest()).view.attempts).toBe(1);
});

test('a message that nobody has sent cannot have failed to arrive', async () => {
  await expect(stage.client.undelivered('nothing')).rejects.toThrow('FT-CLI-NO-MESSAGE');
});

async function keyOf(played: RehearsedCase, name: string): Promise<string> {
  const { key } = await stage.client.ledger
    .selectFrom('intents')
    .select('key')
    .where('case_id', '=', played.id)
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return key;
}
