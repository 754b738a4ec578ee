import type { Clock } from '../program/program.ts';
import type { Calendar } from './calendar.ts';
import { CalendarError } from './errors.ts';
import { exists, type LocalDate, nextDate, weekday } from './localTime.ts';

/** Whether people work on that date: a working weekday that is no day off, or an exception that opens it. */
export function isWorkingDay(calendar: Calendar, date: LocalDate): boolean {
  const year = Number(date.slice(0, 4));
  if (!(year >= calendar.years.from && year <= calendar.years.to)) {
    throw new CalendarError(
      'FT-CAL-YEARS',
      `${date} lies outside the years of the calendar ${calendar.calendar}.`,
    );
  }
  const works =
    Object.hasOwn(calendar.open, date) ||
    (calendar.weekdays.includes(weekday(date)) && !Object.hasOwn(calendar.daysOff, date));
  return works && exists(calendar.zone, date);
}

/** The first working day on or after the date. */
export function workingDayFrom(calendar: Calendar, date: LocalDate): LocalDate {
  let day = date;
  while (!isWorkingDay(calendar, day)) day = nextDate(calendar.zone, day);
  return day;
}

/** The first working day after the date. */
export function nextWorkingDay(calendar: Calendar, date: LocalDate): LocalDate {
  return workingDayFrom(calendar, nextDate(calendar.zone, date));
}

/** The date so many counted days after another one; none after it is the date itself, also on a day off. */
export function countedDaysAfter(
  count: Clock['count'],
  calendar: Calendar,
  date: LocalDate,
  days: number,
): LocalDate {
  let day = date;
  for (let counted = 0; counted < days; counted++) {
    day = count === 'business-days' ? nextWorkingDay(calendar, day) : nextDate(calendar.zone, day);
  }
  return day;
}
