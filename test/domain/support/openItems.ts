import fc from 'fast-check';
import { plusDays } from '../../../domain/statement/days.ts';
import type { Level } from '../../../domain/statement/levels.ts';
import type { OpenItem } from '../../../domain/statement/openItem.ts';

export const LEVELS: Level[] = [
  { number: 1, days: 7 },
  { number: 2, days: 21 },
  { number: 3, days: 45 },
];

export const TODAY = '2026-03-10';

let made = 0;

/** An invoice of 100.00 USD that is due on the day of the tests, unless said otherwise. */
export function invoice(more: Partial<OpenItem> = {}): OpenItem {
  made += 1;
  return {
    number: `INV-${made}`,
    kind: 'invoice',
    issued: '2026-01-01',
    due: TODAY,
    currency: 'USD',
    amount: 10_000,
    paid: 0,
    dispute: null,
    level: 0,
    dunnedOn: null,
    ...more,
  };
}

export function credit(more: Partial<OpenItem> = {}): OpenItem {
  return invoice({ kind: 'credit', number: `CN-${(made += 1)}`, ...more });
}

export const DISPUTE = { since: '2026-03-01', reason: 'two of the boxes were empty' };

/** Any account: items of several currencies, some credited, part paid or disputed. */
export const anyItems: fc.Arbitrary<OpenItem[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom('invoice', 'invoice', 'invoice', 'credit'),
      age: fc.integer({ min: -40, max: 200 }),
      currency: fc.constantFrom('USD', 'EUR', 'JPY'),
      amount: fc.integer({ min: 1, max: 500_000 }),
      share: fc.integer({ min: 0, max: 10 }),
      disputed: fc.integer({ min: 0, max: 4 }),
    }),
    { maxLength: 12 },
  )
  .map((drawn) =>
    drawn.map(({ kind, age, currency, amount, share, disputed }, index) =>
      invoice({
        number: `${kind === 'credit' ? 'CN' : 'INV'}-${index}`,
        kind,
        due: plusDays(TODAY, -age),
        issued: plusDays(TODAY, -age - 30),
        currency,
        amount,
        paid: Math.floor((amount * share) / 10),
        dispute: disputed === 0 ? DISPUTE : null,
      }),
    ),
  );
