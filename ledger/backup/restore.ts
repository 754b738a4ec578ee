import { createReadStream } from 'node:fs';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Instant } from '../../domain/program/program.ts';
import { LedgerMismatch, LedgerRefused } from '../errors.ts';
import { checksumOf, type Migration, shippedMigrations } from '../migrate.ts';
import type { Schema } from '../schema.ts';
import { doubtAll, noteRestoration } from '../standings/doubts.ts';
import { type Manifest, readManifest, verifyFiles } from './manifest.ts';
import { columnList, tablesOf } from './tables.ts';

export interface Restore {
  /** The backup's folder. */
  backup: string;
  /** Who does it. */
  by: string;
  /** A ledger that is there already is kept beside the new one, under another name; absent: it is refused. */
  replace?: boolean | undefined;
}

export interface Restored {
  takenAt: Instant;
  cases: number;
  /** Open cases in which nothing goes out until a person is sure. */
  doubted: number;
  /** The schema in which the ledger that was there is kept; null: there was none. */
  keptAs: string | null;
}

/**
 * Makes the ledger of a backup in a database, all of it or nothing: the tables as they were then, their rows, each
 * counted, the migrations since; and every open case in doubt, because what went out after the backup is not in it.
 * @throws LedgerRefused FT-LED-BACKUP, FT-LED-NOT-EMPTY; LedgerMismatch when the backup is of a newer version
 */
export async function restoreBackup(
  url: string,
  { backup, by, replace = false }: Restore,
): Promise<Restored> {
  const manifest = await readManifest(backup);
  await verifyFiles(backup, manifest);
  const { known, newer } = await migrationsOf(manifest);
  const client = new pg.Client({ connectionString: url, application_name: 'followthrough restore' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('begin');
    await client.query('set local statement_timeout = 0');
    await client.query("select pg_advisory_xact_lock(hashtext('followthrough-migrations'))");
    const keptAs = await makeRoom(client, replace);
    await client.query(MIGRATIONS);
    for (const migration of known) await apply(client, migration);
    await fill(client, backup, manifest);
    for (const migration of newer) await apply(client, migration);
    const at = Date.now();
    const ledger = within(client);
    await noteRestoration(ledger, { backup: basename(backup), takenAt: manifest.takenAt, by, at });
    const doubted = await doubtAll(ledger, at);
    await client.query('commit');
    const cases = manifest.tables.find(({ name }) => name === 'cases')?.rows ?? 0;
    return { takenAt: manifest.takenAt, cases, doubted, keptAs };
  } finally {
    // Without a commit the server undoes all of it.
    await client.end().catch(() => undefined);
  }
}

const MIGRATIONS =
  'create table migrations (name text primary key, checksum text not null, applied_at timestamptz not null default now())';

async function migrationsOf({ migrations }: Manifest): Promise<{ known: Migration[]; newer: Migration[] }> {
  const shipped = await shippedMigrations();
  for (const { name, checksum } of migrations) {
    const ours = shipped.find((each) => each.name === name);
    if (!ours) throw new LedgerMismatch('FT-LED-NEWER', name);
    if (checksumOf(ours) !== checksum) throw new LedgerMismatch('FT-LED-MIGRATION-CHANGED', name);
  }
  const had = (migration: Migration) => migrations.some(({ name }) => name === migration.name);
  return { known: shipped.filter(had), newer: shipped.filter((each) => !had(each)) };
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query(migration.text);
  await client.query('insert into migrations (name, checksum) values ($1, $2)', [
    migration.name,
    checksumOf(migration),
  ]);
}

/** Another ledger is never written over: it goes aside as it is, in a schema of its own. */
async function makeRoom(client: pg.Client, replace: boolean): Promise<string | null> {
  const { rows } = await client.query<{ schema: string; tables: number }>(
    `select current_schema() as schema, (select count(*)::int from pg_class
      where relnamespace = current_schema()::regnamespace and relkind = 'r') as tables`,
  );
  const [found] = rows;
  if (!found || found.tables === 0) return null;
  if (!replace)
    throw new LedgerRefused('FT-LED-NOT-EMPTY', `the schema ${found.schema} has ${found.tables} tables`);
  const aside = `before_restore_${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}`;
  const schema = client.escapeIdentifier(found.schema);
  await client.query(`alter schema ${schema} rename to ${client.escapeIdentifier(aside)}`);
  await client.query(`create schema ${schema}`);
  return aside;
}

async function fill(client: pg.Client, backup: string, manifest: Manifest): Promise<void> {
  const tables = await tablesOf(client);
  // What a migration itself puts into a table is in the copy as well.
  const names = tables.map(({ name }) => client.escapeIdentifier(name));
  await client.query(`truncate ${names.join(', ')}`);
  for (const { name } of tables) {
    const copy = manifest.tables.find((each) => each.name === name);
    if (!copy) throw new LedgerRefused('FT-LED-BACKUP', `${backup} lacks the table ${name}`);
    const target = client.query(copyFrom(`copy ${columnList(client, copy)} from stdin`));
    await pipeline(createReadStream(join(backup, copy.file)), createGunzip(), target);
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::int as count from ${client.escapeIdentifier(name)}`,
    );
    if (rows[0]?.count !== copy.rows)
      throw new LedgerRefused('FT-LED-BACKUP', `${name} has ${rows[0]?.count} rows instead of ${copy.rows}`);
  }
  await countOn(client);
}

/** Numbers that the database gives out go on behind the highest that was given. */
async function countOn(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string; sequence: string }>(`
    select c.relname as table, a.attname as column, pg_get_serial_sequence(quote_ident(c.relname), a.attname) as sequence
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
      and pg_get_serial_sequence(quote_ident(c.relname), a.attname) is not null`);
  for (const { table, column, sequence } of rows) {
    const [name, of] = [client.escapeIdentifier(table), client.escapeIdentifier(column)];
    await client.query(`select setval($1, coalesce((select max(${of}) from ${name}), 0) + 1, false)`, [
      sequence,
    ]);
  }
}

/** The ledger's own functions, in the transaction of this connection. */
function within(client: pg.Client): Kysely<Schema> {
  const connection = { query: client.query.bind(client) as never, release: () => undefined };
  const pool = { connect: async () => connection, end: async () => undefined };
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
}
