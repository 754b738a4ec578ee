import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';

export interface Upkeep {
  /** Ends after the round that is under way. */
  stop(): Promise<void>;
}

const EVERY_MS = 5_000;

/**
 * Looks after things in rounds until stopped, every few seconds. Any number of processes may do it at once. One that
 * fails is said and tried again, and holds up none of the others.
 * @param jobs what is looked after, in words for the log, and how
 */
export function startUpkeep(
  jobs: Record<string, () => Promise<unknown>>,
  { log, everyMs = EVERY_MS }: { log: Logger; everyMs?: number },
): Upkeep {
  const stopping = new AbortController();
  const { signal } = stopping;
  const rounds = (async () => {
    while (!signal.aborted) {
      for (const [what, job] of Object.entries(jobs))
        await job().catch((error: unknown) =>
          log.warn({ err: error }, `${what} could not be looked after; trying again`),
        );
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
