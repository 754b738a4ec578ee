import { sql } from 'kysely';
import type { Ledger } from '../connect.ts';
import { APART } from '../tasks/priority.ts';

/** An open case by the ledger, and what is written down that will touch it. */
export interface OpenCase {
  id: string;
  /** Temporal has been told of it. */
  started: boolean;
  waitingOn: string | null;
  nextAt: number | null;
  rehearsal: boolean;
  /** A task that somebody has, or a message or request that is still to be delivered. */
  expected: boolean;
}

/** Every open case with what it waits for; `after` is the last of the page before. */
export async function openCasesWithWhatComes(
  ledger: Ledger,
  after: string,
  limit: number,
): Promise<OpenCase[]> {
  const { rows } = await sql<OpenCase>`
    select c.id, c.started_at is not null as started, c.waiting_on as "waitingOn", c.next_at as "nextAt", c.rehearsal,
      (exists (select from tasks t where t.case_id = c.id and t.state = 'open')
        or exists (select from commands k where k.case_id = c.id and k.answered_at is null)
        or exists (select from inbound i where i.case_id = c.id and i.delivered_at is null)) as expected
    from cases c where c.closed_at is null and c.id > ${after} order by c.id limit ${limit}`.execute(ledger);
  return rows;
}

/** Open tasks of cases that have ended, but those that are about the end: whatever is answered, nothing follows from it. */
export async function tasksOfClosedCases(
  ledger: Ledger,
  limit: number,
): Promise<{ caseId: string; task: string }[]> {
  return ledger
    .selectFrom('tasks as t')
    .innerJoin('cases as c', 'c.id', 't.case_id')
    .select(['c.id as caseId', 't.key as task'])
    .where('t.state', '=', 'open')
    .where('c.closed_at', 'is not', null)
    .where('t.kind', 'not in', [...APART, 'left-over'])
    .orderBy('c.id')
    .limit(limit)
    .execute();
}
