import { randomUUID } from 'node:crypto';
import type { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import proto from '@temporalio/proto';
import { untilAnswered } from './retry.ts';

const { CommandType, TaskQueueKind } = proto.temporal.api.enums.v1;
const POLL = 20_000;

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
  const taskQueue = { name: workflowId, kind: TaskQueueKind.TASK_QUEUE_KIND_NORMAL };
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
    service.signalWorkflowExecution({
      namespace,
      workflowExecution: execution,
      signalName: 'probe',
      requestId,
    }),
  );
  const taskToken = await ask(() => pollOnce(connection, namespace, taskQueue));
  await ask(() =>
    service.respondWorkflowTaskCompleted({
      namespace,
      taskToken,
      identity: workflowId,
      commands: [
        {
          commandType: CommandType.COMMAND_TYPE_COMPLETE_WORKFLOW_EXECUTION,
          completeWorkflowExecutionCommandAttributes: {},
        },
      ],
    }),
  );
  await ask(() => service.deleteWorkflowExecution({ namespace, workflowExecution: execution }));
  return Date.now() - begun;
}

/** The server takes polls only with a deadline, and answers without a task shortly before it. */
async function pollOnce(
  connection: Connection,
  namespace: string,
  taskQueue: { name: string },
): Promise<Uint8Array> {
  const request = { namespace, taskQueue, identity: taskQueue.name };
  const poll = () => connection.workflowService.pollWorkflowTaskQueue(request);
  const { taskToken } = await connection.withDeadline(Date.now() + POLL, poll);
  if (taskToken.length === 0) throw new Error('The server accepted a workflow but gave out no task of it');
  return taskToken;
}
