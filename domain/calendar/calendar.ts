import { createHash } from 'node:crypto';
import type { Plan, PlanAsk } from '../program/plan.ts';
import type { Instant } from '../program/program.ts';
import { CalendarError } from './errors.ts';
import { holidaysOf, TABLES_VERSION } from './holidays.ts';
import type { LocalDate } from './localTime.ts';
import type { CalendarRules } from './rules.ts';

/** A calendar with its days off spelt out for some years. Plain JSON: planning needs nothing else but zone data. */
export interface Calendar extends Omit<CalendarRules, 'holidays' | 'closed'> {
  /** For the record: changes when the file changes, or the release of the holiday tables; not with the years. */
  version: string;
  /** First and last year that the days off are known for. */
  years: { from: number; to: number };
  /** Holidays and own closures that no exception opens, and what they are. */
  daysOff: Record<LocalDate, string>;
}

/** Far outside the years of any case, a date is a slip of the keyboard. */
const FIRST_YEAR = 1989;
const LAST_YEAR = 2099;

const built = new WeakMap<CalendarRules, Map<string, Calendar>>();

/** The calendar with every year that the dates asked for can touch: what `planDates` needs. Built once and kept. */
export function calendarFor(rules: CalendarRules, ask: PlanAsk, previous: Plan | null): Calendar {
  return calendarAround(
    rules,
    ask.kind === 'round'
      ? [ask.zero]
      : [
          ask.notBefore,
          ...(ask.after ? [ask.after.at] : []),
          ...Object.values(previous?.slots ?? {}).map((slot) => slot.at),
        ],
  );
}

/** The calendar from the year before the first of these instants to the second year after the last. */
export function calendarAround(rules: CalendarRules, instants: Instant[]): Calendar {
  const touched = instants.map((instant) => yearOf(instant));
  return calendarOf(rules, Math.min(...touched) - 1, Math.max(...touched) + 2);
}

/** The calendar for the years named, both included. */
export function calendarOf(rules: CalendarRules, from: number, to: number): Calendar {
  if (from < FIRST_YEAR || to > LAST_YEAR) {
    throw new CalendarError('FT-CAL-YEARS', `Holidays of ${from} to ${to} are not known.`);
  }
  const kept = built.get(rules) ?? new Map<string, Calendar>();
  built.set(rules, kept);
  const calendar = kept.get(`${from}-${to}`) ?? build(rules, from, to);
  kept.set(`${from}-${to}`, calendar);
  return calendar;
}

function build(rules: CalendarRules, from: number, to: number): Calendar {
  const { holidays, closed, ...rest } = rules;
  const daysOff: Record<LocalDate, string> = {};
  for (let year = from; year <= to; year++) {
    if (holidays) Object.assign(daysOff, holidaysOf(holidays, year));
  }
  Object.assign(daysOff, closed);
  for (const date of Object.keys(rules.open)) delete daysOff[date];
  return { ...rest, version: versionOf(rules), years: { from, to }, daysOff };
}

/** Short hash of the rules and the release of the holiday tables. */
export function versionOf(rules: CalendarRules): string {
  return createHash('sha256')
    .update(JSON.stringify([rules, TABLES_VERSION]))
    .digest('hex')
    .slice(0, 16);
}

function yearOf(instant: Instant): number {
  const year = new Date(instant).getUTCFullYear();
  if (Number.isNaN(year)) throw new CalendarError('FT-CAL-INSTANT', `${instant} is no moment.`);
  return year;
}
