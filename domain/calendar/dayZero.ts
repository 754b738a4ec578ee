import type { Clock, Instant } from '../program/program.ts';
import type { Calendar } from './calendar.ts';
import { type LocalDate, localDate, localMinute } from './localTime.ts';
import { isWorkingDay, nextWorkingDay, workingDayFrom } from './workingDays.ts';

export interface DayZero {
  date: LocalDate;
  /** Whether the clock starts later than the event by the rule of business hours. */
  moved: boolean;
}

/**
 * The day on which the clock starts (procedures.md 1). A clock without limits starts on the local date of the event,
 * be it a day off. With limits, an event on a day off or after the minute `sentUntil` starts it on the next business
 * day; one before the minute `sentFrom` belongs to the evening before, so the next business day may be its own date.
 */
export function dayZero(clock: Clock, calendar: Calendar, event: Instant): DayZero {
  const date = localDate(calendar.zone, event);
  const minute = localMinute(calendar.zone, event);
  if (clock.sentFrom === undefined && clock.sentUntil === undefined) return { date, moved: false };
  if (clock.sentFrom !== undefined && minute < clock.sentFrom) {
    return { date: workingDayFrom(calendar, date), moved: true };
  }
  const late = clock.sentUntil !== undefined && minute > clock.sentUntil;
  return late || !isWorkingDay(calendar, date)
    ? { date: nextWorkingDay(calendar, date), moved: true }
    : { date, moved: false };
}
