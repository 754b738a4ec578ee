import { type RawBuilder, sql } from 'kysely';
import type { Instant } from '../domain/program/program.ts';
import type { Ledger } from './connect.ts';
import { instant } from './values.ts';

/** Who has switched a channel, why and when. */
export interface Told {
  reason: string;
  by: string;
  at: Instant;
}

/**
 * Stops a channel for everybody, or all of them with `*`. Steps wait; no case fails. Acts from the next send on.
 * @returns false: it was off already, and the first word stands
 */
export async function switchOff(
  ledger: Ledger,
  channel: string,
  reason: string,
  by: string,
  at: Instant,
): Promise<boolean> {
  const off = ledger
    .insertInto('switches')
    .values({ channel, reason, switched_off_at: instant(at), switched_off_by: by })
    .onConflict((conflict) => conflict.column('channel').doNothing())
    .returning('channel');
  return changed(ledger, sql`${off}`, true, { reason, by, at });
}

/** The channel goes on. @returns false: it was on already */
export async function switchOn(ledger: Ledger, channel: string, told: Told): Promise<boolean> {
  const on = ledger.deleteFrom('switches').where('channel', '=', channel).returning('channel');
  return changed(ledger, sql`${on}`, false, told);
}

/** The change and its place in the record are one statement. */
async function changed(
  ledger: Ledger,
  change: RawBuilder<unknown>,
  off: boolean,
  { reason, by, at }: Told,
): Promise<boolean> {
  const { rows } = await sql`with changed as (${change})
    insert into switch_log (channel, off, reason, at, by)
      select channel, ${off}::boolean, ${reason}::text, ${instant(at)}, ${by}::text from changed
      returning id`.execute(ledger);
  return rows.length > 0;
}

/** Keeps what somebody did that was no switch, such as closing a breaker. */
export async function logSwitch(
  ledger: Ledger,
  channel: string,
  { off, reason, by, at }: Told & { off: boolean },
): Promise<void> {
  await ledger
    .insertInto('switch_log')
    .values({ channel, off, reason, by, at: instant(at) })
    .execute();
}

/** The channels that are off, with reason and since when. */
export async function switchedOff(ledger: Ledger) {
  return ledger.selectFrom('switches').selectAll().orderBy('channel').execute();
}

/** Who switched what, newest first. */
export async function switchLog(ledger: Ledger, { limit = 50 }: { limit?: number } = {}) {
  return ledger.selectFrom('switch_log').selectAll().orderBy('id', 'desc').limit(limit).execute();
}
