import type { Logger } from 'pino';
import { type Followthrough, FOUND } from '../client/index.ts';

/** Milliseconds between two questions whether it is time. */
export const RECONCILED_EVERY = 15_000;

/** What is looked after so that ledger and Temporal agree (LED-7); what was put right is in the log and in the case. */
export function reconcileUpkeep(client: Followthrough, log: Logger): Record<string, () => Promise<unknown>> {
  return {
    'the cases in ledger and Temporal': async () => {
      const done = await client.reconcileInRounds();
      for (const { caseId, found, because } of done?.found ?? [])
        log.warn({ case: caseId, found, ...(because ? { because } : {}) }, FOUND[found]);
    },
  };
}
