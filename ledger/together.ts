import { type OperationNodeSource, type RawBuilder, sql } from 'kysely';

/**
 * Several changes as one statement: all or nothing in one round trip. They do not see each other's rows, and none may
 * change a row that another one changes.
 * @returns the part before the statement's own `select`
 */
export function together(changes: Record<string, OperationNodeSource>): RawBuilder<unknown> {
  const parts = Object.entries(changes).map(([name, change]) => sql`${sql.ref(name)} as (${change})`);
  return sql`with ${sql.join(parts)}`;
}
