import { Client, Connection, type WorkflowExecutionInfo } from '@temporalio/client';
import { connectionTo, converting, type TemporalOptions } from '../client/index.ts';
import { Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { sealing } from './sealing.ts';

/** Enough for every kind of case that a house runs, and replayed in well under a minute. */
const MOST = 200;

export interface Unfit {
  workflowId: string;
  because: string;
}

export interface ReplayOptions extends TemporalOptions {
  taskQueue: string;
  bundle: WorkflowBundleOption;
  /** How many cases at most. */
  most?: number;
}

/**
 * Replays the newest cases of the namespace, open and closed, on this code (DET-7): a case that does not replay would
 * stand still under it. Nothing is written and nothing is polled.
 * @throws ClientError FT-CLI-CODEC when a key is missing
 */
export async function replayRecent(given: ReplayOptions): Promise<{ replayed: number; failed: Unfit[] }> {
  const { namespace, taskQueue, bundle, most = MOST } = given;
  const connection = await Connection.connect(connectionTo(given));
  try {
    const { workflow } = new Client({ connection, namespace, ...converting(given) });
    const seen: WorkflowExecutionInfo[] = [];
    // The server lists the newest first.
    for await (const each of workflow.list({ query: `TaskQueue = '${taskQueue}'`, pageSize: most })) {
      seen.push(each);
      if (seen.length === most) break;
    }
    const histories = async function* () {
      for (const { workflowId, runId } of seen) {
        const history = await workflow.getHandle(workflowId, runId).fetchHistory();
        const [started] = history.events ?? [];
        // A key that is missing is said as such, before it looks like code that does not fit.
        await given.codec?.decode(started?.workflowExecutionStartedEventAttributes?.input?.payloads ?? []);
        yield { workflowId, history };
      }
    };
    const failed: Unfit[] = [];
    const options = { ...sealing(given, bundle), replayName: taskQueue };
    for await (const { workflowId, error } of Worker.runReplayHistories(options, histories()))
      if (error) failed.push({ workflowId, because: error.message });
    return { replayed: seen.length, failed };
  } finally {
    await connection.close();
  }
}

/** What whoever rolls out reads: the first cases, and what to do. */
export function unfit(failed: readonly Unfit[]): string {
  const first = failed.slice(0, 5).map(({ workflowId, because }) => `  ${workflowId}: ${because}`);
  const more = failed.length > first.length ? [`  and ${failed.length - first.length} more`] : [];
  return [
    `${failed.length} of the newest cases do not fit this code; nothing was polled. Keep the worker of before running:`,
    ...first,
    ...more,
  ].join('\n');
}
