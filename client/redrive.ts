import { setTimeout as sleep } from 'node:timers/promises';
import { pendingCases } from '../ledger/deliveries.ts';
import type { Context } from './context.ts';
import { dealWithWaiting } from './receive/deal.ts';
import { deliverCase } from './deliver/deliver.ts';
import { resumeErasures } from './erasure/carryOut.ts';
import { endTerminated } from './terminated.ts';

export interface Redrive {
  /** Ends after the delivery that is under way. */
  stop(): Promise<void>;
}

/** What one round of the redrive came to. */
export interface Redriven {
  /** Cases of which everything is delivered now. */
  delivered: number;
  /** Cases that Temporal did not take, with the reason. */
  waiting: { caseId: string; because: string }[];
}

export interface RedriveOptions {
  /** Milliseconds between two rounds; default 2,000. */
  everyMs?: number;
  /** Told after each round; the error if the ledger could not be read. */
  onRound?: (result: Redriven | Error) => void;
}

const PAGE = 100;
/** Milliseconds between two looks for what was terminated in Temporal; it must be known within a minute (MSG-12). */
const LOOK_EVERY = 15_000;
/** Deliveries at the same time: a case without a worker takes its whole patience, and must not hold up the others. */
const AT_ONCE = 8;

/** Delivers what could not be delivered before: openings, replies and commands, in order within a case. */
export async function redriveOnce(context: Context): Promise<Redriven> {
  await dealWithWaiting(context);
  const result: Redriven = { delivered: 0, waiting: [] };
  let after: string | undefined;
  for (;;) {
    const page = await pendingCases(context.ledger, { after, limit: PAGE });
    const left = [...page];
    const deliver = async () => {
      for (let caseId = left.shift(); caseId !== undefined; caseId = left.shift()) {
        const because = await deliverOne(context, caseId);
        if (because === null) result.delivered += 1;
        else result.waiting.push({ caseId, because });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, deliver));
    if (page.length < PAGE) return result;
    after = page.at(-1);
  }
}

/** One broken case must not keep the others waiting. */
async function deliverOne(context: Context, caseId: string): Promise<string | null> {
  try {
    return (await deliverCase(context, caseId))?.message ?? null;
  } catch (error) {
    return String(error);
  }
}

/** Redrives now and then every so often, until stopped; ends in the ledger what was terminated in Temporal, and goes on with erasures. Any number of processes may do it at once. */
export function startRedrive(context: Context, { everyMs = 2_000, onRound }: RedriveOptions = {}): Redrive {
  const stopping = new AbortController();
  const { signal } = stopping;
  const rounds = (async () => {
    let looked = 0;
    while (!signal.aborted) {
      if (Date.now() - looked >= LOOK_EVERY) {
        looked = Date.now();
        // Temporal away: the next look sees it as well.
        await endTerminated(context).catch(() => undefined);
        await resumeErasures(context).catch(() => undefined);
      }
      const result = await redriveOnce(context).catch((error: Error) => error);
      onRound?.(result);
      await sleep(everyMs, undefined, { signal }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await rounds;
    },
  };
}
