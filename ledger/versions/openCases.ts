import { sql } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';
import type { Case } from '../schema.ts';

export interface StoredVersion {
  hash: string;
  version: number;
  firstSeen: Instant;
  by: string;
  /** Live cases that are open and follow it. */
  open: number;
}

/** Every version of a procedure that the ledger has, oldest first. */
export async function versionsOf(ledger: Ledger, name: string): Promise<StoredVersion[]> {
  return ledger
    .selectFrom('procedures as p')
    .select(['p.hash', 'p.version', 'p.recorded_at as firstSeen', 'p.recorded_by as by'])
    .select((eb) =>
      eb
        .selectFrom('cases as c')
        .select(sql<number>`count(*)::int`.as('open'))
        .whereRef('c.procedure', '=', 'p.name')
        .whereRef('c.hash', '=', 'p.hash')
        .where('c.closed_at', 'is', null)
        .where('c.rehearsal', '=', false)
        .$asScalar()
        .$notNull()
        .as('open'),
    )
    .where('p.name', '=', name)
    .orderBy('p.recorded_at')
    .orderBy('p.hash')
    .execute();
}

export interface OpenCases {
  procedure?: string | undefined;
  /** Cases whose procedure counts by this calendar. */
  calendar?: string | undefined;
  /** These cases only, rehearsals among them. */
  cases?: readonly string[] | undefined;
  /** The last of the page before. */
  after?: string | undefined;
  limit: number;
}

/** Open cases by their ids, a page at a time. Rehearsals only where they are named. */
export async function openCasesOf(ledger: Ledger, given: OpenCases): Promise<Case[]> {
  const { procedure, calendar, cases, after, limit } = given;
  let query = ledger.selectFrom('cases as c').selectAll('c').where('c.closed_at', 'is', null);
  if (procedure !== undefined) query = query.where('c.procedure', '=', procedure);
  if (calendar !== undefined) {
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom('procedures as p')
          .select('p.hash')
          .whereRef('p.hash', '=', 'c.hash')
          .where(sql<string>`coalesce(c.calendar, p.decoded -> 'clock' ->> 'calendar')`, '=', calendar),
      ),
    );
  }
  query = cases ? query.where('c.id', 'in', [...cases]) : query.where('c.rehearsal', '=', false);
  if (after !== undefined) query = query.where('c.id', '>', after);
  return query.orderBy('c.id').limit(limit).execute();
}
