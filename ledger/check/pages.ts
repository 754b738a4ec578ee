import { sql } from 'kysely';
import type { Ledger } from '../connect.ts';
import { LedgerRefused } from '../errors.ts';

/**
 * Has PostgreSQL's own amcheck look at rows and indexes of tables up to a size. Only where it is at hand, as in the
 * embedded ledger, whose role may. Its functions live in a schema of their own.
 * @throws LedgerRefused FT-LED-DAMAGED
 */
export async function checkPages(connection: Ledger, atMostBytes: number): Promise<void> {
  const { rows: may } = await sql<{ may: boolean }>`
    select exists (select from pg_available_extensions where name = 'amcheck') as may`.execute(connection);
  if (!may[0]?.may) return;
  await sql`create schema if not exists checks`.execute(connection);
  await sql`create extension if not exists amcheck schema checks`.execute(connection);
  const small = sql`c.relnamespace = current_schema()::regnamespace and pg_table_size(c.oid) between 1 and ${atMostBytes}`;
  const { rows } = await sql<{ name: string; msg: string }>`
    select c.relname as name, v.msg from pg_class c cross join lateral checks.verify_heapam(c.oid) v
    where c.relkind = 'r' and ${small} limit 1`.execute(connection);
  const [first] = rows;
  if (first) throw new LedgerRefused('FT-LED-DAMAGED', `${first.name}: ${first.msg}`);
  await sql`
    select checks.bt_index_check(i.indexrelid) from pg_index i join pg_class c on c.oid = i.indrelid
      join pg_class x on x.oid = i.indexrelid join pg_am a on a.oid = x.relam
    where a.amname = 'btree' and ${small}`.execute(connection);
}
