import { type Selectable, sql } from 'kysely';
import type { Instant } from '../domain/program/program.ts';
import type { Ledger } from './connect.ts';
import type { ApiKeys, Scope } from './keys/rows.ts';
import { instant } from './values.ts';

export { type Scope, SCOPES } from './keys/rows.ts';

/** A key without its secret. */
export interface Key {
  id: string;
  name: string;
  scopes: Scope[];
  /** Who acts by it. */
  person: string | null;
  /** The only outside system that it may speak for; null: any. */
  source: string | null;
  createdAt: Instant;
  createdBy: string;
  expiresAt: Instant | null;
  /** To the minute; null: never. */
  lastUsedAt: Instant | null;
  revokedAt: Instant | null;
  revokedBy: string | null;
}

export interface NewKey extends Pick<Key, 'id' | 'name' | 'scopes' | 'person' | 'source' | 'expiresAt'> {
  /** SHA-256 of the secret part. */
  hash: Buffer;
  by: string;
  at: Instant;
}

export async function addKey(ledger: Ledger, { expiresAt, by, at, ...plain }: NewKey): Promise<Key> {
  const row = await ledger
    .insertInto('api_keys')
    .values({
      ...plain,
      created_at: instant(at),
      created_by: by,
      expires_at: expiresAt === null ? null : instant(expiresAt),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return keyOf(row);
}

/** Newest first; those that can be used only, unless asked for all. */
export async function listKeys(ledger: Ledger, { all = false } = {}): Promise<Key[]> {
  let query = ledger.selectFrom('api_keys').selectAll();
  if (!all)
    query = query
      .where('revoked_at', 'is', null)
      .where(sql<boolean>`(expires_at is null or expires_at > now())`);
  return (await query.orderBy('created_at', 'desc').orderBy('id').execute()).map(keyOf);
}

/** Whether there has ever been a key: then nobody gets in without one. */
export async function hasKeys(ledger: Ledger): Promise<boolean> {
  return (await ledger.selectFrom('api_keys').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/**
 * A key that can be used, with the hash of its secret. Not one that was revoked, has expired, or is of somebody who is
 * none of the staff or has left it, once there is a staff.
 */
export async function usableKey(ledger: Ledger, id: string): Promise<{ key: Key; hash: Buffer } | undefined> {
  const row = await ledger
    .selectFrom('api_keys as k')
    .selectAll('k')
    .where('k.id', '=', id)
    .where('k.revoked_at', 'is', null)
    .where(sql<boolean>`(k.expires_at is null or k.expires_at > now())`)
    .where(
      sql<boolean>`(k.person is null or not exists (select from people)
        or exists (select from people p where p.id = k.person and p.active))`,
    )
    .executeTakeFirst();
  return row && { key: keyOf(row), hash: row.hash };
}

export async function noteUse(ledger: Ledger, id: string, at: Instant): Promise<void> {
  await ledger
    .updateTable('api_keys')
    .set({ last_used_at: sql`greatest(last_used_at, ${instant(at)})` })
    .where('id', '=', id)
    .execute();
}

/** Nobody gets in with it any more. The first word stands. @returns undefined when there is no such key */
export async function revokeKey(
  ledger: Ledger,
  id: string,
  { by, at }: { by: string; at: Instant },
): Promise<Key | undefined> {
  const row = await ledger
    .updateTable('api_keys')
    .set({
      revoked_at: sql`coalesce(revoked_at, ${instant(at)})`,
      revoked_by: sql`coalesce(revoked_by, ${by})`,
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row && keyOf(row);
}

function keyOf(row: Selectable<ApiKeys>): Key {
  const { id, name, scopes, person, source } = row;
  return {
    id,
    name,
    scopes,
    person,
    source,
    createdAt: row.created_at,
    createdBy: row.created_by,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
    revokedBy: row.revoked_by,
  };
}
