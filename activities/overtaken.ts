import { ApplicationFailure } from '@temporalio/activity';
import type { Speaking } from '../domain/program/turn.ts';
import type { Ledger } from '../ledger/connect.ts';
import type { Case } from '../ledger/schema.ts';
import { isOvertaken } from '../ledger/standings/standings.ts';

/**
 * A run that has not said the ledger's last word itself does nothing more: it, or the ledger, comes from an older copy, and
 * what it wants may have been done or decided otherwise. The reconciliation replaces it.
 */
export async function refuseOvertaken(
  ledger: Ledger,
  { id, rehearsal }: Case,
  { speaking }: { speaking?: Speaking },
): Promise<void> {
  // A rehearsal reaches nobody, and nobody replaces its run.
  if (speaking && !rehearsal && (await isOvertaken(ledger, id, speaking)))
    throw ApplicationFailure.nonRetryable('The ledger has heard from another run of this case.', 'overtaken');
}
