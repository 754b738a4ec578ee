import { type RawBuilder, sql } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';
import { instant } from '../values.ts';
import { ATTEMPTS, LOST } from './attempts.ts';
import {
  attemptEvents,
  counted,
  endedEvents,
  openedEvents,
  reopenedEvents,
  ripeness,
  versions,
} from './cases.ts';
import { decidedEvents, optOutEvents, undeliveredEvents } from './people.ts';
import { answers, LATE_REPLY_EVENTS, REPLY_EVENTS, ROUNDS } from './replies.ts';
import { beginOf, type Scope, weekOf } from './scope.ts';

export type Figure =
  | 'opened'
  | 'attempted'
  | 'replied'
  | 'replied-late'
  | 'ended'
  | 'reopened'
  | 'decided'
  | 'undelivered'
  | 'opted-out';

/** What of one kind happened in one week to cases of one version. */
export interface Cell {
  figure: Figure;
  /** Index of the week in the report. */
  week: number;
  /** Of the procedure's files. */
  hash: string;
  /** The cases are old enough to be compared; see `readCells`. */
  ripe: boolean;
  /** The outcome, or the number of attempts before a reply. */
  kind: string | null;
  count: number;
  /** Attempts of the ended cases together. */
  attempts: number | null;
  /** Milliseconds, one for each, in no order. */
  took: number[] | null;
}

export interface Cells {
  cells: Cell[];
  /** Cases that opened in the weeks, but before this instant, are ripe; null: none has ended yet. */
  ripeBefore: Instant | null;
}

/**
 * Counts what happened in each week, for each version of the procedure. One statement, so that all figures are of one
 * moment. Times come as they are: their medians are found faster here than there.
 *
 * What happened in a week says little about a version that is new: only its quick cases have come to something yet, and
 * only the slow ones of its predecessor are left. So what happened to ripe cases is counted as well: those that opened
 * in the weeks and have had as much time as nine ends in ten take.
 */
export async function readCells(ledger: Ledger, scope: Scope): Promise<Cells> {
  const week = weekOf(scope);
  const ripe = sql`coalesce(opened_at >= ${instant(beginOf(scope))} and opened_at < before, false) as ripe`;
  const counting = sql<Cell & { ripeBefore: Instant | null }>`
    with versions as materialized (${versions(scope)}),
      counted as materialized (${counted(scope)}),
      lost as materialized (${LOST}),
      attempts as materialized (${ATTEMPTS}),
      rounds as materialized (${ROUNDS}),
      answers as materialized (${answers(scope)}),
      ripeness as materialized (${ripeness(scope)}),
      timed as (select figure, ${week} as week, v, ${ripe}, kind, attempts, ms from (${all(timed(scope))}) e, ripeness),
      happened as (select figure, ${week} as week, v, ${ripe} from (${all(untimed(scope))}) e, ripeness),
      found as (
        select figure, week, v, ripe, kind, count(*)::int as count, sum(attempts) as attempts,
          json_agg(ms::bigint) as took
        from timed group by figure, week, v, ripe, kind
        union all
        select figure, week, v, ripe, null, count(*)::int, null, null from happened group by figure, week, v, ripe)
    select figure, week, hash, ripe, kind, count, attempts, took, before as "ripeBefore"
    from found join versions using (v), ripeness`;
  const { rows } = await ledger.transaction().execute(async (tx) => {
    // With the server's usual 4 MB it would sort on disk, twice as slowly.
    await sql`set local work_mem = '64MB'`.execute(tx);
    return counting.execute(tx);
  });
  return { cells: rows, ripeBefore: rows[0]?.ripeBefore ?? null };
}

/** What is only counted: (figure, v, at, opened_at). */
function untimed(scope: Scope): RawBuilder<unknown>[] {
  return [
    openedEvents(scope),
    attemptEvents(scope),
    LATE_REPLY_EVENTS,
    reopenedEvents(scope),
    undeliveredEvents(scope),
    optOutEvents(scope),
  ];
}

/** What took its time: (figure, v, at, opened_at, kind, ms, attempts). */
function timed(scope: Scope): RawBuilder<unknown>[] {
  return [REPLY_EVENTS, endedEvents(scope), decidedEvents(scope)];
}

function all(parts: RawBuilder<unknown>[]): RawBuilder<unknown> {
  return sql.join(parts, sql` union all `);
}
