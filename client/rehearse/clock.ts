import { decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow/codec-helpers.js';
import { optionalTsToMs } from '@temporalio/common/lib/time.js';
import type { Instant } from '../../domain/program/program.ts';
import type { FollowUpInput } from '../../workflows/followUp.ts';
import type { Context } from '../context.ts';
import { within } from '../engine.ts';

/**
 * What the clock of a rehearsal shows now. Temporal keeps it, so every process reads the same. Between two moves it goes
 * on like any clock: a rehearsal that is left alone for an hour is an hour later.
 * @throws Undelivered when Temporal does not answer
 */
export async function clockOf(context: Context, caseId: string): Promise<Instant> {
  const { engine, patience } = context;
  return within(engine, patience, async () => {
    const { raw } = await engine.workflow.getHandle(caseId).describe();
    const skipped = raw.workflowExtendedInfo?.timeSkippingInfo?.currentTime;
    return (optionalTsToMs(skipped) ?? Date.now()) + (await aheadOf(context, caseId));
  });
}

/** How far a case's clock is ahead of Temporal's: its run was started with it. */
async function aheadOf({ engine }: Context, workflowId: string): Promise<number> {
  const { history } = await engine.workflowService.getWorkflowExecutionHistory({
    namespace: engine.options.namespace,
    execution: { workflowId },
    maximumPageSize: 1,
  });
  const started = history?.events?.[0]?.workflowExecutionStartedEventAttributes;
  const [input] = await decodeArrayFromPayloads(
    engine.options.loadedDataConverter,
    started?.input?.payloads ?? [],
  );
  return (input as FollowUpInput | undefined)?.offset ?? 0;
}
