import { type RawBuilder, sql } from 'kysely';
import type { Ledger } from '../connect.ts';
import { type Account, itemOf } from './rows.ts';
import type { Outcome } from '../../domain/program/program.ts';
import type { OpenItem } from '../../domain/statement/openItem.ts';

/** Behind it, the occurrence of a customer's case says which follow-up of theirs it is. */
export const FOLLOW_UP_MARK = '#';

/** The account that a case is about: its source and the customer that its occurrence names. */
export function accountOf({ source, occurrence }: { source: string; occurrence: string }): Account {
  return { source, customer: occurrence.split(FOLLOW_UP_MARK)[0] ?? occurrence };
}

/** The open case that follows up on an account; null when nobody does at the moment. */
export async function caseOfAccount(
  ledger: Ledger,
  procedure: string,
  { source, customer }: Account,
): Promise<string | null> {
  const found = await ledger
    .selectFrom('cases')
    .select('id')
    .where('procedure', '=', procedure)
    .where('source', '=', source)
    .where(customerOfCase(), '=', customer)
    .where('status', '<>', 'closed')
    .orderBy('opened_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return found?.id ?? null;
}

/** How many cases an account has had with a procedure, closed ones included, and how the last of them ended. */
export async function earlierCasesOfAccount(
  ledger: Ledger,
  procedure: string,
  { source, customer }: Account,
): Promise<{ count: number; ended: Outcome | null }> {
  return ledger
    .selectFrom('cases')
    .select(sql<number>`count(*)::int`.as('count'))
    .select(sql<Outcome | null>`(array_agg(outcome order by opened_at desc))[1]`.as('ended'))
    .where('procedure', '=', procedure)
    .where('source', '=', source)
    .where((where) =>
      where.or([
        where('occurrence', '=', customer),
        where(sql<boolean>`starts_with(occurrence, ${`${customer}${FOLLOW_UP_MARK}`})`, '=', true),
      ]),
    )
    .executeTakeFirstOrThrow();
}

/** What is open of an account, disputed items included. Paid and closed ones are not there. */
export async function openItemsOf(ledger: Ledger, { source, customer }: Account): Promise<OpenItem[]> {
  const rows = await ledger
    .selectFrom('open_items')
    .selectAll()
    .where('source', '=', source)
    .where('customer', '=', customer)
    .where('closed_at', 'is', null)
    .whereRef('paid', '<', 'amount')
    .orderBy('due')
    .orderBy('number')
    .execute();
  return rows.map(itemOf);
}

/** Customers of a source of whom something is open, by their id. */
export async function customersWithOpenItems(ledger: Ledger, source: string): Promise<string[]> {
  const rows = await ledger
    .selectFrom('open_items')
    .select('customer')
    .distinct()
    .where('source', '=', source)
    .where('closed_at', 'is', null)
    .whereRef('paid', '<', 'amount')
    .orderBy('customer')
    .execute();
  return rows.map(({ customer }) => customer);
}

/** What has become of an account's items, oldest first. */
export async function itemChangesOf(ledger: Ledger, { source, customer }: Account) {
  return ledger
    .selectFrom('open_item_changes')
    .selectAll()
    .where('source', '=', source)
    .where('customer', '=', customer)
    .orderBy('id')
    .execute();
}

/** One import or review of an account at a time; held until the transaction ends. */
export async function lockAccount(tx: Ledger, { source, customer }: Account): Promise<void> {
  const name = `account:${source}:${customer}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx);
}

function customerOfCase(): RawBuilder<string> {
  return sql<string>`split_part(occurrence, '#', 1)`;
}
