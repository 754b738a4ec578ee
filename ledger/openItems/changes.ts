import type { Instant } from '../../domain/program/program.ts';
import { isOpen, type OpenItem } from '../../domain/statement/openItem.ts';
import type { Ledger } from '../connect.ts';
import { instant, json } from '../values.ts';
import { type Account, columnsOf, type ItemChange } from './rows.ts';

/** An item as another system tells it: what it knows nothing of stays as it is. */
export interface ToldItem extends Omit<OpenItem, 'dispute' | 'level' | 'dunnedOn'> {
  /** Absent: that system does not keep disputes. */
  dispute?: OpenItem['dispute'];
  /** Counts for an item that is new here: how far another system had come with it. */
  level?: number;
}

export interface Change {
  what: ItemChange;
  item: OpenItem;
}

/** An item of the ledger, and whether it was closed. */
export interface Known {
  item: OpenItem;
  closed: boolean;
}

/** What a told item changes; null: nothing. Levels are our own memory and never taken from outside a second time. */
export function changeOf(known: Known | undefined, told: ToldItem): Change | null {
  const { level = 0, dispute, ...plain } = told;
  if (!known) return { what: 'new', item: { ...plain, dispute: dispute ?? null, level, dunnedOn: null } };
  const { item: before, closed } = known;
  const item = { ...before, ...plain, dispute: dispute === undefined ? before.dispute : dispute };
  if (closed) return { what: 'returned', item };
  return same(before, item) ? null : { what: 'changed', item };
}

function same(a: OpenItem, b: OpenItem): boolean {
  const keys = ['kind', 'issued', 'due', 'currency', 'amount', 'paid'] as const;
  return (
    keys.every((key) => a[key] === b[key]) &&
    a.dispute?.since === b.dispute?.since &&
    a.dispute?.reason === b.dispute?.reason
  );
}

/** Open items that a full picture no longer has: they were paid, or taken back. */
export function missingFrom(known: Iterable<Known>, told: readonly ToldItem[]): Change[] {
  const numbers = new Set(told.map(({ number }) => number));
  return [...known]
    .filter(({ item, closed }) => !closed && !numbers.has(item.number) && isOpen(item))
    .map(({ item }) => ({ what: 'closed', item }));
}

export interface Writing {
  at: Instant;
  by: string;
  /** The import or review. */
  because: string;
}

/** Stores the items as they are now, and what has changed. */
export async function writeChanges(
  tx: Ledger,
  account: Account,
  changes: readonly Change[],
  { at, by, because }: Writing,
): Promise<void> {
  for (const { what, item } of changes) {
    const columns = { ...columnsOf(account, item), closed_at: what === 'closed' ? instant(at) : null };
    const { source: _source, customer: _customer, number: _number, ...changed } = columns;
    await tx
      .insertInto('open_items')
      .values(columns)
      .onConflict((conflict) => conflict.columns(['source', 'customer', 'number']).doUpdateSet(changed))
      .execute();
    await tx
      .insertInto('open_item_changes')
      .values({ ...account, number: item.number, at: instant(at), by, what, because, item: json(item) })
      .execute();
  }
}
