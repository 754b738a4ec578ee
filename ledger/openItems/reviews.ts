import { sql } from 'kysely';
import type { LocalDate } from '../../domain/calendar/localTime.ts';
import type { Instant } from '../../domain/program/program.ts';
import { afterReview, type Review } from '../../domain/statement/levels.ts';
import type { Ledger } from '../connect.ts';
import { instant, json } from '../values.ts';
import { accountOf, lockAccount } from './account.ts';
import { writeChanges } from './changes.ts';
import { itemOf } from './rows.ts';

/**
 * Writes down what a person is asked to look at, once: the same id again gives the review that was written first, so
 * that a letter and Done are about the same debts whatever has been paid or invoiced meanwhile.
 */
export async function openReview(
  ledger: Ledger,
  given: { id: string; caseId: string; review: Review; at: Instant },
): Promise<Review> {
  const { id, caseId, review, at } = given;
  const { on, level, items } = review;
  await ledger
    .insertInto('statement_reviews')
    .values({ id, case_id: caseId, local_day: on, level, items: json(items), created_at: instant(at) })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  return (await findReview(ledger, id)) ?? review;
}

export async function findReview(ledger: Ledger, id: string): Promise<Review | undefined> {
  const row = await ledger
    .selectFrom('statement_reviews')
    .select(['local_day', 'level', 'items'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { on: row.local_day, level: row.level, items: row.items };
}

/**
 * The date that a person set when the last review of a case was done, instead of the next level's; null: none, or another
 * review has come up since. Kept by the ledger, so that a payment or a reply in between does not lose it.
 * @param not a review that is about to come up
 */
export async function dateSetByHand(ledger: Ledger, caseId: string, not?: string): Promise<Instant | null> {
  const { rows } = await sql<{ until: number | null }>`
    select (select (k.args ->> 'until')::float8 from tasks t join commands k
        on k.case_id = t.case_id and k.args ? 'task' and k.args ->> 'task' = t.key and k.name = 'completeTask' and k.error is null
      where t.case_id = r.case_id and t.key = r.id and t.state = 'done' order by k.created_at limit 1) as until
    from statement_reviews r where r.case_id = ${caseId} and r.id <> ${not ?? ''}
    order by r.created_at desc, r.id desc limit 1`.execute(ledger);
  return rows[0]?.until ?? null;
}

/**
 * The review is done: its items have reached their levels on that day. Done again, it changes nothing.
 * @returns false when it was done before, or there is no such review
 */
export async function finishReview(
  ledger: Ledger,
  given: { id: string; on: LocalDate; by: string; at: Instant },
): Promise<boolean> {
  const { id, on, by, at } = given;
  return inTransaction(ledger, async (tx) => {
    const done = await tx
      .updateTable('statement_reviews')
      .set({ done_on: on, done_by: by })
      .where('id', '=', id)
      .where('done_on', 'is', null)
      .returning(['case_id', 'level', 'items', 'local_day'])
      .executeTakeFirst();
    if (!done) return false;
    const { source, occurrence } = await tx
      .selectFrom('cases')
      .select(['source', 'occurrence'])
      .where('id', '=', done.case_id)
      .executeTakeFirstOrThrow();
    const account = accountOf({ source, occurrence });
    await lockAccount(tx, account);
    const rows = await tx
      .selectFrom('open_items')
      .selectAll()
      .where('source', '=', account.source)
      .where('customer', '=', account.customer)
      .where('closed_at', 'is', null)
      .execute();
    const before = rows.map(itemOf);
    const after = afterReview(before, { on: done.local_day, level: done.level, items: done.items }, on);
    const changes = after.flatMap((item, index) =>
      item === before[index] ? [] : [{ what: 'reviewed' as const, item }],
    );
    await writeChanges(tx, account, changes, { at, by, because: id });
    return true;
  });
}

/** The caller's transaction, where there is one. */
async function inTransaction<T>(ledger: Ledger, work: (tx: Ledger) => Promise<T>): Promise<T> {
  return ledger.isTransaction ? work(ledger) : ledger.transaction().execute(work);
}
