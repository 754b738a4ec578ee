import { Worker } from '@temporalio/worker';
import { bundleWorkflows } from '../../worker/bundle.ts';
import { recordedHistories } from './recorded.ts';

/** Replays every recorded history in the process's own zone; fails with the first that does not. */
const workflowBundle = await bundleWorkflows();
const recorded = await recordedHistories();
for (const { name, history } of recorded) {
  await Worker.runReplayHistory({ workflowBundle }, history, `case-alert:replay:${name}`);
}
process.stdout.write(`${recorded.length} replayed in ${Intl.DateTimeFormat().resolvedOptions().timeZone}\n`);
