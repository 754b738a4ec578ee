import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Ledger } from './connect.ts';
import { LedgerMismatch } from './errors.ts';

export interface Migration {
  /** File name, "0001_ledger.sql": the order in which migrations apply. */
  name: string;
  text: string;
}

const FOLDER = new URL('./migrations/', import.meta.url);

/** The migrations that come with this version, in order. */
export async function shippedMigrations(): Promise<Migration[]> {
  const names = (await readdir(FOLDER)).filter((name) => /^\d{4}_[a-z0-9-]+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => ({ name, text: await readFile(new URL(name, FOLDER), 'utf8') })),
  );
}

/**
 * Brings the ledger to this version and returns the names of what was applied. All or nothing: one transaction, one
 * migrator at a time. Forward only: an applied migration that was changed or is unknown here is refused.
 */
export async function migrate(ledger: Ledger, migrations?: Migration[]): Promise<string[]> {
  const shipped = migrations ?? (await shippedMigrations());
  return ledger.transaction().execute(async (tx) => {
    await sql`set local statement_timeout = 0`.execute(tx);
    await sql`set local lock_timeout = 0`.execute(tx);
    await sql`select pg_advisory_xact_lock(hashtext('followthrough-migrations'))`.execute(tx);
    await sql`create table if not exists migrations (
      name text primary key, checksum text not null, applied_at timestamptz not null default now())`.execute(
      tx,
    );
    const { rows } = await sql<{
      name: string;
      checksum: string;
    }>`select name, checksum from migrations`.execute(tx);
    for (const { name, checksum } of rows) {
      const known = shipped.find((migration) => migration.name === name);
      if (!known) throw new LedgerMismatch('FT-LED-NEWER', name);
      if (checksumOf(known) !== checksum) throw new LedgerMismatch('FT-LED-MIGRATION-CHANGED', name);
    }
    const pending = shipped.filter(({ name }) => !rows.some((row) => row.name === name));
    for (const migration of pending) {
      await sql.raw(migration.text).execute(tx);
      await sql`insert into migrations (name, checksum) values (${migration.name}, ${checksumOf(migration)})`.execute(
        tx,
      );
    }
    return pending.map(({ name }) => name);
  });
}

/** Line ends do not count. */
export function checksumOf({ text }: Migration): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex');
}
