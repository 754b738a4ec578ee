import type { Instant } from '../domain/program/program.ts';
import type { Ledger } from './connect.ts';
import { instant } from './values.ts';

/** Stops a channel for everybody, or all of them with `*`. Steps wait; no case fails. Acts from the next send on. */
export async function switchOff(
  ledger: Ledger,
  channel: string,
  reason: string,
  by: string,
  at: Instant,
): Promise<void> {
  await ledger
    .insertInto('switches')
    .values({ channel, reason, switched_off_at: instant(at), switched_off_by: by })
    .onConflict((conflict) => conflict.column('channel').doNothing())
    .execute();
}

export async function switchOn(ledger: Ledger, channel: string): Promise<void> {
  await ledger.deleteFrom('switches').where('channel', '=', channel).execute();
}

/** The channels that are off, with reason and since when. */
export async function switchedOff(ledger: Ledger) {
  return ledger.selectFrom('switches').selectAll().orderBy('channel').execute();
}
