import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { plusDays } from '../../domain/statement/days.ts';
import { hasOpenDebts, standingOf } from '../../domain/statement/standing.ts';
import { statementOf } from '../../domain/statement/statement.ts';
import { anyItems, credit, DISPUTE, invoice, TODAY } from './support/openItems.ts';

const overdueBy = (days: number) => ({ due: plusDays(TODAY, -days) });

describe('A statement', () => {
  test('lists the open invoices, the oldest debt first, with due date and days overdue', () => {
    const items = [invoice({ number: 'B', ...overdueBy(3) }), invoice({ number: 'A', ...overdueBy(40) })];
    const [dollars] = statementOf(items, TODAY).currencies;
    expect(dollars?.lines.map(({ number, due, daysOverdue }) => [number, due, daysOverdue])).toEqual([
      ['A', '2026-01-29', 40],
      ['B', '2026-03-07', 3],
    ]);
  });

  test('an invoice is overdue from the day after its due date', () => {
    expect(standingOf([invoice(overdueBy(0))], TODAY)).toBe('clear');
    expect(standingOf([invoice(overdueBy(1))], TODAY)).toBe('overdue');
  });

  test('the days overdue are right over the changes of summer time and a leap day', () => {
    const days = (due: string, today: string) =>
      statementOf([invoice({ due })], today).currencies[0]?.lines[0]?.daysOverdue;
    expect(days('2026-03-07', '2026-03-09')).toBe(2);
    expect(days('2026-10-31', '2026-11-02')).toBe(2);
    expect(days('2028-02-28', '2028-03-01')).toBe(2);
  });

  test('puts each debt in its ageing bucket: not due, 1–30, 31–60, 61–90, over 90', () => {
    const ages = [-5, 0, 1, 30, 31, 60, 61, 90, 91, 400];
    const items = ages.map((days, index) => invoice({ ...overdueBy(days), amount: 10 ** index }));
    expect(statementOf(items, TODAY).currencies[0]?.ageing).toEqual([
      { from: 0, to: 0, amount: 11 },
      { from: 1, to: 30, amount: 1_100 },
      { from: 31, to: 60, amount: 110_000 },
      { from: 61, to: 90, amount: 11_000_000 },
      { from: 91, to: null, amount: 1_100_000_000 },
    ]);
  });

  test('the ageing buckets are configuration', () => {
    const [dollars] = statementOf([invoice(overdueBy(20))], TODAY, [14]).currencies;
    expect(dollars?.ageing.map(({ from, to, amount }) => [from, to, amount])).toEqual([
      [0, 0, 0],
      [1, 14, 0],
      [15, null, 10_000],
    ]);
  });

  test('a part payment and a credit lower it; what is paid in full is not on it', () => {
    const items = [
      invoice({ number: 'part', paid: 4_000, ...overdueBy(5) }),
      invoice({ number: 'full', paid: 10_000, ...overdueBy(5) }),
      credit({ number: 'credit', amount: 1_500 }),
    ];
    const [dollars] = statementOf(items, TODAY).currencies;
    expect(dollars).toMatchObject({ total: 4_500, credits: 1_500, overdue: 4_500 });
    expect(dollars?.lines.map(({ number, left }) => [number, left])).toEqual([
      ['part', 6_000],
      ['credit', -1_500],
    ]);
  });

  test('currencies are kept apart', () => {
    const items = [
      invoice({ amount: 1 }),
      invoice({ amount: 20, currency: 'EUR' }),
      invoice({ amount: 300 }),
    ];
    const { currencies } = statementOf(items, TODAY);
    expect(currencies.map(({ currency, total }) => [currency, total])).toEqual([
      ['EUR', 20],
      ['USD', 301],
    ]);
  });

  test('a disputed item is listed apart and is in no total', () => {
    const statement = statementOf([invoice(), invoice({ number: 'D', dispute: DISPUTE })], TODAY);
    expect(statement.currencies[0]).toMatchObject({ total: 10_000 });
    expect(statement.disputed).toMatchObject([{ number: 'D', left: 10_000, dispute: DISPUTE }]);
  });

  test('whatever an account holds, buckets less credits make the total, and nothing is lost or counted twice', () => {
    fc.assert(
      fc.property(anyItems, (items) => {
        const statement = statementOf(items, TODAY);
        const open = items.filter(({ amount, paid }) => amount > paid);
        const shown = statement.currencies.flatMap(({ lines }) => lines);
        expect([...shown, ...statement.disputed].map(({ number }) => number).sort()).toEqual(
          open.map(({ number }) => number).sort(),
        );
        for (const { ageing, credits, total, overdue, lines } of statement.currencies) {
          expect(ageing.reduce((left, { amount }) => left + amount, 0) - credits).toBe(total);
          expect(lines.reduce((left, line) => left + line.left, 0)).toBe(total);
          expect(overdue).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  test('a total too large to be counted exactly is refused, not rounded', () => {
    const huge = [invoice({ amount: Number.MAX_SAFE_INTEGER }), invoice()];
    expect(() => statementOf(huge, TODAY)).toThrow(RangeError);
  });
});

describe('An account', () => {
  test('is clear when nothing overdue is left, also while something is not yet due', () => {
    expect(standingOf([], TODAY)).toBe('clear');
    expect(standingOf([invoice(overdueBy(-10)), invoice({ ...overdueBy(9), paid: 10_000 })], TODAY)).toBe(
      'clear',
    );
  });

  test('is clear when its credits cover all that is overdue, in the same currency only', () => {
    const late = invoice(overdueBy(9));
    expect(standingOf([late, credit({ amount: 10_000 })], TODAY)).toBe('clear');
    expect(standingOf([late, credit({ amount: 9_999 })], TODAY)).toBe('overdue');
    expect(standingOf([late, credit({ amount: 99_999, currency: 'EUR' })], TODAY)).toBe('overdue');
  });

  test('that disputes all that is overdue is not clear: the follow-up waits until it is settled', () => {
    const disputed = invoice({ ...overdueBy(9), dispute: DISPUTE });
    expect(standingOf([disputed], TODAY)).toBe('disputed');
    expect(standingOf([disputed, invoice(overdueBy(1))], TODAY)).toBe('overdue');
    expect(standingOf([invoice({ ...overdueBy(-3), dispute: DISPUTE })], TODAY)).toBe('clear');
  });

  test('is not done with while something is open that can become overdue, or is disputed', () => {
    expect(hasOpenDebts([invoice(overdueBy(-10))])).toBe(true);
    expect(hasOpenDebts([invoice({ ...overdueBy(-3), dispute: DISPUTE })])).toBe(true);
    expect(hasOpenDebts([invoice({ ...overdueBy(9), paid: 10_000 })])).toBe(false);
    expect(hasOpenDebts([invoice(overdueBy(-10)), credit({ amount: 10_000 })])).toBe(false);
    expect(hasOpenDebts([])).toBe(false);
  });
});
