import proto from '@temporalio/proto';
import { sql } from 'kysely';
import type { Instant } from '../domain/program/program.ts';
import { overdueFeeds } from '../ledger/inbox/feeds.ts';
import { type ChannelState, channels } from './channels.ts';
import type { Context } from './context.ts';
import { within } from './engine.ts';
import { stuck } from './stuck.ts';

/** A part that answers, or why it does not. */
export interface Part {
  ok: boolean;
  because?: string;
}

export interface Health {
  ledger: Part;
  temporal: Part;
  /** A worker has asked for work within the last minute. */
  worker: Part;
  /** Open cases that no worker gets on with, at most a hundred; null: not known while Temporal does not answer. */
  stuck: string[] | null;
  /** Channels that are off or failing; null: not known while the ledger does not answer. */
  channels: ChannelState[] | null;
  /** What comes in and has not been read for too long, since when and why; null: not known while the ledger does not answer. */
  unread: { name: string; since: Instant; because?: string }[] | null;
}

const POLLED_WITHIN_MS = 60_000;
const PATIENCE_MS = 2_000;

/** Whether the ledger, Temporal and a worker answer right now, and which cases stand still. Never throws. */
export async function health(context: Context): Promise<Health> {
  const [ledger, polled, standing, off, unread] = await Promise.all([
    ledgerAnswers(context),
    lastPoll(context),
    stuck(context).catch(() => null),
    channels(context).then(
      (all) => all.filter(({ state }) => state !== 'on'),
      () => null,
    ),
    overdueFeeds(context.ledger, Date.now()).then(
      (all) =>
        all.map(({ name, since, because }) => ({ name, since, ...(because === null ? {} : { because }) })),
      () => null,
    ),
  ]);
  if (polled instanceof Error) {
    const unknown = { ok: false, because: 'not known while Temporal does not answer' };
    return {
      ledger,
      temporal: { ok: false, because: polled.message },
      worker: unknown,
      stuck: null,
      channels: off,
      unread,
    };
  }
  const recent = polled !== null && Date.now() - polled < POLLED_WITHIN_MS;
  const worker = recent ? { ok: true } : { ok: false, because: `no worker polls ${context.taskQueue}` };
  return { ledger, temporal: { ok: true }, worker, stuck: standing, channels: off, unread };
}

async function ledgerAnswers({ ledger }: Context): Promise<Part> {
  try {
    await sql`select 1`.execute(ledger);
    return { ok: true };
  } catch (error) {
    return { ok: false, because: error instanceof Error ? error.message : String(error) };
  }
}

async function lastPoll({ engine, taskQueue }: Context): Promise<number | null | Error> {
  try {
    const { pollers } = await within(engine, PATIENCE_MS, () =>
      engine.workflowService.describeTaskQueue({
        namespace: engine.options.namespace,
        taskQueue: { name: taskQueue },
        taskQueueType: proto.temporal.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
      }),
    );
    const times = (pollers ?? []).map(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1_000);
    return times.length > 0 ? Math.max(...times) : null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
