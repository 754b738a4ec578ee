import { sql } from 'kysely';
import type { Instant } from '../domain/program/program.ts';
import type { Ledger } from './connect.ts';
import { type NewOptOut, optOutIn } from './contactRules/consents.ts';
import { newId } from './id.ts';
import { lockForNews, sameAddress } from './locks.ts';
import type { InboundMessage } from './schema.ts';
import { instant } from './values.ts';

export interface NewInbound {
  /** Null: known by its address only; it then blocks all contact to that address until a person assigns it. */
  caseId: string | null;
  channel: string;
  /** Who delivered it, and that party's id of the event: together they are stored once. */
  source: string;
  eventId: string;
  address?: string;
  text: string;
  receivedAt: Instant;
  /** Who wrote it down for the contact; absent: it came in by itself. */
  recordedBy?: string | null;
  /** What it refuses besides, in the words of the contact: kept with the reply, or neither is. */
  refuses?: { optOuts: readonly NewOptOut[]; inOwnWords: boolean } | undefined;
}

/**
 * Stores a reply, and the opt-outs that are in it, in one step. When this returns, no contact starts that does not know of
 * it (see locks.ts). The same event again gives the message that was stored first, with `stored: false`, and opts nobody out again.
 */
export async function recordInbound(
  ledger: Ledger,
  given: NewInbound,
): Promise<{ message: InboundMessage; stored: boolean }> {
  return ledger.transaction().execute(async (tx) => {
    const address = given.address ? sameAddress(given.address) : null;
    const { optOuts = [], inOwnWords = false } = given.refuses ?? {};
    const addresses = optOuts.map((each) => each.address);
    await lockForNews(tx, { caseId: given.caseId, address, addresses });
    const found = given.caseId
      ? await tx.selectFrom('cases').select('status').where('id', '=', given.caseId).executeTakeFirst()
      : undefined;
    const message = await tx
      .insertInto('inbound')
      .values({
        id: newId(),
        case_id: given.caseId,
        channel: given.channel,
        source: given.source,
        event_id: given.eventId,
        address,
        text: given.text,
        received_at: instant(given.receivedAt),
        after_end: found?.status === 'closed',
        recorded_by: given.recordedBy ?? null,
      })
      .onConflict((conflict) => conflict.columns(['source', 'event_id']).doNothing())
      .returningAll()
      .executeTakeFirst();
    if (message) {
      for (const each of optOuts)
        await optOutIn(tx, { ...each, ...(inOwnWords ? { inbox: message.id } : {}) });
      return { message, stored: true };
    }
    const before = await tx
      .selectFrom('inbound')
      .selectAll()
      .where('source', '=', given.source)
      .where('event_id', '=', given.eventId)
      .executeTakeFirstOrThrow();
    return { message: before, stored: false };
  });
}

/**
 * A person has dealt with these in a case: they block contact no longer. One that nobody had assigned is that case's from
 * now on; one that is another case's stays as it is.
 */
export async function releaseInbound(
  ledger: Ledger,
  ids: string[],
  at: Instant,
  caseId: string | null = null,
): Promise<void> {
  if (ids.length === 0) return;
  await ledger
    .updateTable('inbound')
    .set({
      released_at: instant(at),
      case_id: sql`coalesce(case_id, ${caseId})`,
      delivered_at: sql`coalesce(delivered_at, ${instant(at)})`,
    })
    .where('id', 'in', ids)
    .where('released_at', 'is', null)
    .where(sql<boolean>`coalesce(case_id, ${caseId}) is not distinct from coalesce(${caseId}, case_id)`)
    .execute();
}

/** Everything that came in for a case, oldest first, what pauses it and is not assigned yet included. */
export async function inboundOf(ledger: Ledger, caseId: string): Promise<InboundMessage[]> {
  return ledger
    .selectFrom('inbound')
    .selectAll()
    .where(
      sql<boolean>`(case_id = ${caseId} or (case_id is null and assigned_at is null and id in
        (select t.about from timeline t where t.case_id = ${caseId} and t.what = 'replied')))`,
    )
    .orderBy('received_at')
    .orderBy('id')
    .execute();
}

/** Replies whose words were taken for a refusal, by the end of their id, newest first. */
export async function refusalsEndingWith(
  ledger: Ledger,
  end: string,
  most: number,
): Promise<Pick<InboundMessage, 'id'>[]> {
  return ledger
    .selectFrom('inbound as i')
    .select('i.id')
    .where(sql<boolean>`right(i.id, ${end.length}) = ${end}`)
    .where(sql<boolean>`exists (select from consents c where c.inbox = i.id and not c.given)`)
    .orderBy('i.id', 'desc')
    .limit(most)
    .execute();
}

/** Who wrote down what came in for a case, by the id of each reply that somebody did. */
export async function recordersOf(ledger: Ledger, caseId: string): Promise<Map<string, string>> {
  const rows = await ledger
    .selectFrom('inbound')
    .select(['id', 'recorded_by'])
    .where('case_id', '=', caseId)
    .where('recorded_by', 'is not', null)
    .execute();
  return new Map(rows.map(({ id, recorded_by: by }) => [id, by ?? '']));
}
