import { setTimeout as sleep } from 'node:timers/promises';
import { LedgerUnavailable } from '../../ledger/errors.ts';

/** A restart of the database takes some seconds; a list is not given up for it. */
const WAITS_MS = [200, 500, 1_000, 2_000, 5_000, 10_000];

/** Does it again while the ledger is away. @throws LedgerUnavailable when it stays away */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (const wait of WAITS_MS) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof LedgerUnavailable)) throw error;
      await sleep(wait);
    }
  }
  return work();
}
