import { DateTime } from 'luxon';
import { type Calendar, calendarAround } from '../../domain/calendar/calendar.ts';
import { opensAt } from '../../domain/calendar/hours.ts';
import { instantAt, type LocalDate, localDate, nextDate } from '../../domain/calendar/localTime.ts';
import type { CalendarRules } from '../../domain/calendar/rules.ts';
import { nextWorkingDay, workingDayFrom } from '../../domain/calendar/workingDays.ts';
import type { Instant } from '../../domain/program/program.ts';
import type { Case } from '../../ledger/schema.ts';
import { caseNow } from '../caseClock.ts';
import type { Context } from '../context.ts';
import { ClientError } from '../errors.ts';

/** Dates that people name without a calendar at hand. */
export const SHORTCUTS = [
  'tomorrow',
  'next-working-day',
  'one-week',
  'two-weeks',
  'one-month',
  'two-months',
] as const;

/** A moment; or as a text a local date, "2026-03-16", or a shortcut. */
export type When = Date | Instant | string;

/** The part of a day that a date alone means: when work begins, its first moment, or when it is over. */
export type DayPart = 'opening' | 'begin' | 'end';

const PERIODS: Partial<Record<string, { weeks: number } | { months: number }>> = {
  'one-week': { weeks: 1 },
  'two-weeks': { weeks: 2 },
  'one-month': { months: 1 },
  'two-months': { months: 2 },
};

/** Where the calendar of a case is gone, people are taken to work from Monday to Friday. */
const PLAIN: Omit<CalendarRules, 'zone'> = {
  calendar: 'plain',
  title: 'Monday to Friday',
  weekdays: [1, 2, 3, 4, 5],
  hours: { from: '09:00', until: '17:00' },
  closed: {},
  open: {},
  closesEarly: {},
};

/**
 * What a person means by a date, in the calendar of the case; resolved here, because a workflow knows no calendar.
 * A week or a month that ends on a day off goes on to the next working day.
 * @throws ClientError FT-CLI-MOMENT
 */
export async function momentFor(
  context: Context,
  row: Case,
  when: When,
  part: DayPart = 'opening',
): Promise<Instant> {
  if (typeof when === 'number' || when instanceof Date) return checked(Number(when), String(when));
  const now = caseNow(row);
  const calendar = await calendarOf(context, row, now);
  const date = dateMeant(calendar, when, localDate(calendar.zone, now));
  switch (part) {
    case 'opening':
      return opensAt(calendar, date);
    case 'begin':
      return instantAt(calendar.zone, date, '00:00');
    case 'end':
      return instantAt(calendar.zone, nextDate(calendar.zone, date), '00:00');
  }
}

async function calendarOf(context: Context, row: Case, now: Instant): Promise<Calendar> {
  const program = await context.procedures.programOf(row);
  const rules = await context.procedures.calendar(program.clock.calendar);
  return calendarAround(rules ?? { ...PLAIN, zone: row.plan?.zone ?? 'UTC' }, [now]);
}

function dateMeant(calendar: Calendar, when: string, today: LocalDate): LocalDate {
  if (when === 'tomorrow') return nextDate(calendar.zone, today);
  if (when === 'next-working-day') return nextWorkingDay(calendar, today);
  const period = PERIODS[when];
  if (period) {
    const date = DateTime.fromISO(today).plus(period).toISODate();
    return workingDayFrom(calendar, date ?? today);
  }
  if (/^\d{4}-\d{2}-\d{2}$/.test(when) && DateTime.fromISO(when).isValid) return when;
  const allowed = SHORTCUTS.join(', ');
  throw new ClientError('FT-CLI-MOMENT', `"${when}" is no date. Write one like 2026-03-16, or ${allowed}.`);
}

function checked(at: number, written: string): Instant {
  if (Number.isSafeInteger(at) && at > 0) return at;
  throw new ClientError('FT-CLI-MOMENT', `${written} is no moment.`);
}
