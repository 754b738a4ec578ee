import { sql } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';
import { instant } from '../values.ts';

/** Between two messages in one conversation, in milliseconds (SND-13). */
const APART_MS = 1_000;

/**
 * Takes the next turn of a conversation, whichever process asks.
 * @param longest the turn is not taken when it is further away than this, in milliseconds
 * @returns milliseconds until it comes; more than `longest`: it was not taken
 */
export async function takeTurn(
  ledger: Ledger,
  { channel, now, longest }: { channel: string; now: Instant; longest: number },
): Promise<number> {
  const { rows } = await sql<{ at: number }>`
    insert into slack_turns as t (channel, next_at) values (${channel}, ${instant(now + APART_MS)})
    on conflict (channel) do update set next_at = greatest(t.next_at, ${instant(now)}) + interval '1 second'
      where t.next_at <= ${instant(now + longest)}
    returning (extract(epoch from next_at) * 1000)::float8 as at`.execute(ledger);
  const [row] = rows;
  return row ? Math.max(0, Math.round(row.at) - APART_MS - now) : longest + APART_MS;
}
