import { DateTime } from 'luxon';
import { label } from '../../domain/calendar/localTime.ts';
import type { Instant } from '../../domain/program/program.ts';

/** For a line of its own: "Mon 9 Mar 2026 09:00 (America/Los_Angeles)". */
export function moment(at: Instant, zone: string): string {
  return `${label(zone, at)} (${zone})`;
}

/** For a column under a heading that names the zone. */
export function short(at: Instant | null | undefined, zone: string): string {
  return at === null || at === undefined ? '' : label(zone, at);
}

/** The zone of this machine: for what belongs to no case. */
export function ownZone(): string {
  return DateTime.local().zoneName;
}

/** Writes instants for programs: ISO 8601 with the offset of the zone. */
export function isoIn(zone: string): (at: Instant) => string {
  return (at) => DateTime.fromMillis(at, { zone }).toISO() ?? '';
}
