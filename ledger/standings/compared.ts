import { sql } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';

/** What of an open live case is compared with its run. */
export interface ComparedCase {
  id: string;
  status: string;
  waitingOn: string | null;
  nextAt: Instant | null;
  attempts: number;
  asOf: Instant;
  /** A run that is behind the ledger has tried to go on. */
  overtaken: boolean;
  /** It is in doubt, and Temporal has not been looked at since. */
  toCompare: boolean;
}

/** Open live cases that Temporal has been told of, by id. `after`: the last of the page before. */
export async function casesToCompare(ledger: Ledger, after: string, limit: number): Promise<ComparedCase[]> {
  const { rows } = await sql<ComparedCase>`
    select c.id, c.status, c.waiting_on as "waitingOn", c.next_at as "nextAt", c.attempts, c.as_of as "asOf",
      s.overtaken_at is not null as overtaken,
      (d.case_id is not null and d.cleared_at is null and d.compared_at is null) as "toCompare"
    from cases c left join standings s on s.case_id = c.id left join doubts d on d.case_id = c.id
    where c.closed_at is null and c.started_at is not null and not c.rehearsal and c.id > ${after}
    order by c.id limit ${limit}`.execute(ledger);
  return rows;
}

/** Those of these ids that the ledger has, and whether they have ended. */
export async function knownCases(
  ledger: Ledger,
  ids: readonly string[],
): Promise<Map<string, { closed: boolean; rehearsal: boolean }>> {
  if (ids.length === 0) return new Map();
  const rows = await ledger
    .selectFrom('cases')
    .select(['id', 'closed_at', 'rehearsal'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map(({ id, closed_at, rehearsal }) => [id, { closed: closed_at !== null, rehearsal }]));
}

/** Clocks of the ledger's callers and of Temporal differ by less. */
const CLOCKS_DIFFER = 5 * 60_000;

/**
 * What a lost run had been told and the next one does not know is told again: replies that nobody has dealt with, and
 * requests that it had taken since it last told the ledger how the case stands.
 */
export async function tellAgain(
  ledger: Ledger,
  caseId: string,
  { seen, since }: { seen: readonly string[]; since: Instant },
): Promise<void> {
  const known = sql`id <> all(${[...seen]}::text[])`;
  await sql`update inbound set delivered_at = null, after_end = false
    where case_id = ${caseId} and released_at is null and delivered_at is not null and ${known}`.execute(
    ledger,
  );
  await sql`update commands set delivered_at = null, answered_at = null, answer = null
    where case_id = ${caseId} and error is null and ${known}
      and answered_at > ${new Date(Math.max(0, since - CLOCKS_DIFFER))}::timestamptz`.execute(ledger);
}
