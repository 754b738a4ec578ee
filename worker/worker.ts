import { NativeConnection, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import type { Activities } from '../activities/contract.ts';
import { connectionTo, reached, type TemporalOptions } from '../client/index.ts';
import { bundleWorkflows } from './bundle.ts';
import { requireNode } from './node.ts';
import { renewConnection } from './renewed.ts';
import { sealing } from './sealing.ts';

export const TASK_QUEUE = 'followthrough';

/** A cached waiting case costs about 227 KB; sleeping cases need none, so the cache stays small. */
const CACHED_CASES = 300;

export interface WorkerOptions extends TemporalOptions {
  taskQueue?: string;
  activities: Activities;
  /** Prebuilt workflow code; built on the spot when absent (two to three seconds). */
  bundle?: WorkflowBundleOption;
  /** Cases kept in memory between their tasks; 0 replays each from its history. */
  cachedCases?: number;
  /** Milliseconds between two looks at keys and certificates that may change. */
  lookEvery?: number;
}

export interface RunningWorker {
  /** Resolves when the worker has ended, rejects when it failed. */
  done: Promise<void>;
  state(): string;
  /** Lets running work finish for up to 30 s, longer than any one provider call (SRV-13), then ends. */
  stop(): Promise<void>;
}

/** Starts polling. Resolves when the worker polls. */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  requireNode();
  const bundle = options.bundle ?? (await bundleWorkflows());
  const connection = await connected(options);
  const worker = await Worker.create({
    connection,
    namespace: options.namespace,
    taskQueue: options.taskQueue ?? TASK_QUEUE,
    // The default names the machine; histories are shown to support and kept as test data.
    identity: `followthrough-worker-${process.pid}`,
    ...sealing(options, bundle),
    activities: options.activities,
    maxCachedWorkflows: options.cachedCases ?? CACHED_CASES,
    maxConcurrentWorkflowTaskPolls: 5,
    maxConcurrentActivityTaskPolls: 5,
    maxConcurrentWorkflowTaskExecutions: 20,
    maxConcurrentActivityTaskExecutions: 50,
    shutdownGraceTime: '30 seconds',
    shutdownForceTime: '45 seconds',
  });
  const done = ranUntilEnd(worker, renewConnection(worker, options, options.lookEvery));
  return {
    done,
    state: () => worker.getState(),
    async stop() {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await done;
    },
  };
}

async function connected(options: TemporalOptions): Promise<NativeConnection> {
  try {
    return await NativeConnection.connect(connectionTo(options));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`no Temporal server answers at ${reached(options)}: ${reason}`, { cause: error });
  }
}

async function ranUntilEnd(worker: Worker, endRenewal: () => Promise<void>): Promise<void> {
  try {
    await worker.run();
  } finally {
    await endRenewal();
    await worker.connection?.close();
  }
}
