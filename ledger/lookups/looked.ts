import { sql } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';
import { instant, json } from '../values.ts';
import type { LookUpRows } from './rows.ts';

/** One look-up and what it found. */
export interface LookedUp {
  caseId: string;
  name: string;
  connector: string;
  kind: LookUpRows['kind'];
  at: Instant;
  finding: string;
  reason: string | null;
  about: string[];
  /** SHA-256 of the answer; null: nothing could be read. */
  evidence: string | null;
  /** It decided, and a person is asked because of it. */
  asked: boolean;
}

/** Keeps what was looked up, whatever came of it. */
export async function recordLookUps(ledger: Ledger, given: LookedUp[]): Promise<void> {
  if (given.length === 0) return;
  const rows = given.map(({ caseId, at, about, ...plain }) => ({
    ...plain,
    case_id: caseId,
    at: instant(at),
    about: json(about),
  }));
  await ledger.insertInto('look_ups').values(rows).execute();
}

export interface Remark {
  caseId: string;
  name: string;
  at: Instant;
  text: string;
}

/** Something for the report; said once, however often it is seen. */
export async function addRemarks(ledger: Ledger, remarks: Remark[]): Promise<void> {
  if (remarks.length === 0) return;
  await ledger
    .insertInto('remarks')
    .values(remarks.map(({ caseId, at, ...plain }) => ({ ...plain, case_id: caseId, at: instant(at) })))
    .onConflict((conflict) => conflict.columns(['case_id', 'text']).doNothing())
    .execute();
}

/** What the report says of a case besides its outcome, oldest first. */
export async function remarksOf(ledger: Ledger, caseId: string): Promise<Remark[]> {
  const rows = await ledger
    .selectFrom('remarks')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('at')
    .orderBy('text')
    .execute();
  return rows.map(({ case_id, ...plain }) => ({ caseId: case_id, ...plain }));
}

/** What earlier look-ups of a case mean for the next one. */
export interface LookUpHistory {
  /** What a person has dealt with, in the words of `about`. */
  settled: string[];
  names: Record<string, NameHistory>;
}

export interface NameHistory {
  /** The last look that found nothing to read: newer things only need to be asked for. */
  clearAt: Instant | null;
  /** Since when it cannot be read, without a person having looked meanwhile. */
  unreadableSince: Instant | null;
  /** When a person last looked by hand, and said to go on. */
  byHandAt: Instant | null;
}

/**
 * Reads it as one statement. A person has dealt with a finding when the check that it caused is done, or the
 * discrepancy was accepted; they have looked by hand when such a check says `go-on`.
 */
export async function lookUpHistory(ledger: Ledger, caseId: string): Promise<LookUpHistory> {
  const { rows } = await sql<LookUpHistory>`
    with checks as (
      select t.closed_at, t.option from tasks t
        where t.case_id = ${caseId} and t.kind = 'check' and t.state = 'done'
    ), looks as (
      select l.*, (select min(c.closed_at) from checks c where l.asked and c.closed_at >= l.at) as checked_at
        from look_ups l where l.case_id = ${caseId}
    ), settled as (
      select jsonb_array_elements_text(about) as what from looks
        where checked_at is not null and finding in ('hold', 'discrepancy')
      union
      select d.about from discrepancies d join tasks t on t.case_id = d.case_id and t.key = d.task
        where d.case_id = ${caseId} and t.state = 'done' and t.option = 'accepted'
    ), readable as (
      select name, max(id) as last_id from looks where finding <> 'unreadable' or checked_at is not null group by name
    ), names as (
      select l.name,
        max(l.at) filter (where l.finding = 'clear') as clear_at,
        min(l.at) filter (where l.finding = 'unreadable' and l.id > coalesce(r.last_id, 0)) as unreadable_since,
        max(l.checked_at) filter (where l.finding = 'unreadable'
          and exists (select from checks c where c.closed_at = l.checked_at and c.option = 'go-on')) as by_hand_at
      from looks l left join readable r on r.name = l.name group by l.name
    )
    select coalesce((select json_agg(what) from settled), '[]') as settled,
      coalesce((select json_object_agg(name, json_build_object(
        'clearAt', floor(extract(epoch from clear_at) * 1000),
        'unreadableSince', floor(extract(epoch from unreadable_since) * 1000),
        'byHandAt', floor(extract(epoch from by_hand_at) * 1000))) from names), '{}') as names`.execute(
    ledger,
  );
  return rows[0] ?? { settled: [], names: {} };
}
