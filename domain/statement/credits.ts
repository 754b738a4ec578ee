import { byDue, isOpen, leftOf, type Minor, type OpenItem } from './openItem.ts';

/** An invoice that may be asked for, and what is left of it. */
export interface Debt {
  item: OpenItem;
  /** Minor units, above zero: part payments and the account's credits are taken off. */
  left: Minor;
}

/**
 * What may be asked for: open invoices without a dispute, less the open credits of the same currency, which pay the
 * oldest debt first. An invoice that credits cover in full is no debt.
 */
export function debtsOf(items: readonly OpenItem[]): Debt[] {
  const usable = items.filter((item) => item.dispute === null && isOpen(item));
  const credit = new Map<string, Minor>();
  for (const item of usable.filter(({ kind }) => kind === 'credit')) {
    credit.set(item.currency, (credit.get(item.currency) ?? 0) + leftOf(item));
  }
  const invoices = usable.filter(({ kind }) => kind === 'invoice').sort(byDue);
  return invoices.flatMap((item) => {
    const available = credit.get(item.currency) ?? 0;
    const covered = Math.min(available, leftOf(item));
    credit.set(item.currency, available - covered);
    const left = leftOf(item) - covered;
    return left > 0 ? [{ item, left }] : [];
  });
}
