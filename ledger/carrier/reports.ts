import { sql } from 'kysely';
import type { CarrierStatus } from '../../domain/carrier/statuses.ts';
import { hasArrived, isLost, rankOf } from '../../domain/carrier/statuses.ts';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';
import { lockForNews } from '../locks.ts';
import type { IntentState } from '../schema.ts';
import { instant } from '../values.ts';

/** What a carrier says of one of our texts. */
export interface CarrierReport {
  intentId: string;
  /** The carrier's own id of it. */
  providerId: string;
  status: string;
  errorCode: string | null;
  at: Instant;
}

/**
 * Keeps it, unless it is behind what is known (SND-14). When this returns, a text that did not arrive is no warning any
 * more, and one that arrived is delivered.
 * @returns `moved`: it was news; null: there is no such text
 */
export async function keepReport(ledger: Ledger, report: CarrierReport): Promise<{ moved: boolean } | null> {
  const { intentId, providerId, status, errorCode, at } = report;
  return ledger.transaction().execute(async (tx) => {
    const intent = await tx
      .selectFrom('intents')
      .select(['case_id'])
      .where('id', '=', intentId)
      .where('verb', '=', 'send')
      .executeTakeFirst();
    if (!intent) return null;
    await lockForNews(tx, { caseId: intent.case_id });
    const rank = rankOf(status);
    if (rank < 0) return { moved: false };
    const said = { provider_id: providerId, status, rank, error_code: errorCode, at: instant(at) };
    const moved = await tx
      .insertInto('carrier_reports')
      .values({ intent_id: intentId, ...said })
      .onConflict((conflict) =>
        conflict
          .column('intent_id')
          .doUpdateSet({ ...said, done_at: null })
          .where('carrier_reports.rank', '<', rank),
      )
      .returning('intent_id')
      .executeTakeFirst();
    if (!moved) return { moved: false };
    const column = hasArrived(status) ? 'delivered_at' : isLost(status) ? 'undelivered_at' : null;
    if (column !== null)
      await tx
        .updateTable('intents')
        .set({ [column]: instant(at) })
        .where('id', '=', intentId)
        .where(column, 'is', null)
        .where('undelivered_at', 'is', null)
        .execute();
    return { moved: true };
  });
}

/** The carrier's id of a text, if it has ever reported on it: then it has it. */
export async function reportedId(ledger: Ledger, intentId: string): Promise<string | null> {
  const row = await ledger
    .selectFrom('carrier_reports')
    .select('provider_id')
    .where('intent_id', '=', intentId)
    .executeTakeFirst();
  return row?.provider_id ?? null;
}

/** A report from which something may follow still. */
export interface OpenReport {
  intentId: string;
  providerId: string;
  status: CarrierStatus;
  errorCode: string | null;
  at: Instant;
  caseId: string;
  round: number;
  key: string;
  state: IntentState;
  channel: string;
  name: string;
  recipient: string;
}

/** What follows from one that was lost. `again`: it may arrive another day, so it is tried once more before a person decides. */
export type WhenLost = 'again' | 'person';

/** After so long nobody waits for what follows any more. */
const TOO_OLD = sql`interval '30 days'`;

/**
 * Reports that nobody has dealt with, oldest first. Left out: of a text whose sending is still under way, because the
 * step that sends it finds the report by itself.
 */
export async function openReports(ledger: Ledger, limit: number): Promise<OpenReport[]> {
  const { rows } = await sql<OpenReport>`
    select r.intent_id as "intentId", r.provider_id as "providerId", r.status, r.error_code as "errorCode", r.at,
      n.case_id as "caseId", n.round, n.key, n.state, n.channel, n.name, n.recipient
    from carrier_reports r join intents n on n.id = r.intent_id
    where r.done_at is null and r.at > now() - ${TOO_OLD} and (n.state in ('accepted', 'refused')
      or (n.state = 'unknown' and (n.started_at < now() - interval '10 minutes' or exists (select from tasks t where t.case_id = n.case_id and t.kind = 'problem'
        and t.state = 'open' and t.about like 'ambiguous@%'))))
    order by r.at limit ${limit}`.execute(ledger);
  return rows;
}

/** All that follows from it is done, unless there is a newer one. */
export async function finishReport(
  ledger: Ledger,
  { intentId, status, at }: { intentId: string; status: string; at: Instant },
): Promise<void> {
  await ledger
    .updateTable('carrier_reports')
    .set({ done_at: instant(at) })
    .where('intent_id', '=', intentId)
    .where('status', '=', status)
    .execute();
}
