import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { daysBetween, plusDays } from '../../domain/statement/days.ts';
import { afterReview, type Level, nextReview, type Review } from '../../domain/statement/levels.ts';
import type { OpenItem } from '../../domain/statement/openItem.ts';
import { anyItems, credit, DISPUTE, invoice, TODAY } from './support/openItems.ts';

/** What happens to an account between two days. */
type Happening =
  | { what: 'days'; days: number }
  | { what: 'oldest-paid' }
  | { what: 'part-paid'; which: number }
  | { what: 'credited'; amount: number }
  | { what: 'disputed' | 'settled'; which: number }
  | { what: 'invoiced'; age: number };

const which = fc.nat({ max: 20 });
const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ what: fc.constant('days' as const), days: fc.integer({ min: 1, max: 60 }) }),
  },
  { weight: 2, arbitrary: fc.constant({ what: 'oldest-paid' as const }) },
  fc.record({ what: fc.constant('part-paid' as const), which }),
  fc.record({ what: fc.constant('credited' as const), amount: fc.integer({ min: 1, max: 300_000 }) }),
  fc.record({ what: fc.constantFrom('disputed' as const, 'settled' as const), which }),
  fc.record({ what: fc.constant('invoiced' as const), age: fc.integer({ min: -20, max: 200 }) }),
);

const levelsDrawn: fc.Arbitrary<Level[]> = fc
  .uniqueArray(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 5 })
  .map((days) => [...days].sort((a, b) => a - b).map((each, index) => ({ number: index + 1, days: each })));

interface Seen {
  on: string;
  review: Review;
  before: OpenItem[];
}

function happens(items: OpenItem[], event: Happening, today: string): OpenItem[] {
  const at = 'which' in event ? event.which % Math.max(1, items.length) : -1;
  const change = (more: (item: OpenItem) => Partial<OpenItem>) =>
    items.map((item, index) => (index === at ? { ...item, ...more(item) } : item));
  switch (event.what) {
    case 'days':
      return items;
    case 'oldest-paid': {
      const oldest = items
        .filter(({ amount, paid }) => amount > paid)
        .sort((a, b) => (a.due < b.due ? -1 : 1))[0];
      return items.map((item) => (item === oldest ? { ...item, paid: item.amount } : item));
    }
    case 'part-paid':
      return change(({ amount, paid }) => ({ paid: paid + Math.floor((amount - paid) / 2) }));
    case 'credited':
      return [...items, credit({ amount: event.amount })];
    case 'disputed':
      return change(() => ({ dispute: DISPUTE }));
    case 'settled':
      return change(() => ({ dispute: null }));
    case 'invoiced':
      return [...items, invoice({ due: plusDays(today, -event.age) })];
  }
}

/** Lets all of it happen, with a review done on the very day on which one is due. */
function run(start: OpenItem[], levels: Level[], events: Happening[]): Seen[] {
  let items = start;
  let today = TODAY;
  const seen: Seen[] = [];
  for (const event of events) {
    items = happens(items, event, today);
    if (event.what === 'days') today = plusDays(today, event.days);
    const review = nextReview(items, levels, today);
    if (!review || review.on !== today) continue;
    seen.push({ on: today, review, before: items });
    items = afterReview(items, review, today);
  }
  return seen;
}

/** @param check is given all reviews of a course and how many of them have come before */
function always(check: (seen: Seen[], levels: Level[]) => void): void {
  fc.assert(
    fc.property(anyItems, levelsDrawn, fc.array(happening, { maxLength: 40 }), (items, levels, events) => {
      check(run(items, levels, events), levels);
    }),
    { numRuns: 300 },
  );
}

/** The reviews that an item was part of, in order. */
function ofEachItem(seen: Seen[]): [string, { on: string; level: number }[]][] {
  const courses = new Map<string, { on: string; level: number }[]>();
  for (const { on, review } of seen) {
    for (const { number, level } of review.items)
      courses.set(number, [...(courses.get(number) ?? []), { on, level }]);
  }
  return [...courses];
}

describe('Whatever is paid, credited, disputed or invoiced in between', () => {
  test('each debt goes through the levels one by one and never skips the warning', () => {
    always((seen, levels) => {
      for (const [, course] of ofEachItem(seen)) {
        expect(course.map(({ level }) => level)).toEqual(
          course.map((_, index) => Math.min(index + 1, levels.length)),
        );
      }
    });
  });

  test('a customer is asked at a level only for a debt that was asked for at the level before', () => {
    always((seen) => {
      for (const { review, before } of seen) {
        const highest = review.items.filter(({ level }) => level === review.level);
        for (const { number } of highest) {
          const item = before.find((each) => each.number === number);
          expect(item?.level).toBeGreaterThanOrEqual(review.level - 1);
          expect(item && item.dispute === null && item.paid < item.amount).toBe(true);
        }
      }
    });
  });

  test('two levels of one debt never lie closer together than the procedure has them', () => {
    always((seen, levels) => {
      for (const [, course] of ofEachItem(seen)) {
        course.slice(1).forEach(({ on, level }, index) => {
          const [from, to] = [levels[level - 2]?.days ?? 0, levels[level - 1]?.days ?? 0];
          const last = course[index];
          const distance = last?.level === level ? 30 : to - from;
          expect(daysBetween(last?.on ?? on, on)).toBeGreaterThanOrEqual(distance);
        });
      }
    });
  });

  test('no debt is asked for before it is as many days overdue as the level says', () => {
    always((seen, levels) => {
      for (const { on, review, before } of seen) {
        for (const { number, level } of review.items) {
          const due = before.find((item) => item.number === number)?.due ?? on;
          expect(daysBetween(due, on)).toBeGreaterThanOrEqual(levels[level - 1]?.days ?? 0);
        }
      }
    });
  });

  test('the courses that this looks at do reach the last level and lose their oldest item on the way', () => {
    let last = 0;
    always((seen, levels) => {
      last += seen.filter(({ review }) => levels.length > 1 && review.level === levels.length).length;
    });
    expect(last).toBeGreaterThan(50);
  });
});
