import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { openStage, type Stage } from '../client/support/stage.ts';
import { until } from '../client/support/until.ts';
import { seeded } from '../support/seeded.ts';
import { type Folder, proceduresOfToday } from './support/folder.ts';
import { openWith } from './support/openWith.ts';
import { question } from './support/questions.ts';
import { allRuns, failedTasks, timerAndSignalTogether } from './support/runs.ts';

jest.setTimeout(120_000);

const DAY_MS = 86_400_000;
/** All holds end at one moment, so that the worker falls behind and timers and replies come to it together. */
const HELD_FOR_MS = 4_000;
/** The reply comes so long before that moment at the earliest, and after it at the latest: timers may be late. */
const EARLIEST_MS = 20;
const LATEST_MS = 120;

const random = seeded(11);
let ends: number;
let folder: Folder;
let stage: Stage;
beforeAll(async () => {
  folder = await proceduresOfToday();
  stage = await openStage({ proceduresDir: folder.path });
});
afterEach(() => stage.stopWorker());
afterAll(async () => {
  await stage?.close();
  await folder?.remove();
});

describe('MSG-11: replies that race the end of a hold cancel no case and fail none', () => {
  test('60 cases twice, with a worker that keeps them in memory', async () => {
    await stage.startWorker();
    const ids = await waiting(60);
    for (const round of [1, 2]) {
      await hold(ids, round);
      await reply(ids, round);
      await resume(ids, round);
    }
    await expectUnharmed(ids, 2);
  });

  test('10 cases that hear of both at once, from a worker that comes back', async () => {
    await stage.startWorker({ cachedCases: 0 });
    const ids = await waiting(10);
    await hold(ids, 1, 4 * HELD_FOR_MS);
    await everyCase(ids, sleeps);
    await stage.stopWorker();
    await reply(ids, 1);
    await everyCase(ids, bothWait);
    await stage.startWorker({ cachedCases: 0 });
    await resume(ids, 1);
    expect(await expectUnharmed(ids, 1)).toBe(ids.length);
  });
});

async function waiting(count: number): Promise<string[]> {
  const due = Date.now() + DAY_MS;
  const open = () => openWith(stage, question(), { due, continueAfterEvents: 100 });
  return Promise.all(Array.from({ length: count }, open));
}

/** All cases to the same moment. */
async function hold(ids: string[], round: number, forMs = HELD_FOR_MS): Promise<void> {
  ends = Date.now() + forMs;
  await Promise.all(ids.map((id) => tell(id, 'hold', round, { until: ends }).catch(unlessPast)));
}

/** To each case, around that moment. */
async function reply(ids: string[], round: number): Promise<void> {
  await Promise.all(
    ids.map(async (id) => {
      await sleep(ends - Date.now() - EARLIEST_MS + random() * (EARLIEST_MS + LATEST_MS));
      await handle(id).signal('customerReplied', { id: `reply-${round}` });
    }),
  );
}

async function resume(ids: string[], round: number): Promise<void> {
  await Promise.all(ids.map((id) => tell(id, 'resume', round)));
}

async function tell(id: string, update: string, round: number, more: object = {}): Promise<unknown> {
  return handle(id).executeUpdate(update, { args: [{ id: `${update}-${round}`, ...more }] });
}

/** @returns how many replies came in one workflow task with the end of the hold */
async function expectUnharmed(ids: string[], rounds: number): Promise<number> {
  const together = await Promise.all(ids.map((id) => unharmed(id, rounds)));
  const races = together.reduce((sum, count) => sum + count);
  process.stderr.write(`${ids.length * rounds} races, ${races} of them in one workflow task\n`);
  await Promise.all(ids.map((id) => stage.client.withdraw(id, { by: 'sam' })));
  return races;
}

/** The case still runs and has taken every reply. */
async function unharmed(id: string, rounds: number): Promise<number> {
  await until(async () => (await repliesOf(id)).length >= rounds);
  expect(await repliesOf(id)).toEqual(Array.from({ length: rounds }, (_, round) => `reply-${round + 1}`));
  expect((await handle(id).describe()).status.name).toBe('RUNNING');
  const runs = await allRuns(stage, id);
  expect(runs.flatMap(failedTasks)).toEqual([]);
  return runs.map(timerAndSignalTogether).reduce((sum, count) => sum + count);
}

async function everyCase(ids: string[], does: (id: string) => Promise<boolean>): Promise<void> {
  await until(async () => (await Promise.all(ids.map(does))).every(Boolean), 60_000);
}

/** Whether the case has been put to sleep until its hold ends: its hold is acknowledged a little before. */
async function sleeps(id: string): Promise<boolean> {
  return ((await handle(id).fetchHistory()).events ?? []).at(-1)?.timerStartedEventAttributes != null;
}

/** Whether the end of the hold and a reply are in the history, and no worker has been told of either. */
async function bothWait(id: string): Promise<boolean> {
  const events = (await handle(id).fetchHistory()).events ?? [];
  const untold = events.slice(events.findLastIndex((each) => each.workflowTaskStartedEventAttributes));
  return (
    untold.some((each) => each.timerFiredEventAttributes) &&
    untold.some((each) => each.workflowExecutionSignaledEventAttributes)
  );
}

async function repliesOf(id: string): Promise<(string | null)[]> {
  const entries = await stage.client.timeline(id);
  return entries.filter(({ what }) => what === 'replied').map(({ about }) => about);
}

function handle(id: string) {
  return stage.client.engine.workflow.getHandle(id);
}

/** On a busy machine the hold may come after its own end; that case has no race in this round. */
function unlessPast(error: unknown): void {
  if (!(error instanceof WorkflowUpdateFailedError)) throw error;
}
