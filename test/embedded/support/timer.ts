import { randomUUID } from 'node:crypto';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import proto from '@temporalio/proto';

const { CommandType, EventType } = proto.temporal.api.enums.v1;
const namespace = 'followthrough';

/** Runs a call on a connection of its own: servers come and go in these tests. */
export async function withConnection<T>(
  address: string,
  use: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await Connection.connect({ address });
  try {
    return await use(connection);
  } finally {
    await connection.close();
  }
}

/** Starts a workflow that waits on a timer, by raw calls in place of a worker. */
export async function startTimer(connection: Connection, workflowId: string, seconds: number): Promise<void> {
  const service = connection.workflowService;
  const taskQueue = { name: workflowId };
  await service.startWorkflowExecution({
    namespace,
    workflowId,
    requestId: randomUUID(),
    workflowType: { name: 'timer' },
    taskQueue,
  });
  const { taskToken } = await connection.withDeadline(Date.now() + 20_000, () =>
    service.pollWorkflowTaskQueue({ namespace, taskQueue }),
  );
  const startTimerCommandAttributes = { timerId: 'wait', startToFireTimeout: msToTs(seconds * 1000) };
  const commands = [{ commandType: CommandType.COMMAND_TYPE_START_TIMER, startTimerCommandAttributes }];
  await service.respondWorkflowTaskCompleted({ namespace, taskToken, commands });
}

/** Waits until the workflow's timer is in its history, and returns how often it fired. */
export async function timerFired(
  connection: Connection,
  workflowId: string,
  within = 15_000,
): Promise<number> {
  for (const until = Date.now() + within; ; await new Promise((done) => setTimeout(done, 100))) {
    const execution = { workflowId };
    const { history } = await connection.workflowService.getWorkflowExecutionHistory({
      namespace,
      execution,
    });
    const fired = (history?.events ?? []).filter(
      (e) => e.eventType === EventType.EVENT_TYPE_TIMER_FIRED,
    ).length;
    if (fired > 0 || Date.now() > until) return fired;
  }
}
