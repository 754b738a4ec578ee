import { DateTime } from 'luxon';
import type { Instant } from '../program/program.ts';
import { CalendarError } from './errors.ts';

/** A local date "YYYY-MM-DD". Such texts compare in the order of time. */
export type LocalDate = string;
/** A local wall-clock time "HH:MM"; "24:00" is the end of the day. */
export type LocalHour = string;

const DAY = 86_400_000;
/** In minutes; no change of summer time is nearly as long. */
const HALF_DAY = 720;

/** Asking a zone for its offset is what planning costs, and the cases of a batch ask for the same few hundred days. */
const instants = new Map<string, Instant>();
const offsets = new Map<string, number>();
const dates = new Map<string, LocalDate>();
const labels = new Map<string, string>();
const KEPT = 20_000;

function kept<T>(known: Map<string, T>, key: string, find: () => T): T {
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size >= KEPT) known.clear();
  const found = find();
  known.set(key, found);
  return found;
}

function local(zone: string, instant: Instant): DateTime {
  const time = DateTime.fromMillis(Number.isFinite(instant) ? instant : Number.NaN, { zone, locale: 'en' });
  if (!time.isValid) {
    throw new CalendarError('FT-CAL-INSTANT', `${instant} in the zone ${zone} is no moment.`);
  }
  return time;
}

/** The date that people in the zone have at that instant. */
export function localDate(zone: string, instant: Instant): LocalDate {
  return kept(dates, `${zone} ${instant}`, () => local(zone, instant).toFormat('yyyy-MM-dd'));
}

/** The minute that a clock in the zone shows, "HH:MM"; seconds do not count. */
export function localMinute(zone: string, instant: Instant): LocalHour {
  return local(zone, instant).toFormat('HH:mm');
}

/** An instant for people, in English and in the zone: "Mon 9 Mar 2026 09:00". */
export function label(zone: string, instant: Instant): string {
  return kept(labels, `${zone} ${instant}`, () => local(zone, instant).toFormat('ccc d LLL yyyy HH:mm'));
}

/**
 * The instant at which a clock in the zone shows that time on that date. A time that the clocks skip is moved forward
 * by as much as they skip; of a time that they show twice it is the first.
 */
export function instantAt(zone: string, date: LocalDate, hour: LocalHour): Instant {
  if (hour === '24:00') return instantAt(zone, dayAfter(date), '00:00');
  return kept(instants, `${zone} ${date} ${hour}`, () => {
    const time = DateTime.fromISO(`${date}T${hour}`, { zone });
    return Math.min(...time.getPossibleOffsets().map((possible) => possible.toMillis()));
  });
}

/** 1 for Monday to 7 for Sunday. */
export function weekday(date: LocalDate): number {
  return new Date(Date.parse(date)).getUTCDay() || 7;
}

/** False for a date that the zone skipped by crossing the date line, as Samoa did on 30 December 2011. */
export function exists(zone: string, date: LocalDate): boolean {
  const midnight = Date.parse(date);
  const skipped = offsetAt(zone, midnight + 2 * DAY) - offsetAt(zone, midnight - DAY);
  return skipped < HALF_DAY || localDate(zone, instantAt(zone, date, '00:00')) === date;
}

/** Minutes east of Greenwich. */
function offsetAt(zone: string, instant: Instant): number {
  return kept(offsets, `${zone} ${instant}`, () => local(zone, instant).offset);
}

/** The next date that people in the zone have. */
export function nextDate(zone: string, date: LocalDate): LocalDate {
  const next = dayAfter(date);
  return exists(zone, next) ? next : nextDate(zone, next);
}

function dayAfter(date: LocalDate): LocalDate {
  return new Date(Date.parse(date) + DAY).toISOString().slice(0, 10);
}
