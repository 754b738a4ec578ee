import { type RawBuilder, sql } from 'kysely';

/** A value for a jsonb column. Spelt out, because the driver would write a list as a PostgreSQL array. */
export function json<T>(value: T): RawBuilder<T> {
  return sql`${JSON.stringify(value)}::jsonb`;
}
