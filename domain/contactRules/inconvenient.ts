import { DateTime } from 'luxon';
import type { LocalHour } from '../calendar/localTime.ts';
import type { Instant } from '../program/program.ts';

/** What a person said about when, or where, they do not want to be reached (LAW-7). */
export type Inconvenient =
  /** From the first minute up to, not including, the second, on the person's clock; weekdays from 1, Monday. */
  | { hours: { from: LocalHour; until: LocalHour }; weekdays: readonly number[] | null }
  /** The address itself, such as one at work: until the person agrees to it. */
  | { hours: null };

/** Notes that leave no moment free on any of so many days leave none at all. */
const DAYS_TRIED = 8;
const DAY = 24 * 60 * 60_000;

/**
 * Whether a contact would be inconvenient now, on any clock that may be the person's.
 * @returns null: it is not; else from when it is not any more, or `never`
 */
export function inconvenientUntil(
  notes: readonly Inconvenient[],
  zones: readonly string[],
  at: Instant,
): Instant | 'never' | null {
  if (notes.some(({ hours }) => hours === null)) return 'never';
  let moment = at;
  while (moment <= at + DAYS_TRIED * DAY) {
    const until = notes.flatMap((note) => zones.flatMap((zone) => endOf(note, zone, moment) ?? []));
    if (until.length === 0) return moment === at ? null : moment;
    moment = Math.max(...until);
  }
  return 'never';
}

/** When the hours end that the moment lies in; null: it lies outside. */
function endOf(note: Inconvenient, zone: string, at: Instant): Instant | null {
  if (note.hours === null) return null;
  const { weekdays } = note;
  const local = DateTime.fromMillis(at, { zone });
  if (weekdays && !weekdays.includes(local.weekday)) return null;
  const [from, until] = [minutesOf(note.hours.from), minutesOf(note.hours.until)];
  const now = local.hour * 60 + local.minute;
  if (now < from || now >= until) return null;
  const end = local.startOf('day').plus({ days: until === 24 * 60 ? 1 : 0 });
  const clock = { hour: Math.floor(until / 60) % 24, minute: until % 60 };
  // Where clocks are put back over the end, the later of the two.
  return Math.max(end.set(clock).toMillis(), local.startOf('minute').plus({ minutes: 1 }).toMillis());
}

function minutesOf(hour: LocalHour): number {
  const [hours = 0, minutes = 0] = hour.split(':').map(Number);
  return hours * 60 + minutes;
}
