import { describe, expect, test } from '@jest/globals';
import { daysBetween, plusDays } from '../../domain/statement/days.ts';
import { afterReview, type Level, nextReview } from '../../domain/statement/levels.ts';
import type { OpenItem } from '../../domain/statement/openItem.ts';
import { credit, DISPUTE, invoice, LEVELS, TODAY } from './support/openItems.ts';

const overdueBy = (days: number) => ({ due: plusDays(TODAY, -days) });

/** The days on which a customer comes up, and at which level, if all is left unpaid. */
function course(given: OpenItem[], levels: Level[], count: number): [number, number][] {
  let items = given;
  let today = TODAY;
  return Array.from({ length: count }, () => {
    const review = nextReview(items, levels, today);
    if (!review) throw new Error('nothing comes');
    items = afterReview(items, review, review.on);
    today = review.on;
    return [daysBetween(TODAY, review.on), review.level];
  });
}

describe('The next level', () => {
  test('comes so many days after the due date as the level says, and after the last one every 30 days', () => {
    expect(course([invoice()], LEVELS, 5)).toEqual([
      [7, 1],
      [21, 2],
      [45, 3],
      [75, 3],
      [105, 3],
    ]);
  });

  test('old debt on a first import starts at level 1 today, and goes on with the normal distance', () => {
    expect(course([invoice(overdueBy(300))], LEVELS, 4)).toEqual([
      [0, 1],
      [14, 2],
      [38, 3],
      [68, 3],
    ]);
  });

  test('belongs to each debt: a new invoice begins at level 1 though an older one is at level 3', () => {
    const items = [
      invoice({ number: 'old', ...overdueBy(50), level: 3, dunnedOn: TODAY }),
      invoice({ number: 'new', ...overdueBy(7) }),
    ];
    expect(nextReview(items, LEVELS, TODAY)).toEqual({
      on: TODAY,
      level: 1,
      items: [{ number: 'new', level: 1 }],
    });
  });

  test('of a customer is the highest that one of the due debts reaches; each debt still takes its own', () => {
    const items = [
      invoice({ number: 'old', ...overdueBy(21), level: 1 }),
      invoice({ number: 'new', ...overdueBy(10) }),
    ];
    const review = nextReview(items, LEVELS, TODAY);
    expect(review).toMatchObject({
      level: 2,
      items: [
        { number: 'old', level: 2 },
        { number: 'new', level: 1 },
      ],
    });
    expect(review && afterReview(items, review, TODAY).map(({ level }) => level)).toEqual([2, 1]);
  });

  test('the warning is not skipped when the oldest item is paid on the eve of the next level', () => {
    const old = invoice({ number: 'old', ...overdueBy(44), level: 2, dunnedOn: plusDays(TODAY, -23) });
    const other = invoice({ number: 'other', ...overdueBy(44), level: 1, dunnedOn: plusDays(TODAY, -14) });
    expect(nextReview([old, other], LEVELS, TODAY)).toMatchObject({ level: 2 });
    const paid = { ...old, paid: old.amount };
    expect(nextReview([paid, other], LEVELS, TODAY)).toMatchObject({ level: 2, on: TODAY });
    expect(nextReview([paid, invoice(overdueBy(60))], LEVELS, TODAY)).toMatchObject({ level: 1 });
  });

  test('a disputed item has none; settled, it goes on where it was', () => {
    const item = invoice({ ...overdueBy(100), level: 1, dunnedOn: plusDays(TODAY, -60) });
    expect(nextReview([{ ...item, dispute: DISPUTE }], LEVELS, TODAY)).toBeNull();
    expect(nextReview([item], LEVELS, TODAY)).toMatchObject({ on: TODAY, level: 2 });
  });

  test('nothing comes for what is paid, or covered by a credit', () => {
    expect(nextReview([], LEVELS, TODAY)).toBeNull();
    expect(nextReview([invoice({ paid: 10_000 })], LEVELS, TODAY)).toBeNull();
    expect(nextReview([invoice(overdueBy(9)), credit()], LEVELS, TODAY)).toBeNull();
  });

  test('credits pay the oldest debt first', () => {
    const items = [
      credit(),
      invoice({ number: 'new', ...overdueBy(8) }),
      invoice({ number: 'old', ...overdueBy(30) }),
    ];
    expect(nextReview(items, LEVELS, TODAY)?.items).toEqual([{ number: 'new', level: 1 }]);
  });

  test('is never before today, and due the same day when it was missed', () => {
    expect(nextReview([invoice(overdueBy(400))], LEVELS, TODAY)?.on).toBe(TODAY);
  });

  test('how often it comes after the last level is configuration', () => {
    const item = invoice({ ...overdueBy(90), level: 3, dunnedOn: TODAY });
    expect(nextReview([item], LEVELS, TODAY, { againAfter: 10 })?.on).toBe('2026-03-20');
  });

  test('a procedure that lost its highest level goes on with the one that is now the last', () => {
    const item = invoice({ ...overdueBy(90), level: 3, dunnedOn: TODAY });
    const review = nextReview([item], LEVELS.slice(0, 2), TODAY);
    expect(review).toMatchObject({ on: plusDays(TODAY, 30), level: 2 });
    expect(review && afterReview([item], review, review.on)).toMatchObject([
      { level: 3, dunnedOn: review?.on },
    ]);
  });
});
