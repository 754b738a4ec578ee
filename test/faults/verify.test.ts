import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { replayRecent, unfit } from '../../worker/verify.ts';
import { alert } from '../client/support/alerts.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { until } from '../client/support/until.ts';
import { bundleOfToday } from '../support/bundle.ts';
import { changedBuild } from '../support/changedBuild.ts';

jest.setTimeout(120_000);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

/** Another order to a case that has reached its wait. */
const REORDERED = {
  file: 'workflows/followUp.ts',
  from: 'async function carry(running: RunningCase, input: FollowUpInput): Promise<FollowUpResult> {\n',
  to: 'async function carry(running: RunningCase, input: FollowUpInput): Promise<FollowUpResult> {\n  await condition(() => false, 1_000);\n',
};

test('DET-7: before it polls, a worker finds the recent cases that its code does not fit, and names them', async () => {
  await stage.startWorker();
  const [waiting, withdrawn] = [await stage.client.openCase(alert()), await stage.client.openCase(alert())];
  await stage.client.withdraw(withdrawn.id, { by: 'test' });
  const handle = stage.client.engine.workflow.getHandle(withdrawn.id);
  await until(async () => (await handle.describe()).status.name === 'COMPLETED');
  await stage.stopWorker();
  const { address, namespace, taskQueue } = stage;
  const fits = await replayRecent({ address, namespace, taskQueue, bundle: await bundleOfToday() });
  expect(fits).toEqual({ replayed: 2, failed: [] });
  const bundle = await changedBuild(REORDERED);
  const { failed } = await replayRecent({ address, namespace, taskQueue, bundle });
  expect(failed.map(({ workflowId }) => workflowId).sort()).toEqual([waiting.id, withdrawn.id].sort());
  expect(unfit(failed)).toContain(`${waiting.id}: `);
  const one = await replayRecent({ address, namespace, taskQueue, bundle, most: 1 });
  expect(one.replayed).toBe(1);
});
