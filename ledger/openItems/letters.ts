import { type RawBuilder, sql } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';

/** A letter that is on record as printed, with what it said. */
export interface LoggedLetter {
  /** Of the command that logged it. */
  id: string;
  caseId: string;
  /** Key of the review's task. */
  task: string;
  at: Instant;
  letter: object;
}

/** Which: the one of a command, those whose command's id begins like this, or those of a review. */
type Of = { id: string } | { begins: string } | { caseId: string; task: string };

/** Letters that were logged, in that order. */
export async function loggedLetters(ledger: Ledger, of: Of): Promise<LoggedLetter[]> {
  const { rows } = await sql<LoggedLetter>`
    select id, case_id as "caseId", args ->> 'task' as task, args -> 'letter' as letter,
      floor(extract(epoch from created_at) * 1000)::float8 as at
    from commands where name = 'logAction' and error is null and args ? 'letter' and ${whose(of)}
    order by created_at, id`.execute(ledger);
  return rows;
}

function whose(of: Of): RawBuilder<boolean> {
  if ('id' in of) return sql`id = ${of.id}`;
  if ('begins' in of) return sql`starts_with(id, ${of.begins})`;
  return sql`case_id = ${of.caseId} and args ? 'task' and args ->> 'task' = ${of.task}`;
}
