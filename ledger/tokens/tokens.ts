import { sql } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';
import { instant } from '../values.ts';

/** One generation of a vendor's tokens, encrypted. */
export interface KeptTokens {
  generation: number;
  sealed: Buffer;
}

/** The newest generation of the chain that began with this refresh token; null: it has never been renewed. */
export async function tokensOf(
  ledger: Ledger,
  vendor: string,
  begunWith: string,
): Promise<KeptTokens | null> {
  const row = await ledger
    .selectFrom('vendor_tokens')
    .select(['generation', 'sealed'])
    .where('vendor', '=', vendor)
    .where('begun_with', '=', begunWith)
    .executeTakeFirst();
  return row ?? null;
}

/** Keeps a generation. A newer one of the same chain stays; a new chain replaces the old one. */
export async function keepTokens(
  ledger: Ledger,
  vendor: string,
  begunWith: string,
  { generation, sealed }: KeptTokens,
  at: Instant,
): Promise<void> {
  const values = { begun_with: begunWith, generation, sealed, changed_at: instant(at) };
  await ledger
    .insertInto('vendor_tokens')
    .values({ vendor, ...values })
    .onConflict((conflict) =>
      conflict
        .column('vendor')
        .doUpdateSet(values)
        .where((where) =>
          where.or([
            where('vendor_tokens.begun_with', '<>', begunWith),
            where('vendor_tokens.generation', '<', generation),
          ]),
        ),
    )
    .execute();
}

/** Does the work if nobody else renews this vendor's tokens now; null: somebody does. */
export async function renewingAlone<T>(
  ledger: Ledger,
  vendor: string,
  work: () => Promise<T>,
): Promise<{ done: T } | null> {
  const key = sql`hashtextextended(${`renew ${vendor}`}, 0)`;
  return ledger.connection().execute(async (connection) => {
    // Of the session, not of a transaction: none may span the call to the vendor.
    const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_lock(${key}) as mine`.execute(
      connection,
    );
    if (!rows[0]?.mine) return null;
    try {
      return { done: await work() };
    } finally {
      await sql`select pg_advisory_unlock(${key})`.execute(connection).catch(() => undefined);
    }
  });
}
