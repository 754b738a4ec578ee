import { sql } from 'kysely';
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

/** An entry about a command has what that person said with it, and the date they named. */
export type ToldEntry = TimelineEntry & {
  said_by: string | null;
  said: string | null;
  said_until: Instant | null;
};

/** The whole timeline of a case, oldest first. */
export async function timelineOf(ledger: Ledger, caseId: string, since?: Instant): Promise<ToldEntry[]> {
  let query = ledger
    .selectFrom('timeline as t')
    .leftJoin('commands as k', (join) =>
      join.onRef('k.id', '=', 't.about').onRef('k.case_id', '=', 't.case_id'),
    )
    .selectAll('t')
    .select(['k.actor as said_by', sql<string | null>`k.args ->> 'note'`.as('said')])
    .select(sql<Instant | null>`(k.args ->> 'until')::float8`.as('said_until'))
    .where('t.case_id', '=', caseId);
  if (since !== undefined) query = query.where('t.at', '>=', instant(since));
  return query.orderBy('t.at').orderBy('t.id').execute();
}
