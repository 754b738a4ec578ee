import { type RawBuilder, sql } from 'kysely';
import type { Instant } from '../domain/program/program.ts';

/** A value for a jsonb column. Spelt out, because the driver would write a list as a PostgreSQL array. */
export function json(value: object): string {
  return JSON.stringify(value);
}

/** An instant for a timestamptz column, to write or to compare with. */
export function instant(at: Instant): RawBuilder<number> {
  return sql<number>`${new Date(at)}::timestamptz`;
}
