import { sql } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';
import { instant } from '../values.ts';

/**
 * The clock of a rehearsal has come this far, though nothing happened: what is written down next bears this time. Call it
 * only when the case is at rest, so that no older view of it is still on its way.
 */
export async function noteClock(ledger: Ledger, caseId: string, at: Instant): Promise<void> {
  await ledger
    .updateTable('cases')
    .set({ as_of: sql`greatest(as_of, ${instant(at)})` as never })
    .where('id', '=', caseId)
    .where('rehearsal', '=', true)
    .where('status', '!=', 'closed')
    .execute();
}
