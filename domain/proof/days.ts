import type { Calendar } from '../calendar/calendar.ts';
import type { CalendarRules } from '../calendar/rules.ts';
import type { Instant } from '../program/program.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** A Monday 09:00, from which every proof counts. */
export const MONDAY: Instant = Date.UTC(2026, 2, 2, 9);

/**
 * How long people and outages keep a case waiting here: longer than any step, and a whole week, so that what comes after
 * it meets the same days of the week and few situations are new.
 */
export const LONG = 7 * DAY;

/**
 * The hours of a calendar on days that are all alike: no weekends, holidays or summer time, so that cases which stand
 * alike some days apart are one situation. What days off do to dates is shown by the calendar's own tests.
 */
export function plainDays(hours: CalendarRules['hours']): Calendar {
  return {
    calendar: 'plain-days',
    title: 'days that are all alike',
    zone: 'UTC',
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    hours,
    version: '',
    years: { from: 1970, to: 2199 },
    daysOff: {},
    open: {},
    closesEarly: {},
  };
}

/** Days since 1970, in UTC, where proofs live. */
export function dayOf(instant: Instant): number {
  return Math.floor(instant / DAY);
}

const SHOWN = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  weekday: 'short',
  day: 'numeric',
  month: 'short',
});

/** "Mon 9 Mar 09:00". */
export function shown(instant: Instant): string {
  const date = SHOWN.format(instant).replace(',', '');
  return `${date} ${new Date(instant).toISOString().slice(11, 16)}`;
}
