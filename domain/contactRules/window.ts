import type { LocalHour } from '../calendar/localTime.ts';
import type { Instant } from '../program/program.ts';
import type { Hours } from './contactRules.ts';
import { offsetAt } from './zones.ts';

/** Hours on the clock of one zone. */
export interface Window extends Hours {
  zone: string;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Windows that have no moment in common on any of so many days have none at all. */
const DAYS_TRIED = 8;

/** Whether the clocks of all zones show a time within their hours. Seconds do not count. */
export function insideAll(windows: readonly Window[], at: Instant): boolean {
  return windows.every((window) => inside(window, at));
}

/**
 * The first moment, not before `at`, that lies within all windows. Never backwards (TIM-2).
 * @returns null when the windows have no moment in common
 */
export function nextInside(windows: readonly Window[], at: Instant): Instant | null {
  if (windows.some(({ from, until }) => from >= until)) return null;
  let moment = at;
  while (moment <= at + DAYS_TRIED * DAY) {
    // Before the latest of the openings at least one window is closed, so nothing is passed over.
    const next = Math.max(...windows.map((window) => opening(window, moment)), moment);
    if (next === moment) return moment;
    moment = next;
  }
  return null;
}

/** The first moment after `at`, which lies within all windows, that lies outside one of them. */
export function nextOutside(windows: readonly Window[], at: Instant): Instant {
  return Math.min(...windows.map((window) => closing(window, at)));
}

function inside(window: Window, at: Instant): boolean {
  const minute = Math.floor(clockOf(window.zone, at) / MINUTE);
  return minute >= minutes(window.from) && minute < minutes(window.until);
}

/** The first moment, not before `at`, at which the zone's clock shows a time within the hours. */
function opening(window: Window, at: Instant): Instant {
  let moment = at;
  while (!inside(window, moment)) {
    const from = minutes(window.from) * MINUTE;
    const clock = clockOf(window.zone, moment);
    const wanted = moment + (clock < from ? from - clock : DAY - clock + from);
    // Where the clocks are changed in between, everything is looked at again from there.
    moment = clockChange(window.zone, moment, wanted) ?? wanted;
  }
  return moment;
}

/** The first moment after `at` at which the zone's clock has left the hours. */
function closing(window: Window, at: Instant): Instant {
  let moment = at;
  while (inside(window, moment)) {
    const wanted = moment + minutes(window.until) * MINUTE - clockOf(window.zone, moment);
    moment = clockChange(window.zone, moment, wanted) ?? wanted;
    if (moment > at + DAYS_TRIED * DAY) break;
  }
  return moment;
}

/** The first moment after `from`, up to `until`, with another offset; null when the clocks are not changed. */
function clockChange(zone: string, from: Instant, until: Instant): Instant | null {
  const before = offsetAt(zone, from);
  if (offsetAt(zone, until) === before) return null;
  let [low, high] = [from, until];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(zone, middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

/** What the clock shows, in milliseconds since its midnight. */
function clockOf(zone: string, at: Instant): number {
  const local = at + offsetAt(zone, at) * MINUTE;
  return ((local % DAY) + DAY) % DAY;
}

function minutes(hour: LocalHour): number {
  const [hours = 0, rest = 0] = hour.split(':').map(Number);
  return hours * 60 + rest;
}
