import proto, { type temporal } from '@temporalio/proto';
import type { Stage } from '../../client/support/stage.ts';

type History = temporal.api.history.v1.IHistory;

const UNHANDLED_COMMAND =
  proto.temporal.api.enums.v1.WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND;

/** The histories of all runs of a case, oldest first. */
export async function allRuns({ client }: Stage, id: string): Promise<History[]> {
  const { workflow } = client.engine;
  const runs: History[] = [];
  let runId: string | null | undefined = (await workflow.getHandle(id).describe()).runId;
  while (runId) {
    const run: History = await workflow.getHandle(id, runId).fetchHistory();
    runs.unshift(run);
    runId = run.events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId;
  }
  return runs;
}

/** Why workflow tasks failed. A message that comes while a run closes makes it try again: that is no failure. */
export function failedTasks({ events }: History): string[] {
  return (events ?? []).flatMap(({ workflowTaskFailedEventAttributes: failed }) =>
    failed && failed.cause !== UNHANDLED_COMMAND ? [failed.failure?.message ?? String(failed.cause)] : [],
  );
}

/** How often a timer and a signal came to the workflow in the same task. */
export function timerAndSignalTogether({ events }: History): number {
  let together = 0;
  let timer = false;
  let signal = false;
  for (const event of events ?? []) {
    if (event.timerFiredEventAttributes) timer = true;
    if (event.workflowExecutionSignaledEventAttributes) signal = true;
    if (!event.workflowTaskStartedEventAttributes) continue;
    if (timer && signal) together += 1;
    timer = false;
    signal = false;
  }
  return together;
}
