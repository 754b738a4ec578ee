import type { Instant } from '../domain/program/program.ts';
import type { Ledger } from './connect.ts';
import { newId } from './id.ts';
import type { Intent } from './schema.ts';
import { instant } from './values.ts';

/** The work an intent belongs to: the same on every retry. */
export interface Work {
  caseId: string;
  round: number;
  pass: number;
  key: string;
}

export function newIntentId(): string {
  return newId();
}

/** All intents of a piece of work, in the order of its effects. */
export async function intentsOf(ledger: Ledger, work: Work): Promise<Intent[]> {
  return ledger
    .selectFrom('intents')
    .selectAll()
    .where('case_id', '=', work.caseId)
    .where('round', '=', work.round)
    .where('pass', '=', work.pass)
    .where('key', '=', work.key)
    .orderBy('effect')
    .orderBy('created_at')
    .execute();
}

/** Every intent of a case, oldest first. */
export async function intentsOfCase(ledger: Ledger, caseId: string): Promise<Intent[]> {
  return ledger
    .selectFrom('intents')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** The Message-IDs of the emails that a case has sent, oldest first: what a later one refers to. */
export async function sentMessageIds(ledger: Ledger, caseId: string): Promise<string[]> {
  const rows = await ledger
    .selectFrom('intents')
    .select('message_id')
    .where('case_id', '=', caseId)
    .where('state', '=', 'accepted')
    .where('message_id', 'is not', null)
    .orderBy('accepted_at')
    .execute();
  return rows.flatMap(({ message_id }) => message_id ?? []);
}

/** @throws when there is no such intent: every reference to one is a foreign key */
export async function findIntent(ledger: Ledger, id: string): Promise<Intent> {
  return ledger.selectFrom('intents').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

export interface Acceptance {
  intentId: string;
  at: Instant;
  /** Null: it was made, but did not arrive (a call that nobody took), or nobody knows yet (a text). */
  deliveredAt: Instant | null;
  providerId: string | null;
  /** The person who did it by hand; null: a connector. */
  by: string | null;
}

/** The change that says: the other side has it. */
export function acceptance(ledger: Ledger, given: Acceptance) {
  return ledger
    .updateTable('intents')
    .set({
      state: 'accepted',
      accepted_at: instant(given.at),
      // Where a carrier reports it, it may have done so before.
      ...(given.deliveredAt === null ? {} : { delivered_at: instant(given.deliveredAt) }),
      provider_id: given.providerId,
      accepted_by: given.by,
      lease_until: null,
      reason: null,
      detail: null,
    })
    .where('id', '=', given.intentId)
    .where('state', 'in', ['sending', 'unknown', 'with-person']);
}

/**
 * The call is over and was not accepted.
 * `planned`: surely not sent, may be tried again. `unknown`: it may have been. `refused`: never by this intent.
 */
export async function markNotAccepted(
  tx: Ledger,
  id: string,
  state: 'planned' | 'unknown' | 'refused',
  reason: string,
  detail: string | null = null,
): Promise<void> {
  await tx
    .updateTable('intents')
    .set({ state, reason, detail, lease_until: null })
    .where('id', '=', id)
    .where('state', 'in', ['planned', 'sending', 'unknown', 'with-person'])
    .execute();
}

/** Why it did not arrive, as its provider says afterwards. */
export async function noteFault(tx: Ledger, id: string, reason: string, detail: string): Promise<void> {
  await tx.updateTable('intents').set({ reason, detail }).where('id', '=', id).execute();
}

/** The bytes that were stored, as they go out and as staff see them. */
export async function contentOf(ledger: Ledger, hash: string): Promise<{ mediaType: string; body: Buffer }> {
  const row = await ledger
    .selectFrom('contents')
    .select(['media_type', 'body'])
    .where('hash', '=', hash)
    .executeTakeFirstOrThrow();
  return { mediaType: row.media_type, body: row.body };
}
