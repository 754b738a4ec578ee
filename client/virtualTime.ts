import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';
import { msToTs } from '@temporalio/common/lib/time.js';
import { ClientError } from './errors.ts';

const {
  FAST_FORWARD_POLLING_RESULT_POLL_TIMEOUT: ASK_AGAIN,
  FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_COMPLETED: THERE,
} = proto.temporal.api.enums.v1.FastForwardPollingResult;

/** A skip takes a second at most where the server is not told otherwise; more means that something else stands still. */
const PATIENCE_MS = 60_000;

/**
 * Moves the clock of one workflow ahead by so many milliseconds, and returns when it has got there. Its timers fire on
 * the way; while an activity runs, its clock does not jump. Go to a quiet moment past what is due, and tell the workflow
 * something only then: between a start and the end of a skip it is not certain what comes first.
 * @throws ClientError FT-CLI-REHEARSAL when the server does not skip time, or the workflow ended on the way
 */
export async function fastForward(client: Client, workflowId: string, ms: number): Promise<void> {
  const id = randomUUID();
  const namespace = client.options.namespace;
  const workflowExecution = { workflowId };
  const deadline = Date.now() + PATIENCE_MS;
  try {
    await client.withDeadline(deadline, async () => {
      await client.workflowService.updateWorkflowExecutionOptions({
        namespace,
        workflowExecution,
        workflowExecutionOptions: {
          timeSkippingConfig: { enabled: true, fastForwardConfig: { id, duration: msToTs(ms) } },
        },
        updateMask: { paths: ['time_skipping_config'] },
        identity: client.options.identity,
      });
      for (;;) {
        const poll = { namespace, workflowExecution, fastForwardId: id };
        const { fastForwardPollingResult, failedReason } =
          await client.workflowService.pollWorkflowExecutionTimeSkipping(poll);
        if (fastForwardPollingResult === THERE) return;
        if (fastForwardPollingResult !== ASK_AGAIN) throw new Error(failedReason || 'the skip was given up');
      }
    });
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    throw new ClientError('FT-CLI-REHEARSAL', `the clock of ${workflowId} could not be moved: ${because}.`);
  }
}
