import { sql } from 'kysely';
import type { Instant } from '../domain/program/program.ts';
import { addressesIn, isKnownBy } from './addresses.ts';
import type { Ledger } from './connect.ts';
import { lockForNews } from './locks.ts';
import type { InboundMessage } from './schema.ts';
import { instant } from './values.ts';

/** A reply that is known by its address alone. Until it is assigned it blocks all contact to that address. */
export interface Unassigned extends InboundMessage {
  /** The open cases that wait on this address, oldest first. */
  cases: string[];
}

/** Replies that nobody has assigned, oldest first. `after` is the id of the last one of the page before. */
export async function unassignedReplies(
  ledger: Ledger,
  { after, limit = 100 }: { after?: string | undefined; limit?: number | undefined } = {},
): Promise<Unassigned[]> {
  let query = ledger
    .selectFrom('inbound as i')
    .selectAll('i')
    .select(
      sql<string[]>`coalesce((select json_agg(c.id order by c.opened_at, c.id) from cases c
        where c.status <> 'closed' and not c.rehearsal and ${isKnownBy('c', sql`i.address`)}), '[]')`.as(
        'cases',
      ),
    )
    .where('i.case_id', 'is', null)
    .where('i.assigned_at', 'is', null)
    .where('i.released_at', 'is', null);
  if (after !== undefined) query = query.where('i.id', '>', after);
  return query.orderBy('i.id').limit(limit).execute();
}

/** The replies that nobody has assigned, oldest first, of those of these cases that wait on them. */
export async function unassignedOf(
  ledger: Ledger,
  caseIds: readonly string[],
): Promise<Map<string, InboundMessage[]>> {
  const found = new Map<string, InboundMessage[]>();
  if (caseIds.length === 0) return found;
  const rows = await ledger
    .selectFrom('cases as c')
    .innerJoin('inbound as i', (join) =>
      join.on(
        sql<boolean>`i.case_id is null and i.assigned_at is null and i.released_at is null and i.address in
          (${addressesIn('c')})`,
      ),
    )
    .selectAll('i')
    .select('c.id as waits')
    .where(sql<boolean>`c.id = any(${[...caseIds]})`)
    .where('c.status', '<>', 'closed')
    .where('c.rehearsal', '=', false)
    .orderBy('i.id')
    .execute();
  for (const { waits, ...reply } of rows) found.set(waits, [...(found.get(waits) ?? []), reply]);
  return found;
}

/**
 * A person says which case a reply belongs to, or that it belongs to none. The first word stands.
 * @param given.caseId null: to no case; it blocks nothing any more
 * @returns undefined when there is no such unassigned reply
 */
export async function assignInbound(
  ledger: Ledger,
  { id, caseId, by, at }: { id: string; caseId: string | null; by: string; at: Instant },
): Promise<InboundMessage | undefined> {
  return ledger.transaction().execute(async (tx) => {
    // The case hears of it now, as of a reply that has just come in.
    await lockForNews(tx, { caseId });
    return tx
      .updateTable('inbound')
      .set({
        case_id: caseId,
        assigned_by: by,
        assigned_at: instant(at),
        released_at: caseId === null ? instant(at) : null,
        after_end: sql`exists (select from cases c where c.id = ${caseId} and c.status = 'closed')`,
      })
      .where('id', '=', id)
      .where('case_id', 'is', null)
      .where('assigned_at', 'is', null)
      .where('released_at', 'is', null)
      .returningAll()
      .executeTakeFirst();
  });
}

export async function findInbound(ledger: Ledger, id: string): Promise<InboundMessage | undefined> {
  return ledger.selectFrom('inbound').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Cases that stand still because of this reply and nothing else that came in. */
export async function pausedByIt(ledger: Ledger, reply: string): Promise<string[]> {
  const rows = await ledger
    .selectFrom('tasks as t')
    .select('t.case_id')
    .where('t.kind', '=', 'reply')
    .where('t.state', '=', 'open')
    .where('t.about', '=', reply)
    .where(
      sql<boolean>`not exists (select from inbound i where i.case_id = t.case_id and i.released_at is null)`,
    )
    .orderBy('t.case_id')
    .execute();
  return rows.map(({ case_id }) => case_id);
}
