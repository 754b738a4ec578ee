import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { CaseView } from '../../domain/program/view.ts';
import { findCase, storeView } from '../../ledger/cases.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { aCase, book, NOW } from './support/book.ts';

let ledger: Ledger;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ ledger, close } = await book());
}, 60_000);
afterAll(() => close());

const OPEN = ['waiting', 'answered', 'held', 'with-a-person', 'problem'] as const;

const view: fc.Arbitrary<CaseView> = fc
  .record({
    open: fc.constantFrom(...OPEN),
    closed: fc.boolean(),
    attempts: fc.integer({ min: 0, max: 9 }),
    nextAt: fc.option(fc.integer({ min: NOW, max: NOW + 1_000_000 })),
  })
  .map(({ open, closed, attempts, nextAt }) => ({
    status: closed ? ('closed' as const) : open,
    outcome: closed ? ('answered' as const) : null,
    waitingOn: closed ? null : 'step:day-1',
    nextAt: closed ? null : nextAt,
    attempts,
    round: 1,
  }));

test('LED-10: in whatever order words of a case arrive, at once or twice, the newest one stands', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 1_000 }), view), {
        minLength: 1,
        maxLength: 8,
        selector: ([at]) => at,
      }),
      fc.boolean(),
      async (words, atOnce) => {
        const id = await aCase(ledger);
        const twice = [...words, ...words.slice(0, 3)];
        const store = ([at, each]: [number, CaseView]) => storeView(ledger, id, NOW + at, each);
        if (atOnce) await Promise.all(twice.map(store));
        else for (const word of twice) await store(word);
        const [at, newest] = words.reduce((one, other) => (one[0] > other[0] ? one : other));
        expect(await findCase(ledger, id)).toMatchObject({
          status: newest.status,
          outcome: newest.outcome,
          attempts: newest.attempts,
          next_at: newest.nextAt,
          closed_at: newest.status === 'closed' ? NOW + at : null,
          as_of: NOW + at,
        });
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);

test('LED-10: a status that is none, an end without its outcome and an outcome without its end are refused', async () => {
  const id = await aCase(ledger);
  const open: CaseView = {
    status: 'waiting',
    waitingOn: null,
    nextAt: null,
    attempts: 0,
    round: 1,
    outcome: null,
  };
  const store = (wrong: object) => storeView(ledger, id, NOW + 1, { ...open, ...wrong });
  await expect(store({ status: 'asleep' })).rejects.toThrow(/cases_status_check/);
  await expect(store({ status: 'closed' })).rejects.toThrow(/cases_check/);
  await expect(store({ outcome: 'answered' })).rejects.toThrow(/cases_check/);
});
