import { sql } from 'kysely';
import type { Ledger } from '../connect.ts';

/**
 * Whether it is this process's turn to do what one of several does every so often. It says yes once in that time,
 * whoever asks.
 */
export async function takeRound(ledger: Ledger, name: string, everyMs: number): Promise<boolean> {
  const { rows } = await sql`
    insert into rounds (name, begun_at) values (${name}, now())
    on conflict (name) do update set begun_at = excluded.begun_at
      where rounds.begun_at <= now() - make_interval(secs => ${everyMs / 1_000})
    returning name`.execute(ledger);
  return rows.length > 0;
}
