import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { openStage, type Stage } from '../client/support/stage.ts';
import { changedBuild } from '../support/changedBuild.ts';
import { SLEEPERS } from './support/sleepers.ts';

jest.setTimeout(90_000);

/** Another build with the same meaning: it only calls timers by other words in the Web UI. */
const REWORDED = {
  file: 'workflows/followUp.ts',
  from: '`${need.about} on ${label}`',
  to: '`${need.about}, due on ${label}`',
};

const CASES = [...SLEEPERS, ...SLEEPERS];

let stage: Stage;
let newBuild: Awaited<ReturnType<typeof changedBuild>>;
beforeAll(async () => {
  [stage, newBuild] = await Promise.all([openStage(), changedBuild(REWORDED)]);
});
afterAll(() => stage?.close());

test(`DET-8: cases that sleep while the worker is replaced by another build go on under the new one: ${CASES.length} of both procedures`, async () => {
  await stage.startWorker();
  const asleep = await Promise.all(
    CASES.map(async (sleeper) => {
      const played = await sleeper.open(stage);
      const { view } = await played.until(sleeper.sleeps);
      expect(view.waitingOn?.startsWith(sleeper.sleeps)).toBe(true);
      return { played, ...sleeper };
    }),
  );
  await stage.stopWorker();
  await stage.startWorker({ bundle: newBuild });

  await Promise.all(
    asleep.map(async (sleeper) => {
      const { played, outcome, sent } = sleeper;
      await sleeper.goesOn(played);
      await played.until('nothing');
      expect(await played.outcome()).toBe(outcome);
      expect((await played.sent()).map((line) => line.slice(line.indexOf(':') + 1))).toEqual(sent);
      expect(await buildsOf(played.id)).toHaveLength(2);
    }),
  );
});

/** The builds that carried a case, oldest first. */
async function buildsOf(id: string): Promise<string[]> {
  const { events } = await stage.client.engine.workflow.getHandle(id).fetchHistory();
  const ofTasks = (events ?? []).flatMap(
    ({ workflowTaskCompletedEventAttributes: done }) => done?.workerVersion?.buildId ?? [],
  );
  return [...new Set(ofTasks)];
}
