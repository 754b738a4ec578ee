import { instantAt, localDate, weekday } from '../../domain/calendar/localTime.ts';
import type { Instant } from '../../domain/program/program.ts';

const HOUR = '10:30';
const DAY = 86_400_000;
const MONDAY = 1;
const FRIDAY = 5;

/** Half past ten, or another hour, on the last day from Monday to Friday that has got so far. */
export function lastWeekday(now: Instant, zone: string, hour = HOUR): string {
  return lastDay(now, zone, (day) => day <= FRIDAY, hour);
}

/** Half past ten on the last Monday that has got so far. */
export function lastMonday(now: Instant, zone: string): string {
  return lastDay(now, zone, (day) => day === MONDAY);
}

/** So many days later, at the same time of day in UTC. */
export function daysAfter(text: string, days: number): Instant {
  return Date.parse(text) + days * DAY;
}

function lastDay(now: Instant, zone: string, wanted: (day: number) => boolean, hour = HOUR): string {
  for (let back = 0; ; back += 1) {
    const date = localDate(zone, now - back * DAY);
    const at = instantAt(zone, date, hour);
    if (wanted(weekday(date)) && at <= now) return new Date(at).toISOString();
  }
}
