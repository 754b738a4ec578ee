import { sql } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';
import { noteFault } from '../intents.ts';
import { instant } from '../values.ts';

/** A lost text that is to be tried once more. */
export interface LostText {
  intentId: string;
  caseId: string;
  round: number;
}

/**
 * Whether a lost text may be tried once more without a person: it has not been before, and nothing has been said to the
 * contact since, neither by the same step nor by a later one.
 */
export async function mayGoAgain(ledger: Ledger, intentId: string): Promise<boolean> {
  const { rows } = await sql`
    select from intents n join cases c on c.id = n.case_id
    where n.id = ${intentId} and n.verb = 'send' and n.round = c.round and not c.rehearsal
      and not exists (select from intents o where o.case_id = n.case_id and o.round = n.round and o.id <> n.id
        and o.verb <> 'note' and o.state <> 'refused' and (o.created_at > n.created_at
          or (o.pass = n.pass and o.key = n.key and o.effect > n.effect)))
      and not exists (select from carrier_reports r join intents o on o.id = r.intent_id where o.case_id = n.case_id
        and o.round = n.round and o.key = n.key and o.effect = n.effect and o.id <> n.id and r.again_at is not null)
    `.execute(ledger);
  return rows.length > 0;
}

/** Keeps when it is tried once more, unless that is kept already; staff read it with the fault. */
export async function planAgain(
  ledger: Ledger,
  intentId: string,
  again: { at: Instant; words: string },
): Promise<void> {
  await ledger.transaction().execute(async (tx) => {
    const planned = await tx
      .updateTable('carrier_reports')
      .set({ again_at: instant(again.at) })
      .where('intent_id', '=', intentId)
      .where('again_at', 'is', null)
      .returning('intent_id')
      .executeTakeFirst();
    const intent = await tx
      .selectFrom('intents')
      .select(['reason', 'detail'])
      .where('id', '=', intentId)
      .executeTakeFirst();
    if (planned && intent)
      await noteFault(tx, intentId, intent.reason ?? 'undelivered', `${intent.detail ?? ''}; ${again.words}`);
  });
}

/** Lost texts whose time has come, oldest first. */
export async function dueAgain(ledger: Ledger, now: Instant, limit: number): Promise<LostText[]> {
  const { rows } = await sql<LostText>`
    select r.intent_id as "intentId", n.case_id as "caseId", n.round
    from carrier_reports r join intents n on n.id = r.intent_id
    where r.again_at <= ${instant(now)} and r.again_done_at is null and r.done_at is not null
    order by r.again_at limit ${limit}`.execute(ledger);
  return rows;
}

/** It has been tried once more, or is left to a person. */
export async function doneAgain(ledger: Ledger, intentId: string, at: Instant): Promise<void> {
  await ledger
    .updateTable('carrier_reports')
    .set({ again_done_at: instant(at) })
    .where('intent_id', '=', intentId)
    .execute();
}
