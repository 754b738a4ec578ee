import { sum } from './money.ts';
import type { Minor } from './openItem.ts';

/** The last day of each bucket but the last: 1–30, 31–60, 61–90, over 90. */
export const DEFAULT_AGEING: readonly number[] = [30, 60, 90];

/** Debts by how long they are overdue. Both ends count; 0 to 0 is what is not overdue, `to` null has no end. */
export interface Bucket {
  from: number;
  to: number | null;
  amount: Minor;
}

/** @param ends last days of the buckets, increasing */
export function agesOf(
  debts: readonly { daysOverdue: number; left: Minor }[],
  ends: readonly number[] = DEFAULT_AGEING,
): Bucket[] {
  const bounds = [
    { from: 0, to: 0 },
    ...ends.map((to, index) => ({ from: (ends[index - 1] ?? 0) + 1, to })),
    { from: (ends.at(-1) ?? 0) + 1, to: null },
  ];
  return bounds.map(({ from, to }) => {
    const inside = debts.filter(
      (debt) => debt.daysOverdue >= from && (to === null || debt.daysOverdue <= to),
    );
    return { from, to, amount: sum(inside.map(({ left }) => left)) };
  });
}
