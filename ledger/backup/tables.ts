import type { ClientBase } from 'pg';

/** A table of the ledger as it is copied. */
export interface CopiedTable {
  name: string;
  /** Columns that hold something of their own: what the database works out is worked out again. */
  columns: string[];
}

/** Applied migrations are not copied: the tables are made by them. */
const NOT_COPIED = ['migrations'];

/**
 * All tables of the ledger, each behind those that it refers to, so that every reference holds while they are filled.
 * @throws Error when tables refer to each other in a circle, which a migration must not make
 */
export async function tablesOf(client: ClientBase): Promise<CopiedTable[]> {
  const { rows } = await client.query<CopiedTable & { refers: string[] }>(`
    select c.relname as name,
      (select coalesce(json_agg(a.attname order by a.attnum), '[]') from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      (select coalesce(json_agg(distinct t.relname), '[]') from pg_constraint f join pg_class t on t.oid = f.confrelid
        where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as refers
    from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' order by c.relname`);
  const left = rows.filter(({ name }) => !NOT_COPIED.includes(name));
  const ordered: CopiedTable[] = [];
  while (left.length > 0) {
    const next = left.findIndex(({ refers }) =>
      refers.every((each) => !left.some(({ name }) => name === each)),
    );
    const [table] = next < 0 ? [] : left.splice(next, 1);
    if (!table)
      throw new Error(
        `the tables ${left.map(({ name }) => name).join(', ')} refer to each other in a circle`,
      );
    ordered.push({ name: table.name, columns: table.columns });
  }
  return ordered;
}

export function columnList(client: ClientBase, { name, columns }: CopiedTable): string {
  return `${client.escapeIdentifier(name)} (${columns.map((each) => client.escapeIdentifier(each)).join(', ')})`;
}
