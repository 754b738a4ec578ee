import { DateTime } from 'luxon';
import type { Instant } from '../program/program.ts';

const SHAPE =
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}([.,]\d+)?)?(Z|[+-]\d{2}(:?\d{2})?|\[[A-Za-z_]+(\/[A-Za-z0-9_+-]+)*\])$/i;
const NAIVE = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?)?$/i;
const EXAMPLE = '2026-03-06T16:30:00-08:00';

/** A moment, or why the text is none. */
export type ReadInstant = { at: Instant } | { reason: string };

/**
 * Reads ISO 8601 with an offset, or with a zone in brackets as in RFC 9557. A local time alone is refused: the same
 * words would be another day zero in another office. So is a local time that its zone does not have, or has twice.
 */
export function readInstant(text: string): ReadInstant {
  if (NAIVE.test(text))
    return { reason: `"${text}" does not say in which zone: add the offset or the zone, such as ${EXAMPLE}` };
  if (!SHAPE.test(text)) return { reason: `"${text}" is not a date and time such as ${EXAMPLE}` };
  const [, local = text, zone] = /^(.*?)(?:\[(.+)\])?$/.exec(text) ?? [];
  const read = DateTime.fromISO(local, { zone: zone ?? 'utc' });
  if (!read.isValid) return { reason: `"${text}" is no real moment: ${unreal(local, zone)}` };
  if (zone !== undefined) {
    const wall = DateTime.fromISO(local, { zone: 'utc' });
    if (wall.toISO({ includeOffset: false }) !== read.toISO({ includeOffset: false }))
      return { reason: `"${text}" does not exist: the clocks of ${zone} leave it out` };
    if (read.getPossibleOffsets().length > 1)
      return { reason: `"${text}" happens twice in ${zone}: give the offset instead of the zone` };
  }
  if (read.year < 2000 || read.year > 2100)
    return { reason: `"${text}" lies in the year ${read.year}: is that meant?` };
  return { at: read.toMillis() };
}

function unreal(local: string, zone: string | undefined): string {
  const [day = ''] = local.split(/T/i);
  if (!DateTime.fromISO(day, { zone: 'utc' }).isValid) return `there is no day ${day}`;
  if (DateTime.fromISO(local, { zone: 'utc' }).isValid) return `there is no time zone "${zone}"`;
  return 'there is no such time of day';
}
