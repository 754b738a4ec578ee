import { sql } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';
import { instant } from '../values.ts';

/**
 * Takes the turn to look something up at a carrier. Of several programs one gets it, and nobody before `every`
 * milliseconds have passed.
 * @returns up to where it has been read; `mine`: false: somebody else has looked just now
 */
export async function takeTurn(
  ledger: Ledger,
  { name, at, every }: { name: string; at: Instant; every: number },
): Promise<{ mine: false } | { mine: true; readUntil: Instant | null }> {
  const { rows } = await sql<{ readUntil: Instant | null }>`
    insert into carrier_positions (name, looked_at) values (${name}, ${instant(at)})
    on conflict (name) do update set looked_at = excluded.looked_at
      where carrier_positions.looked_at <= ${instant(at - every)}
    returning read_until as "readUntil"`.execute(ledger);
  const row = rows[0];
  return row ? { mine: true, readUntil: row.readUntil } : { mine: false };
}

/** Everything up to this moment has been kept. It never goes back. */
export async function keepReadUntil(ledger: Ledger, name: string, readUntil: Instant): Promise<void> {
  await sql`update carrier_positions set read_until = greatest(read_until, ${instant(readUntil)})
    where name = ${name}`.execute(ledger);
}
