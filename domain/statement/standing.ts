import type { LocalDate } from '../calendar/localTime.ts';
import { debtsOf } from './credits.ts';
import { isOpen, type OpenItem } from './openItem.ts';

/**
 * How an account stands: `overdue`, something is to be asked for; `disputed`, all that is overdue is disputed, so the
 * follow-up waits; `clear`, nothing overdue is left and the follow-up ends as paid.
 */
export type Standing = 'overdue' | 'disputed' | 'clear';

export function standingOf(items: readonly OpenItem[], today: LocalDate): Standing {
  if (debtsOf(items).some(({ item }) => item.due < today)) return 'overdue';
  const disputed = items.some(
    (item) => item.kind === 'invoice' && item.dispute !== null && isOpen(item) && item.due < today,
  );
  return disputed ? 'disputed' : 'clear';
}

/** Whether the customer is not done with us: something is open that can become overdue, or that is disputed. */
export function hasOpenDebts(items: readonly OpenItem[]): boolean {
  const disputed = items.some((item) => item.kind === 'invoice' && item.dispute !== null && isOpen(item));
  return disputed || debtsOf(items).length > 0;
}
