import { randomBytes } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { Ledger } from '../connect.ts';
import { newId } from '../id.ts';
import { sameAddress } from '../locks.ts';
import { instant } from '../values.ts';

/** HMAC-SHA256 takes its key in blocks of so many bytes (RFC 2104). */
const BLOCK = 64;
const KEY_BYTES = 32;

/** A key as its two passes use it. */
export interface MarkKey {
  id: string;
  inner: Buffer;
  outer: Buffer;
}

/** The keys of this ledger, oldest first; one is made if there is none. More than one: a register was taken over. */
export async function markKeys(tx: Ledger): Promise<MarkKey[]> {
  // Two first erasures at once make one key.
  await sql`select pg_advisory_xact_lock(hashtext('followthrough-erasure-key'))`.execute(tx);
  const known = await readKeys(tx);
  if (known.length > 0) return known;
  const made = madeKey();
  await takeKeys(tx, [made]);
  return [made];
}

export async function readKeys(ledger: Ledger): Promise<MarkKey[]> {
  const rows = await ledger.selectFrom('erasure_keys').selectAll().orderBy('made_at').orderBy('id').execute();
  return rows.map(({ id, inner_pad: inner, outer_pad: outer }) => ({ id, inner, outer }));
}

/** Keys of a register that another copy of the ledger has written. */
export async function takeKeys(tx: Ledger, keys: readonly MarkKey[]): Promise<void> {
  for (const { id, inner, outer } of keys)
    await tx
      .insertInto('erasure_keys')
      .values({ id, inner_pad: inner, outer_pad: outer, made_at: instant(Date.now()) })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
}

function madeKey(): MarkKey {
  const key = Buffer.concat([randomBytes(KEY_BYTES), Buffer.alloc(BLOCK - KEY_BYTES)]);
  const padded = (byte: number) => Buffer.from(key.map((each) => each ^ byte));
  return { id: newId(), inner: padded(0x36), outer: padded(0x5c) };
}

/** What is marked of an address: in its one spelling. */
export const markOfAddress = (address: string): string => `address:${sameAddress(address)}`;
export const markOfCase = (caseId: string): string => `case:${caseId}`;

/** A case is not opened again, or an address is not used any more, because of an erasure. */
export type ErasedAs = 'address' | 'case';

/**
 * Whether this case was erased, or whoever has one of these addresses; null: neither, or the person has agreed anew since,
 * with proof.
 */
export async function erasedAs(
  ledger: Ledger,
  given: { caseId: string; addresses: readonly string[] },
): Promise<ErasedAs | null> {
  const { rows } = await sql<{ kind: ErasedAs }>`
    select e.kind from erased e where e.mark = any(erasure_marks(${markOfCase(given.caseId)}))
    union all
    select e.kind from unnest(${given.addresses.map(sameAddress)}::text[]) a(address)
      join erased e on ${marksAddress('a.address')}
    limit 1`.execute(ledger);
  return rows[0]?.kind ?? null;
}

/** The row `e` of `erased` marks the address in this column, and nobody has agreed to it since. */
export function marksAddress(column: string): RawBuilder<boolean> {
  const address = sql.ref(column);
  return sql`e.mark = any(erasure_marks('address:' || ${address}))
    and not exists (select from consents o where o.address = ${address} and o.given and o.at > e.since)`;
}
