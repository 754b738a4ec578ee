import { sql } from 'kysely';
import type { Evidence } from '../domain/gate/evidence.ts';
import type { Instant } from '../domain/program/program.ts';
import type { Ledger } from './connect.ts';

const MINUTE = 60_000;

/**
 * What the minute before `at` has seen: attempts that began, and overdue ones that were put off because there were too
 * many (TIM-4). Those that ask for it come one after the other, until the connection gives its locks back: else all of
 * them would see the same count.
 */
export async function releasedLately(
  connection: Ledger,
  at: Instant,
): Promise<NonNullable<Evidence['released']>> {
  await sql`select pg_advisory_lock(hashtextextended('backlog', 0))`.execute(connection);
  const [since, until] = [new Date(at - MINUTE), new Date(at)];
  const { rows } = await sql<{ sent: number; putOff: number }>`
    select
      (select count(*)::int from intents n join cases c on c.id = n.case_id
        where n.attempt and not c.rehearsal and n.started_at > ${since} and n.started_at <= ${until}) as sent,
      (select count(*)::int from decisions d
        where d.reason = 'backlog' and d.at > ${since} and d.at <= ${until}) as "putOff"`.execute(connection);
  return rows[0] ?? { sent: 0, putOff: 0 };
}
