import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/activity';
import { Worker } from '@temporalio/worker';
import { openStage, type Stage } from '../client/support/stage.ts';
import { gated } from '../faults/support/gated.ts';
import { keepHistory, type Recorded, replays } from '../replay/recorded.ts';
import { bundleOfToday } from '../support/bundle.ts';
import { LAST_TRY } from './faults.scenarios.ts';
import { SCENARIOS } from './scenarios.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  const port = gated(stage.client.ledger);
  const failed = new Set<string>();
  port.whileDelivering = async (caseId) => {
    if (!caseId.includes(LAST_TRY) || failed.has(caseId)) return;
    failed.add(caseId);
    // A recorded history names no place of the machine that it was recorded on.
    throw Object.assign(ApplicationFailure.nonRetryable('As after the last of all tries.'), { stack: '' });
  };
  await stage.startWorker({ deps: { connectors: port.connectors } });
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
