import type { LocalDate } from '../calendar/localTime.ts';

const DAY = 86_400_000;

/** Whole days from one date to another; negative when `to` is the earlier one. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
}

export function plusDays(date: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);
}

/** How many days a debt is past its due date; 0 on that day and before. */
export function daysOverdue(due: LocalDate, today: LocalDate): number {
  return Math.max(0, daysBetween(due, today));
}

export function later(a: LocalDate, b: LocalDate): LocalDate {
  return a < b ? b : a;
}
