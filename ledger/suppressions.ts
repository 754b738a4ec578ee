import { sql } from 'kysely';
import type { Instant } from '../domain/program/program.ts';
import type { Ledger } from './connect.ts';
import { lockForNews, sameAddress } from './locks.ts';
import { instant } from './values.ts';

/**
 * Nothing goes to this address by this channel any more, for any case, because the other side refuses it. When this
 * returns, no contact starts that does not know of it. What people themselves say is a consent or an opt-out: see
 * contactRules/consents.ts.
 * @param reason why the provider refused the address
 */
export async function suppress(
  ledger: Ledger,
  channel: string,
  address: string,
  reason: string,
  at: Instant,
): Promise<void> {
  await ledger.transaction().execute(async (tx) => {
    await lockForNews(tx, { address });
    await addSuppression(tx, channel, address, reason, at);
  });
}

/** The same within a transaction that already holds the address, or follows from a contact that has been made. */
export async function addSuppression(
  tx: Ledger,
  channel: string,
  address: string,
  reason: string,
  at: Instant,
): Promise<void> {
  await tx
    .insertInto('suppressions')
    .values({ channel, address: sameAddress(address), reason, since: instant(at) })
    .onConflict((conflict) => conflict.columns(['channel', 'address']).doNothing())
    .execute();
}

/** Who lifts it, when and why. */
export interface Lifting {
  by: string;
  because: string;
  at: Instant;
  /** Only if it was blocked by then; absent: whenever. */
  until?: Instant;
}

/**
 * A person found the address to be right after all. Who, when and why stays on record; an opt-out is not touched.
 * @returns false: it was not blocked
 */
export async function liftSuppression(
  ledger: Ledger,
  channel: string,
  address: string,
  { by, because, at, until }: Lifting,
): Promise<boolean> {
  return ledger.transaction().execute(async (tx) => {
    const found = await tx
      .deleteFrom('suppressions')
      .where('channel', '=', channel)
      .where('address', '=', sameAddress(address))
      .$if(until !== undefined, (query) => query.where('since', '<=', instant(until ?? 0)))
      .returningAll()
      .executeTakeFirst();
    if (!found) return false;
    const lifted = { lifted_at: instant(at), lifted_by: by, because };
    const { reason, since } = found;
    await tx
      .insertInto('lifted_suppressions')
      .values({ channel, address: found.address, reason, since: instant(since), ...lifted })
      .execute();
    return true;
  });
}

/** It was lifted by a word that was not taken: it is blocked again, as it was before. */
export async function takeBackLifting(
  ledger: Ledger,
  channel: string,
  address: string,
  { by, at }: Pick<Lifting, 'by' | 'at'>,
): Promise<void> {
  await ledger.transaction().execute(async (tx) => {
    await lockForNews(tx, { address });
    const found = await tx
      .deleteFrom('lifted_suppressions')
      .where('channel', '=', channel)
      .where('address', '=', sameAddress(address))
      .where('lifted_by', '=', by)
      .where('lifted_at', '=', instant(at))
      .returning(['reason', 'since'])
      .executeTakeFirst();
    if (found) await addSuppression(tx, channel, address, found.reason, found.since);
  });
}

/** An address that cannot be used on a channel. */
export interface BlockedAddress {
  channel: string;
  address: string;
  /** Why the other side refuses it. */
  reason: string;
  since: Instant;
}

/** Addresses that cannot be used, by address and channel. `after` is the last one of the page before. */
export async function listSuppressions(
  ledger: Ledger,
  given: {
    address?: string | undefined;
    after?: Pick<BlockedAddress, 'channel' | 'address'> | undefined;
    limit: number;
  },
): Promise<BlockedAddress[]> {
  return ledger
    .selectFrom('suppressions')
    .selectAll()
    .$if(given.address !== undefined, (query) =>
      query.where('address', '=', sameAddress(given.address ?? '')),
    )
    .$if(given.after !== undefined, (query) =>
      query.where(sql<boolean>`(address, channel) > (${given.after?.address}, ${given.after?.channel})`),
    )
    .orderBy('address')
    .orderBy('channel')
    .limit(given.limit)
    .execute();
}
