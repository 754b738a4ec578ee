import { calendarAround } from '../calendar/calendar.ts';
import { instantAt, type LocalDate, nextDate, weekday } from '../calendar/localTime.ts';
import { FactError } from '../procedure/factErrors.ts';
import { type Change, changesOf } from './changes.ts';
import { type Differences, DifferenceTally } from './differences.ts';
import type { CaseRun, Edition } from './edition.ts';
import type { PastCase } from './pastCase.ts';
import { Tally, type Totals } from './tally.ts';
import type { Minutes } from './work.ts';

/** Two versions of a procedure: the one that is tried, and the one it is compared with. */
export interface Sides {
  now: Edition;
  before?: Edition | undefined;
}

/** What a dry run found. */
export interface DryRunResult {
  totals: Totals;
  compared: { totals: Totals; differences: Differences } | null;
  /** First and last day on which anything is done, by either version; null: nothing is. */
  period: { from: LocalDate; to: LocalDate } | null;
  /** Days in the period on which nobody works, and why. */
  daysOff: Record<LocalDate, string>;
}

/**
 * Runs past cases through a version of a procedure by the calendar, one after the other. Pure: nothing is sent, and
 * limits for a person across procedures, quiet hours and the systems around a case are not asked.
 */
export class DryRun {
  readonly #sides: Sides;
  readonly #now: Tally;
  readonly #before: Tally;
  readonly #differences = new DifferenceTally();

  constructor(sides: Sides, minutes: Minutes) {
    this.#sides = sides;
    this.#now = new Tally(minutes);
    this.#before = new Tally(minutes);
  }

  /**
   * Everything that would have been done in a case, against the version before if there is one.
   * @throws FactError or CalendarError for a case that one of the versions does not take; it is then in no total
   */
  take(past: PastCase): Change[] {
    const { now, before } = this.#sides;
    const run = now.run(factsFor(past, now, before));
    const was = before ? runBefore(before, past, now) : null;
    this.#now.add(past, run);
    if (!was) return run.happenings.map((is) => ({ change: 'same', is }));
    this.#before.add(past, was);
    const changes = changesOf(was.happenings, run.happenings);
    this.#differences.add(past, changes);
    return changes;
  }

  result(): DryRunResult {
    const totals = this.#now.totals();
    const before = this.#sides.before ? this.#before.totals() : null;
    const dates = [totals, ...(before ? [before] : [])]
      .flatMap(({ days }) => days.map(({ date }) => date))
      .sort();
    const [from, to] = [dates[0], dates.at(-1)];
    const period = from === undefined || to === undefined ? null : { from, to };
    return {
      totals,
      compared: before && { totals: before, differences: this.#differences.differences() },
      period,
      daysOff: period ? daysOff(this.#sides.now, period) : {},
    };
  }
}

/** A fact that only the other version has is none for this one; one that neither has is refused. */
function factsFor(past: PastCase, side: Edition, other: Edition | undefined): PastCase {
  if (!other) return past;
  const meant = Object.entries(past.facts).filter(([name]) => side.knows(name) || !other.knows(name));
  return { ...past, facts: Object.fromEntries(meant) };
}

function runBefore(before: Edition, past: PastCase, now: Edition): CaseRun {
  try {
    return before.run(factsFor(past, before, now));
  } catch (error) {
    if (!(error instanceof FactError)) throw error;
    const [first, ...more] = error.problems.map((each) => ({
      ...each,
      message: `in the version compared with, ${each.message}`,
    }));
    throw first ? new FactError([first, ...more]) : error;
  }
}

function daysOff(
  { calendar }: Edition,
  { from, to }: { from: LocalDate; to: LocalDate },
): Record<LocalDate, string> {
  const { zone, weekdays } = calendar;
  const known = calendarAround(calendar, [instantAt(zone, from, '12:00'), instantAt(zone, to, '12:00')]);
  const off: Record<LocalDate, string> = {};
  for (let date = from; date <= to; date = nextDate(zone, date)) {
    const named = known.daysOff[date];
    if (named !== undefined) off[date] = named;
    else if (!weekdays.includes(weekday(date)) && !(date in known.open)) off[date] = 'no working day';
  }
  return off;
}
