import { type Selectable, sql } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';
import { newId } from '../id.ts';
import { instant } from '../values.ts';
import type { Replays } from './rows.ts';

export type Replay = Selectable<Replays>;

export interface NewReplay {
  /** The caller's own id of the request; absent: it has none. */
  id?: string | undefined;
  intentId: string;
  by: string;
  reason: string;
  at: Instant;
}

/** Asks for the same bytes once more; the same id asks once. @returns its id */
export async function askReplay(ledger: Ledger, given: NewReplay): Promise<string> {
  const { id = newId(), intentId, by, reason, at } = given;
  await ledger
    .insertInto('replays')
    .values({ id, intent_id: intentId, asked_at: instant(at), asked_by: by, reason })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return id;
}

export async function findReplay(ledger: Ledger, id: string): Promise<Replay | undefined> {
  return ledger.selectFrom('replays').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The next one to be sent, and nobody else's from now on: it is sent at most once, whoever dies meanwhile. */
export async function takeReplay(ledger: Ledger): Promise<Replay | undefined> {
  const { rows } = await sql<Replay>`
    update replays set begun_at = now() where id = (
      select id from replays where begun_at is null order by asked_at, id limit 1 for update skip locked)
    returning *`.execute(ledger);
  return rows[0];
}

/** @param outcome `sent`, or why it was not */
export async function endReplay(ledger: Ledger, id: string, outcome: string, at: Instant): Promise<void> {
  await ledger
    .updateTable('replays')
    .set({ ended_at: instant(at), outcome })
    .where('id', '=', id)
    .execute();
}

/** What was asked for about a message, newest first. */
export async function replaysOf(ledger: Ledger, intentId: string): Promise<Replay[]> {
  return ledger
    .selectFrom('replays')
    .selectAll()
    .where('intent_id', '=', intentId)
    .orderBy('asked_at', 'desc')
    .execute();
}
