import { sql } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';
import type { Intent } from '../schema.ts';
import { instant } from '../values.ts';
import type { Shows, Stands } from './rows.ts';

/** Where a question stands in Slack: conversation and time name the message. */
export interface CardPlace {
  channel: string;
  ts: string;
}

/** The question stands there from now on. One that a click made known stays as it is. */
export async function keepCard(
  ledger: Ledger,
  { channel, ts, task, at }: CardPlace & { task: string; at: Instant },
): Promise<void> {
  await ledger
    .insertInto('slack_cards')
    .values({ channel, ts, task, posted_at: instant(at), shows: 'open' })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Half a year: an approval that is undone later than that is no news in an old conversation. */
const LOOKED_AFTER = sql<number>`now() - interval '180 days'`;

/** Cards that show something else than how their question stands now. */
export async function cardsToEdit(
  ledger: Ledger,
  now: Instant,
  limit: number,
): Promise<(CardPlace & { task: string; stands: Stands })[]> {
  const stands = sql<Stands>`case t.state when 'open' then 'open' when 'called-off' then 'called-off' else
    case when exists (select from approvals a where a.case_id = t.case_id and a.decision = t.key
      and a.revoked_at is not null and a.revoked_because is distinct from 'refused') then 'void' else 'done' end end`;
  return ledger
    .selectFrom('slack_cards as c')
    .innerJoin('tasks as t', 't.id', 'c.task')
    .select(['c.channel', 'c.ts', 'c.task', stands.as('stands')])
    .where('c.posted_at', '>', LOOKED_AFTER)
    .where('c.shows', '!=', stands)
    .where(sql<boolean>`(c.next_try_at is null or c.next_try_at <= ${instant(now)})`)
    .orderBy('c.posted_at')
    .limit(limit)
    .execute();
}

/** It shows that now; or nothing can be changed there any more. */
export async function cardShows(ledger: Ledger, { channel, ts }: CardPlace, shows: Shows): Promise<void> {
  await ledger
    .updateTable('slack_cards')
    .set({ shows, tries: 0, next_try_at: null })
    .where('channel', '=', channel)
    .where('ts', '=', ts)
    .execute();
}

/** It could not be edited; the next try is later each time, within an hour. */
export async function cardNotEdited(
  ledger: Ledger,
  { channel, ts }: CardPlace,
  now: Instant,
  after: number | null,
): Promise<void> {
  await ledger
    .updateTable('slack_cards')
    .set({
      tries: sql`tries + 1`,
      next_try_at: sql`${instant(now)} + greatest(${(after ?? 0) / 1000}::float8,
        least(3600, 5 * power(2, least(tries, 12)))) * interval '1 second'`,
    })
    .where('channel', '=', channel)
    .where('ts', '=', ts)
    .execute();
}

/**
 * Cards whose sender has died on the way: nobody knows whether they stand in the conversation, and a second one is not
 * sent (SND-4). Each is given to one caller only.
 */
export async function parkCutOff(ledger: Ledger, now: Instant): Promise<Intent[]> {
  return ledger
    .updateTable('intents')
    .set({ state: 'refused', reason: 'ambiguous', lease_until: null })
    .where('channel', '=', 'card')
    .where('state', '=', 'sending')
    .where('lease_until', '<=', sql<number>`${instant(now)}`)
    .returningAll()
    .execute();
}
