import { DateTime } from 'luxon';
import { localDate } from '../calendar/localTime.ts';
import { readInstant } from '../procedure/instant.ts';
import type { Instant } from '../program/program.ts';

/** A cell's date: the moment, and the day that people in the zone have then ("YYYY-MM-DD"). */
export type ReadDate = { at: Instant; day: string } | { reason: string };

export interface HowDatesAre {
  formats: readonly string[];
  zone: string;
  /** The hour of a date that comes without one. */
  hour: string;
}

/**
 * Reads a date as one of the formats writes it, in the zone; or a moment with its own offset. A local time that the
 * clocks leave out or show twice is refused like everywhere else.
 */
export function readDate(text: string, { formats, zone, hour }: HowDatesAre): ReadDate {
  const own = readInstant(text);
  if ('at' in own) return { at: own.at, day: localDate(zone, own.at) };
  for (const format of formats) {
    const read = DateTime.fromFormat(text, format, { zone: 'utc', locale: 'en' });
    if (!read.isValid) continue;
    const time = hasTime(format) ? read.toFormat('HH:mm:ss') : hour;
    const moment = readInstant(`${read.toFormat('yyyy-MM-dd')}T${time}[${zone}]`);
    return 'at' in moment ? { at: moment.at, day: read.toFormat('yyyy-MM-dd') } : moment;
  }
  return { reason: `"${text}" is no date written as ${formats.join(' or ')}` };
}

/** For messages: "March 9, 2026". */
export function dayInWords(day: string): string {
  return DateTime.fromISO(day, { zone: 'utc', locale: 'en' }).toFormat('MMMM d, yyyy');
}

/** Days on which day, month and year cannot be mistaken for each other, and one on which they can. */
const SAMPLES = ['2026-11-23T14:35:00', '2027-03-09T08:05:00'].map((text) =>
  DateTime.fromISO(text, { zone: 'utc', locale: 'en' }),
);

/** Why a format cannot be used, or undefined. Zones stand in the mapping, not in a format. */
export function formatFault(format: string): string | undefined {
  if (/z/i.test(format)) return `"${format}" has a zone; moments with an offset are read anyway`;
  const whole = SAMPLES.every((sample) => {
    const back = DateTime.fromFormat(sample.toFormat(format), format, { zone: 'utc', locale: 'en' });
    return back.isValid && back.hasSame(sample, 'day');
  });
  return whole ? undefined : `"${format}" does not say year, month and day, as M/d/yyyy does`;
}

/** Whether two formats read the same text as two different days. */
export function clash(one: string, other: string): boolean {
  return SAMPLES.some((sample) => {
    const text = sample.toFormat(one);
    const [first, second] = [one, other].map((format) =>
      DateTime.fromFormat(text, format, { zone: 'utc', locale: 'en' }),
    );
    return first?.isValid && second?.isValid && !first.hasSame(second, 'day');
  });
}

function hasTime(format: string): boolean {
  return /[HhtTf]/.test(format.replace(/'[^']*'/g, ''));
}
