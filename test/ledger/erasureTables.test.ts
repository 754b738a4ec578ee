import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { closeLedger, type Ledger, openLedger } from '../../ledger/connect.ts';
import { FATES } from '../../ledger/erasure/tables.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let ledger: Ledger;
/** Columns of texts, JSON, bytes and lists of them, by table: what can hold something of a person. */
let columns: Map<string, string[]>;
beforeAll(async () => {
  database = await freshDatabase();
  ledger = openLedger(database.url);
  const { rows } = await sql<{ table: string; column: string }>`
    select c.table_name as table, c.column_name as column from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
      and c.data_type not in ('integer', 'bigint', 'smallint', 'boolean', 'timestamp with time zone', 'numeric', 'double precision')
      and not (c.data_type = 'ARRAY' and c.udt_name in ('_int4', '_int8'))
    order by 1, c.ordinal_position`.execute(ledger);
  columns = new Map();
  for (const { table, column } of rows) columns.set(table, [...(columns.get(table) ?? []), column]);
}, 60_000);
afterAll(async () => {
  await closeLedger(ledger);
  await database.drop();
});

describe('LAW-11: what an erasure knows of the ledger', () => {
  test('LAW-11: every table is in exactly one class: removed, kept without the person, or nothing of a person', () => {
    expect(FATES.map(({ table }) => table as string).toSorted()).toEqual([...columns.keys()].toSorted());
  });

  test('LAW-11: where rows stay, every column that can hold words says why, or is cleared', () => {
    for (const { table, becomes, harmless = {} } of FATES) {
      if (becomes === 'gone') continue;
      const known = [...Object.keys(becomes ?? {}), ...Object.keys(harmless)];
      expect({ table, columns: known.toSorted() }).toEqual({
        table,
        columns: columns.get(table)?.toSorted(),
      });
    }
  });

  test('LAW-11: whatever stays of a person has a right to, with its reason', () => {
    const bare = FATES.filter(({ of, becomes, right }) => of && becomes !== 'gone' && !right);
    expect(bare).toEqual([]);
    for (const { right } of FATES) if (right) expect(right.because.length).toBeGreaterThan(20);
  });

  test('LAW-11: a row goes before the row that it refers to', async () => {
    const { rows } = await sql<{ child: string; parent: string }>`
      select conrelid::regclass::text as child, confrelid::regclass::text as parent
      from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`.execute(ledger);
    const gone = FATES.filter(({ becomes }) => becomes === 'gone').map(({ table }) => table as string);
    const order = FATES.map(({ table }) => table as string);
    const wrong = rows.filter(
      ({ child, parent }) =>
        child !== parent &&
        gone.includes(parent) &&
        FATES.find(({ table }) => table === child)?.of !== undefined &&
        order.indexOf(child) > order.indexOf(parent),
    );
    expect(wrong).toEqual([]);
  });
});
