import { sql } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';
import { instant } from '../values.ts';

/** Which of the carrier's ids are known to belong to a text of ours. */
export async function knownProviderIds(ledger: Ledger, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select n.provider_id as id from intents n where n.connector = 'twilio' and n.provider_id = any(${[...ids]}::text[])
    union select r.provider_id from carrier_reports r where r.provider_id = any(${[...ids]}::text[])`.execute(
    ledger,
  );
  return rows.map(({ id }) => id);
}

/** Texts that were taken in this time and of which the carrier has not said the last word, oldest first. */
export async function textsWithoutLastWord(
  ledger: Ledger,
  { from, until, limit }: { from: Instant; until: Instant; limit: number },
): Promise<{ intentId: string; providerId: string }[]> {
  const rows = await ledger
    .selectFrom('intents')
    .select(['id', 'provider_id'])
    .where('connector', '=', 'twilio')
    .where('state', '=', 'accepted')
    .where('provider_id', 'is not', null)
    .where('delivered_at', 'is', null)
    .where('undelivered_at', 'is', null)
    .where('accepted_at', '>', instant(from))
    .where('accepted_at', '<=', instant(until))
    .orderBy('accepted_at')
    .limit(limit)
    .execute();
  return rows.flatMap(({ id, provider_id: providerId }) =>
    providerId === null ? [] : [{ intentId: id, providerId }],
  );
}
