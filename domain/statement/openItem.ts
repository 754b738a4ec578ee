import type { LocalDate } from '../calendar/localTime.ts';

/** Money in whole minor units of its currency (cents; yen as they are). Always a safe integer: see money.ts. */
export type Minor = number;

export type ItemKind = 'invoice' | 'credit';

/** What the customer says is wrong with it. A disputed item is asked for by nobody until it is settled. */
export interface Dispute {
  since: LocalDate;
  reason: string;
}

/** An invoice that may still be owed, or a credit that may still be used. */
export interface OpenItem {
  /** Names the item among those of its customer. */
  number: string;
  kind: ItemKind;
  issued: LocalDate;
  due: LocalDate;
  /** ISO 4217. */
  currency: string;
  /** What it was made out for; above zero, of a credit too. */
  amount: Minor;
  /** What has been paid of an invoice, or used up of a credit: from zero to the amount. */
  paid: Minor;
  dispute: Dispute | null;
  /** The highest level at which it was asked for; 0: never. */
  level: number;
  /** The day on which that was done; null: never, or not known. */
  dunnedOn: LocalDate | null;
}

/** What is left of it: owed of an invoice, usable of a credit. */
export function leftOf({ amount, paid }: Pick<OpenItem, 'amount' | 'paid'>): Minor {
  return amount - paid;
}

export function isOpen(item: OpenItem): boolean {
  return leftOf(item) > 0;
}

/** The order in which people read debts: the oldest first. */
export function byDue(a: OpenItem, b: OpenItem): number {
  return compare(a.due, b.due) || compare(a.number, b.number);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
