import { sql } from 'kysely';
import type { Ledger } from '../connect.ts';
import { LedgerRefused } from '../errors.ts';
import { checkPages } from './pages.ts';

/** A table up to this size is read whole; of a larger one so much, in pages that chance chooses. */
export const READ_BYTES = 16 * 1_024 * 1_024;
const PAGE_BYTES = 8_192;

interface Table {
  name: string;
  bytes: number;
}

/**
 * Looks whether the ledger can be read before anything works on it (LED-4): every table, up to `READ_BYTES` of each; no
 * constraint and no index that does not hold; the bytes of messages by their hashes. With checksums the database itself
 * finds what the disk has changed in the pages that are read.
 * @param justStarted it is an embedded one that has just been started, and nobody has written to it: pages that were wiped are
 * found as well, and PostgreSQL's own check looks at rows and indexes
 * @throws LedgerRefused FT-LED-DAMAGED, naming the table; nothing is changed
 */
export async function checkIntegrity(
  ledger: Ledger,
  { justStarted }: { justStarted: boolean },
): Promise<void> {
  const tables = await telling('the list of tables', () => tablesOf(ledger));
  await ledger.connection().execute(async (connection) => {
    await sql`set statement_timeout = 0`.execute(connection);
    try {
      await telling('the catalogue', () => refuseInvalid(connection));
      if (justStarted) await telling('the first pages', () => refuseWiped(connection));
      for (const table of tables) await telling(table.name, () => readTable(connection, table));
      await telling('contents', () => refuseChanged(connection, tables));
      if (justStarted) await telling('rows and indexes', () => checkPages(connection, READ_BYTES));
    } finally {
      await sql`reset statement_timeout`.execute(connection).catch(() => undefined);
    }
  });
}

async function tablesOf(ledger: Ledger): Promise<Table[]> {
  const { rows } = await sql<Table>`
    select relname as name, pg_table_size(oid)::float8 as bytes from pg_class
    where relnamespace = current_schema()::regnamespace and relkind = 'r' order by relname`.execute(ledger);
  return rows;
}

/** Every row as a text, so that what lies outside of its page is read as well. */
async function readTable(connection: Ledger, table: Table): Promise<void> {
  await sql`select count(md5(t::text)) from ${sql.table(table.name)} t ${sampleOf(table)}`.execute(
    connection,
  );
}

function sampleOf({ bytes }: Table) {
  if (bytes <= READ_BYTES) return sql``;
  return sql`tablesample system (${sql.lit((100 * READ_BYTES) / bytes)})`;
}

/** Left behind by a build of an index that broke off, or by somebody who switched a check off. */
async function refuseInvalid(connection: Ledger): Promise<void> {
  const { rows } = await sql<{ what: string }>`
    select 'constraint ' || conname || ' of ' || conrelid::regclass as what from pg_constraint
      where connamespace = current_schema()::regnamespace and not convalidated
    union all
    select 'index ' || i.indexrelid::regclass from pg_index i join pg_class c on c.oid = i.indrelid
      where c.relnamespace = current_schema()::regnamespace and not (i.indisvalid and i.indisready)`.execute(
    connection,
  );
  const [first] = rows;
  if (first) throw new LedgerRefused('FT-LED-DAMAGED', `${first.what} does not hold`);
}

/**
 * PostgreSQL takes a page of zeros for a new one, so a file that was wiped reads as an empty table. Only right after a start
 * the disk has what memory has.
 */
async function refuseWiped(connection: Ledger): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select c.oid::regclass::text as name from pg_class c
    where c.relkind in ('r', 't') and c.relpersistence = 'p' and pg_relation_size(c.oid) > 0
      and (c.relnamespace = current_schema()::regnamespace or exists (select from pg_class o
        where o.reltoastrelid = c.oid and o.relnamespace = current_schema()::regnamespace))
      and exists (select from pg_index i where i.indrelid = c.oid and pg_relation_size(i.indexrelid) > ${PAGE_BYTES})
      and pg_read_binary_file(pg_relation_filepath(c.oid), 0, ${PAGE_BYTES}) = decode(repeat('00', ${PAGE_BYTES}), 'hex')
  `.execute(connection);
  const [first] = rows;
  if (first) throw new LedgerRefused('FT-LED-DAMAGED', `the first page of ${first.name} is wiped`);
}

/** What was sent is kept under the hash of its bytes. */
async function refuseChanged(connection: Ledger, tables: Table[]): Promise<void> {
  const contents = tables.find(({ name }) => name === 'contents');
  if (!contents) return;
  const { rows } = await sql<{ hash: string }>`
    select hash from contents t ${sampleOf(contents)} where encode(sha256(body), 'hex') <> hash limit 1`.execute(
    connection,
  );
  const [first] = rows;
  if (first)
    throw new LedgerRefused(
      'FT-LED-DAMAGED',
      `the message with the hash ${first.hash} is not as it was kept`,
    );
}

/** PostgreSQL's codes for what is broken: data, index, a file that is gone or cannot be read. */
const BROKEN = /^(XX00[012]|58030|58P01|F0000)$/;

async function telling<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (!BROKEN.test(code ?? '')) throw error;
    throw new LedgerRefused('FT-LED-DAMAGED', `${what}: ${message}`, error);
  }
}
