import type { ColumnType, Generated, JSONColumnType, Selectable } from 'kysely';
import type { LocalDate } from '../../domain/calendar/localTime.ts';
import type { Instant } from '../../domain/program/program.ts';
import type { Review } from '../../domain/statement/levels.ts';
import type { ItemKind, Minor, OpenItem } from '../../domain/statement/openItem.ts';

/** PostgreSQL's bigint, which its driver reads as a text. */
type Big = ColumnType<string, Minor, Minor>;
type MaybeTime = ColumnType<Instant | null, Instant | null | undefined, Instant | null>;

export interface OpenItems {
  source: string;
  customer: string;
  number: string;
  kind: ItemKind;
  issued: LocalDate;
  due: LocalDate;
  currency: string;
  amount: Big;
  paid: Big;
  disputed_since: LocalDate | null;
  dispute_reason: string | null;
  level: number;
  dunned_on: LocalDate | null;
  closed_at: MaybeTime;
}

export type ItemChange = 'new' | 'changed' | 'closed' | 'returned' | 'reviewed';

export interface OpenItemChanges {
  id: Generated<string>;
  source: string;
  customer: string;
  number: string;
  at: Instant;
  by: string;
  what: ItemChange;
  because: string;
  item: JSONColumnType<OpenItem>;
}

export interface OpenItemImports {
  source: string;
  customer: string;
  id: string;
  as_of: Instant;
  at: Instant;
  result: JSONColumnType<object>;
}

export interface StatementReviews {
  id: string;
  case_id: string;
  local_day: LocalDate;
  level: number;
  items: JSONColumnType<Review['items']>;
  done_on: LocalDate | null;
  done_by: string | null;
  created_at: Instant;
}

export interface OpenItemTables {
  open_items: OpenItems;
  open_item_changes: OpenItemChanges;
  open_item_imports: OpenItemImports;
  statement_reviews: StatementReviews;
}

export function itemOf(row: Selectable<OpenItems>): OpenItem {
  const { number, kind, issued, due, currency, level } = row;
  const { disputed_since: since, dispute_reason: reason } = row;
  return {
    number,
    kind,
    issued,
    due,
    currency,
    amount: Number(row.amount),
    paid: Number(row.paid),
    dispute: since === null || reason === null ? null : { since, reason },
    level,
    dunnedOn: row.dunned_on,
  };
}

/** An account: a customer of the system that invoices them. */
export interface Account {
  source: string;
  customer: string;
}

export function columnsOf(account: Account, item: OpenItem) {
  const { dispute, dunnedOn, ...plain } = item;
  return {
    source: account.source,
    customer: account.customer,
    ...plain,
    disputed_since: dispute?.since ?? null,
    dispute_reason: dispute?.reason ?? null,
    dunned_on: dunnedOn,
    closed_at: null,
  };
}
