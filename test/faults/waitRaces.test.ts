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
const HELD_FOR_MS = 2_000;
/** The reply comes so long before that moment at the earliest, and after it at the latest: timers may be late. */
const EARLIEST_MS = 20;
const LATEST_MS = 120;

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
  test.each([
    { worker: 'a worker that keeps cases in memory', cases: 60, rounds: 3, options: {} },
    {
      worker: 'a worker that replays every case from its history',
      cases: 25,
      rounds: 1,
      options: { cachedCases: 0 },
    },
  ])('$cases at once, with $worker', async ({ cases, rounds, options }) => {
    await stage.startWorker(options);
    const random = seeded(11);
    const due = Date.now() + DAY_MS;
    const ids: string[] = [];
    for (let opened = 0; opened < cases; opened += 1) {
      ids.push(await openWith(stage, question(), { due, continueAfterEvents: 100 }));
    }
    for (let round = 0; round < rounds; round += 1) await race(ids, round, random);
    const together = await Promise.all(ids.map((id) => unharmed(id, rounds)));
    const races = together.reduce((sum, count) => sum + count);
    expect(races).toBeGreaterThan(0);
    process.stderr.write(`${cases * rounds} races, ${races} of them in one workflow task\n`);
    await Promise.all(ids.map((id) => stage.client.withdraw(id, { by: 'sam' })));
  });
});

/** The case still runs and has taken every reply. @returns how many of them came in one workflow task with the timer */
async function unharmed(id: string, rounds: number): Promise<number> {
  await until(async () => (await repliesOf(id)).length >= rounds);
  expect(await repliesOf(id)).toEqual(Array.from({ length: rounds }, (_, round) => `reply-${round}`));
  expect((await handle(id).describe()).status.name).toBe('RUNNING');
  const runs = await allRuns(stage, id);
  expect(runs.flatMap(failedTasks)).toEqual([]);
  return runs.map(timerAndSignalTogether).reduce((sum, count) => sum + count);
}

/** Holds all cases to the same moment, has a reply come to each around it, and lets them go on. */
async function race(ids: string[], round: number, random: () => number): Promise<void> {
  const ends = Date.now() + HELD_FOR_MS;
  const tell = (id: string, update: string, more: object = {}) =>
    handle(id).executeUpdate(update, { args: [{ id: `${update}-${round}`, ...more }] });
  await Promise.all(ids.map((id) => tell(id, 'hold', { until: ends }).catch(unlessPast)));
  await Promise.all(
    ids.map(async (id) => {
      await sleep(ends - Date.now() - EARLIEST_MS + random() * (EARLIEST_MS + LATEST_MS));
      await handle(id).signal('customerReplied', { id: `reply-${round}` });
      await tell(id, 'resume');
    }),
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
