import { Worker } from '@temporalio/worker';
import { readBundle } from '../../worker/prebuilt.ts';
import { recordedHistories, replays } from './recorded.ts';

/**
 * Replays every recorded history in the process's own zone, on the bundle that FOLLOWTHROUGH_BUNDLE names; ends with an
 * error that names those that do not replay.
 */
const workflowBundle = await readBundle(process.env['FOLLOWTHROUGH_BUNDLE'] ?? '');
const recorded = await recordedHistories();
const failed: string[] = [];
for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle }, replays(recorded))) {
  if (error) failed.push(workflowId);
}
if (failed.length > 0) throw new Error(`not replayed: ${failed.join(', ')}`);
process.stdout.write(`${recorded.length} replayed in ${Intl.DateTimeFormat().resolvedOptions().timeZone}\n`);
