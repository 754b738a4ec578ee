import type { LocalDate } from '../calendar/localTime.ts';
import { debtsOf } from './credits.ts';
import { later, plusDays } from './days.ts';
import type { OpenItem } from './openItem.ts';

/** A reminder level of the procedure: reached when a debt is so many days overdue. Numbers and days increase. */
export interface Level {
  number: number;
  days: number;
}

/** A moment at which a customer's debts are looked at and asked for. */
export interface Review {
  on: LocalDate;
  /** The highest level that one of the items reaches: it decides wording and actions. */
  level: number;
  /** The debts that are due for a level then, each with its own: never more than one above the one it had. */
  items: { number: string; level: number }[];
}

export interface LevelOptions {
  /** Days from one review at the last level to the next; default 30. */
  againAfter?: number;
}

const AGAIN_AFTER = 30;

/**
 * The next moment at which a customer is due, not before today; null when nothing is left that could ever come: all
 * is paid, covered by credits or disputed.
 *
 * Levels belong to each debt. A debt reaches its next level so many days after its due date, and not sooner after its
 * last one than the two levels lie apart: old debt on a first import starts at level 1 and goes on with the normal
 * distance. After the last level it comes again every `againAfter` days.
 */
export function nextReview(
  items: readonly OpenItem[],
  levels: readonly Level[],
  today: LocalDate,
  options: LevelOptions = {},
): Review | null {
  const coming = debtsOf(items).map(({ item }) => comingOf(item, levels, options));
  const earliest = coming.map(({ on }) => on).sort()[0];
  if (earliest === undefined) return null;
  const on = later(earliest, today);
  const reached = coming.filter((each) => each.on <= on);
  return {
    on,
    level: Math.max(...reached.map(({ level }) => level)),
    items: reached.map(({ number, level }) => ({ number, level })),
  };
}

/** The items after a review was done on a day: those it was about have reached its levels. No level ever goes down. */
export function afterReview(items: readonly OpenItem[], review: Review, on: LocalDate): OpenItem[] {
  const reached = new Map(review.items.map(({ number, level }) => [number, level]));
  return items.map((item) => {
    const level = reached.get(item.number);
    if (level === undefined) return item;
    return { ...item, level: Math.max(level, item.level), dunnedOn: later(item.dunnedOn ?? on, on) };
  });
}

function comingOf(
  item: OpenItem,
  levels: readonly Level[],
  { againAfter = AGAIN_AFTER }: LevelOptions,
): { number: string; level: number; on: LocalDate } {
  const { number, due, dunnedOn } = item;
  const next = levels.find((level) => level.number > item.level);
  const last = levels.at(-1);
  if (!last) throw new Error('there are no levels');
  if (!next) {
    const on = plusDays(dunnedOn ?? plusDays(due, last.days), againAfter);
    return { number, level: last.number, on };
  }
  const reached = levels.findLast((level) => level.number <= item.level)?.days ?? 0;
  const earliest = dunnedOn === null ? due : plusDays(dunnedOn, next.days - reached);
  return { number, level: next.number, on: later(plusDays(due, next.days), earliest) };
}
