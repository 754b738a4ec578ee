import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Worker } from '@temporalio/worker';
import { openStage, type Stage } from '../client/support/stage.ts';
import { keepHistory, type Recorded, replays } from '../replay/recorded.ts';
import { bundleOfToday } from '../support/bundle.ts';
import { SCENARIOS } from './scenarios.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  await stage.startWorker();
}, 120_000);
afterAll(() => stage?.close(), 60_000);

describe('the procedures on a real server, with time skipped', () => {
  const played: Recorded[] = [];

  it.each(SCENARIOS.map((scenario) => [scenario.rule, scenario] as const))(
    '%s',
    async (_rule, scenario) => {
      const rehearsed = await scenario.open(stage);
      await scenario.play(rehearsed);
      const history = await stage.client.engine.workflow.getHandle(rehearsed.id).fetchHistory();
      await keepHistory(scenario.name, history);
      played.push({ release: 'today', name: scenario.name, history });
      const row = await stage.client.show(rehearsed.id);
      expect(row.status).toBe('closed');
    },
    60_000,
  );

  it('each of them goes the same way when it is replayed', async () => {
    const workflowBundle = await bundleOfToday();
    const failed: string[] = [];
    for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle }, replays(played)))
      if (error) failed.push(`${workflowId}: ${error.message}`);
    expect(failed).toEqual([]);
    expect(played).toHaveLength(SCENARIOS.length);
  }, 60_000);
});
