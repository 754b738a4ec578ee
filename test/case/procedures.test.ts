import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Worker } from '@temporalio/worker';
import { openStage, type Stage } from '../client/support/stage.ts';
import { keepHistory } from '../replay/recorded.ts';
import { bundleWorkflows } from '../../worker/bundle.ts';
import { SCENARIOS } from './scenarios.ts';

let stage: Stage;
let workflowBundle: Awaited<ReturnType<typeof bundleWorkflows>>;
beforeAll(async () => {
  stage = await openStage();
  await stage.startWorker();
  workflowBundle = await bundleWorkflows();
}, 120_000);
afterAll(() => stage?.close(), 60_000);

describe('the procedures on a real server, with time skipped', () => {
  it.each(SCENARIOS.map((scenario) => [scenario.rule, scenario] as const))(
    '%s',
    async (_rule, scenario) => {
      const played = await scenario.open(stage);
      await scenario.play(played);
      const history = await stage.client.engine.workflow.getHandle(played.id).fetchHistory();
      await keepHistory(scenario.name, history);
      await Worker.runReplayHistory({ workflowBundle }, history, played.id);
      const row = await stage.client.show(played.id);
      expect(row.status).toBe('closed');
    },
    60_000,
  );
});
