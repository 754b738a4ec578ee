import type { JSONColumnType } from 'kysely';
import type { CalendarRules } from '../../domain/calendar/rules.ts';
import type { Instant } from '../../domain/program/program.ts';

/** A version of a calendar's file, under the hash of what it says. */
export interface Calendars {
  hash: string;
  name: string;
  rules: JSONColumnType<CalendarRules>;
  first_seen: Instant;
}
