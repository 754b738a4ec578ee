import type { Clock, ProgramStep } from '../program/program.ts';
import type { Calendar } from './calendar.ts';
import { type LocalDate, nextDate } from './localTime.ts';
import { countedDaysAfter } from './workingDays.ts';

/** An attempt that was made or is planned: its local date and its day number. */
export interface Attempt {
  date: LocalDate;
  day: number;
}

/**
 * The first date that two attempts allow: never the same local day, and the clock's full days between them. A step that
 * is no attempt may share the day.
 */
export function apartFrom(clock: Clock, calendar: Calendar, last: Attempt, step: ProgramStep): LocalDate {
  if (!step.attempt) return last.date;
  let date = last.date;
  for (let day = 0; day <= (clock.fullDaysBetween ?? 0); day++) date = nextDate(calendar.zone, date);
  return date;
}

/** The first date that keeps the distance the procedure plans between the last attempt and a step. */
export function plannedAfter(clock: Clock, calendar: Calendar, last: Attempt, step: ProgramStep): LocalDate {
  if (step.day === undefined) return last.date;
  return countedDaysAfter(clock.count, calendar, last.date, step.day - last.day);
}

export function latest(...dates: LocalDate[]): LocalDate {
  return dates.reduce((late, date) => (date > late ? date : late));
}
