import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Worker } from '@temporalio/worker';

test('DET-13: a counter of one run is not seen by another run in the same worker', async () => {
  const address = process.env['TEMPORAL_ADDRESS'] ?? '';
  const taskQueue = `isolation-${randomUUID()}`;
  const namespace = 'followthrough';
  const workflowBundle = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('./support/counting.ts', import.meta.url)),
    logger: new DefaultLogger('WARN'),
  });
  const connection = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue,
    workflowBundle,
  });
  const near = await Connection.connect({ address });
  const { workflow } = new Client({ connection: near, namespace });
  try {
    const counted = await worker.runUntil(async () => {
      const runs = Array.from({ length: 5 }, (_, index) =>
        workflow.execute('counting', { taskQueue, workflowId: `${taskQueue}-${index}` }),
      );
      return Promise.all(runs);
    });
    expect(counted).toEqual([2, 2, 2, 2, 2]);
  } finally {
    await near.close();
    await connection.close();
  }
}, 60_000);
