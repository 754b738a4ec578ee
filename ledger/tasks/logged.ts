import { sql } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';

/**
 * Keeps with the task of a review what was done about it, and who did: Temporal knows no person, so it is whoever asked
 * for that action last. The same again is kept once.
 */
export async function logAction(
  tx: Ledger,
  given: { caseId: string; key: string; action: string; at: Instant },
): Promise<void> {
  const { caseId, key, action, at } = given;
  const entry = JSON.stringify([{ action, at }]);
  await sql`
    update tasks set logged = logged || jsonb_build_array(jsonb_build_object('action', ${action}::text, 'at', ${at}::bigint,
      'by', (select k.actor from commands k where k.case_id = ${caseId} and k.args ->> 'task' = ${key}
        and k.args ? 'task' and k.name = 'logAction' and k.args ->> 'action' = ${action} and k.error is null
        order by k.created_at desc limit 1)))
    where case_id = ${caseId} and key = ${key} and not logged @> ${entry}::jsonb`.execute(tx);
}

/** What was logged then has come to nothing: it is no longer with the task. The same again changes nothing. */
export async function takeBackAction(
  tx: Ledger,
  given: { caseId: string; key: string; action: string; at: Instant },
): Promise<void> {
  const { caseId, key, action, at } = given;
  await sql`
    update tasks set logged = (select coalesce(jsonb_agg(e.done order by e.place), '[]'::jsonb)
      from jsonb_array_elements(logged) with ordinality as e (done, place)
      where not e.done @> jsonb_build_object('action', ${action}::text, 'at', ${at}::bigint))
    where case_id = ${caseId} and key = ${key}`.execute(tx);
}
