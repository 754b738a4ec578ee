import type { Instant } from '../domain/program/program.ts';
import type { Case } from '../ledger/schema.ts';

/** Now, for what is written down about a case: the wall clock, or the last moment known of a rehearsal's own clock. */
export function caseNow(row: Case): Instant {
  return row.rehearsal ? Math.max(row.as_of, row.opened_at) : Date.now();
}
