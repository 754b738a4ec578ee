import { sql } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';
import { instant } from '../values.ts';

/** Something happened to an appointment: what, has to be looked up. */
export interface Hint {
  appointment: string;
  /** When it was last said. */
  saidAt: Instant;
}

/** When this returns, the appointment will be looked at, whatever happens to this process. */
export async function keepHint(ledger: Ledger, appointment: string, at: Instant): Promise<void> {
  const waiting = {
    said_at: instant(at),
    looked_at: null,
    came_to: null,
    tries: 0,
    next_try_at: instant(at),
  };
  await ledger
    .insertInto('acuity_hints')
    .values({ appointment, ...waiting })
    .onConflict((conflict) => conflict.column('appointment').doUpdateSet(waiting))
    .execute();
}

/** Takes the next appointment to be looked at; nobody else gets it within a minute. */
export async function takeHint(ledger: Ledger, now: Instant): Promise<Hint | undefined> {
  const row = await ledger
    .updateTable('acuity_hints')
    .set({ next_try_at: instant(now + 60_000) })
    .where('appointment', '=', (select) =>
      select
        .selectFrom('acuity_hints')
        .select('appointment')
        .where('looked_at', 'is', null)
        .where('next_try_at', '<=', sql<number>`${instant(now)}`)
        .orderBy('next_try_at')
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['appointment', 'said_at'])
    .executeTakeFirst();
  return row && { appointment: row.appointment, saidAt: row.said_at };
}

/** Whether one that was spoken of has not been looked at yet. */
export async function anyHintWaits(ledger: Ledger): Promise<boolean> {
  const query = ledger.selectFrom('acuity_hints').select('appointment').where('looked_at', 'is', null);
  return (await query.limit(1).executeTakeFirst()) !== undefined;
}

/** It has been looked at. A hint that came since is left: what was read may be older than that. */
export async function finishHint(
  ledger: Ledger,
  { appointment, saidAt }: Hint,
  { cameTo, at }: { cameTo: string; at: Instant },
): Promise<void> {
  await ledger
    .updateTable('acuity_hints')
    .set({ looked_at: instant(at), came_to: cameTo, next_try_at: null, error: null })
    .where('appointment', '=', appointment)
    .where('said_at', '=', sql<number>`${instant(saidAt)}`)
    .execute();
}

/** It could not be looked at; the next try is later each time, within ten minutes. */
export async function putHintOff(
  ledger: Ledger,
  { appointment }: Hint,
  { why, at }: { why: string; at: Instant },
): Promise<void> {
  await ledger
    .updateTable('acuity_hints')
    .set({
      error: why,
      tries: sql`tries + 1`,
      next_try_at: sql`${instant(at)} + least(600, 5 * power(2, least(tries, 10))) * interval '1 second'`,
    })
    .where('appointment', '=', appointment)
    .where('looked_at', 'is', null)
    .execute();
}
