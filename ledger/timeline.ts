import type { Instant } from '../domain/program/program.ts';
import type { LogEntry } from '../domain/program/state.ts';
import type { Ledger } from './connect.ts';
import type { TimelineEntry } from './schema.ts';
import { instant } from './values.ts';

export interface Entry extends LogEntry {
  caseId: string;
  /** The same key is stored once; without one, entries that say the same at the same instant are the same. */
  key?: string;
  intentId?: string;
}

/** Adds to the timeline. An entry that is there already is left alone. */
export async function addToTimeline(ledger: Ledger, given: Entry[]): Promise<void> {
  if (given.length > 0) await entries(ledger, given).execute();
}

/** The change that adds to the timeline; at least one entry. */
export function entries(ledger: Ledger, given: Entry[]) {
  const rows = given.map(({ caseId, key, intentId, at, round, what, about, because }) => ({
    case_id: caseId,
    key: key ?? [at, round, what, about ?? '', because ?? ''].join('|'),
    at: instant(at),
    round,
    what,
    about: about ?? null,
    because: because ?? null,
    intent_id: intentId ?? null,
  }));
  return ledger
    .insertInto('timeline')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['case_id', 'key']).doNothing());
}

/** The whole timeline of a case, oldest first. */
export async function timelineOf(ledger: Ledger, caseId: string, since?: Instant): Promise<TimelineEntry[]> {
  let query = ledger.selectFrom('timeline').selectAll().where('case_id', '=', caseId);
  if (since !== undefined) query = query.where('at', '>=', instant(since));
  return query.orderBy('at').orderBy('id').execute();
}
