import type { Instant } from '../program/program.ts';
import type { Calendar } from './calendar.ts';
import { instantAt, type LocalDate, type LocalHour, localDate, nextDate } from './localTime.ts';
import { isWorkingDay } from './workingDays.ts';

/** When the hours of a working day begin. */
export function opensAt(calendar: Calendar, date: LocalDate): Instant {
  return instantAt(calendar.zone, date, calendar.hours.from);
}

/** When the hours of a working day are over; the instant itself is outside. */
export function closesAt(calendar: Calendar, date: LocalDate): Instant {
  return instantAt(calendar.zone, date, calendar.closesEarly[date] ?? calendar.hours.until);
}

/** Whether the instant lies in the hours of a working day. */
export function inHours(calendar: Calendar, instant: Instant): boolean {
  return withinHours(calendar, localDate(calendar.zone, instant), instant);
}

function withinHours(calendar: Calendar, date: LocalDate, instant: Instant): boolean {
  return (
    isWorkingDay(calendar, date) && instant >= opensAt(calendar, date) && instant < closesAt(calendar, date)
  );
}

/**
 * The first time, at or after an instant and not before a date, that the clock strikes an hour on a working day while
 * its hours last. Without an hour: when a working day begins.
 */
export function nextOpening(
  calendar: Calendar,
  notBefore: Instant,
  hour: LocalHour = calendar.hours.from,
  fromDate: LocalDate = localDate(calendar.zone, notBefore),
): Instant {
  const { zone } = calendar;
  const earliest = localDate(zone, notBefore);
  let date = fromDate > earliest ? fromDate : earliest;
  for (;;) {
    const instant = instantAt(zone, date, hour);
    if (instant >= notBefore && withinHours(calendar, date, instant)) return instant;
    date = nextDate(zone, date);
  }
}
