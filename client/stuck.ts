import type { Context } from './context.ts';
import { within } from './engine.ts';

/** When a build is bad, hundreds of cases stand still for one reason: the first ones tell it. */
const AT_MOST = 100;
const PATIENCE_MS = 2_000;

/**
 * Ids of open cases that no worker gets on with: Temporal has tried their last task again and again, and it failed each
 * time, mostly because a build does things in another order than their histories say (DET-15). They are not lost, and
 * go on by themselves under a build that fits. The server names a case after five tries, which take about a minute.
 * @throws Undelivered when Temporal does not answer
 */
export async function stuck({ engine, taskQueue }: Context): Promise<string[]> {
  const query = `ExecutionStatus = 'Running' AND TaskQueue = '${taskQueue}' AND TemporalReportedProblems IS NOT NULL`;
  return within(engine, PATIENCE_MS, async () => {
    const ids: string[] = [];
    for await (const { workflowId } of engine.workflow.list({ query, pageSize: AT_MOST })) {
      ids.push(workflowId);
      if (ids.length === AT_MOST) break;
    }
    return ids;
  });
}
