import { randomUUID } from 'node:crypto';
import type { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { untilAnswered } from './retry.ts';

const COMPLETE_WORKFLOW = 1;
const TASK_QUEUE = 'followthrough-probe';

/**
 * Starts, signals and finishes a workflow by raw calls, without a worker: this passes through frontend, history,
 * matching and store, while an open port or a health answer says nothing of them (SRV-6). Returns milliseconds.
 */
export async function probeTemporal(
  connection: Connection,
  namespace: string,
  signal: AbortSignal = AbortSignal.timeout(60_000),
): Promise<number> {
  const begun = Date.now();
  const service = connection.workflowService;
  const workflowId = `followthrough-probe-${randomUUID()}`;
  const taskQueue = { name: `${TASK_QUEUE}-${workflowId}` };
  const execution = { workflowId };
  const ask = <T>(call: () => Promise<T>) => untilAnswered(call, signal);
  const requestId = randomUUID();

  await ask(() =>
    service.startWorkflowExecution({
      namespace,
      workflowId,
      requestId,
      workflowType: { name: 'probe' },
      taskQueue,
      workflowRunTimeout: msToTs('1 minute'),
    }),
  );
  await ask(() =>
    service.signalWorkflowExecution({ namespace, workflowExecution: execution, signalName: 'probe', requestId }),
  );
  const { taskToken } = await ask(() => service.pollWorkflowTaskQueue({ namespace, taskQueue, identity: workflowId }));
  await ask(() =>
    service.respondWorkflowTaskCompleted({
      namespace,
      taskToken,
      identity: workflowId,
      commands: [{ commandType: COMPLETE_WORKFLOW, completeWorkflowExecutionCommandAttributes: {} }],
    }),
  );
  await ask(() => service.deleteWorkflowExecution({ namespace, workflowExecution: execution }));
  return Date.now() - begun;
}
