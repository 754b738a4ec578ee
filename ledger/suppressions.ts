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

/** A person found the address to be right after all, or the contact agreed again. */
export async function liftSuppression(ledger: Ledger, channel: string, address: string): Promise<void> {
  await ledger
    .deleteFrom('suppressions')
    .where('channel', '=', channel)
    .where('address', '=', sameAddress(address))
    .execute();
}
