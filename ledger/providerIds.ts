import type { Ledger } from './connect.ts';

/** What another system called the thing that an act of a case made or changed there last; null: no such act was done. */
export async function lastProviderId(
  ledger: Ledger,
  caseId: string,
  { connector, act }: { connector: string; act: string },
): Promise<string | null> {
  const row = await ledger
    .selectFrom('intents')
    .select('provider_id')
    .where('case_id', '=', caseId)
    .where('verb', '=', 'act')
    .where('name', '=', act)
    .where('connector', '=', connector)
    .where('state', '=', 'accepted')
    .orderBy('accepted_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.provider_id ?? null;
}
