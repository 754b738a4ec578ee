import { sql } from 'kysely';
import type { Instant } from '../domain/program/program.ts';
import type { Ledger } from './connect.ts';
import { instant, json } from './values.ts';
import type { OutboxEntry } from './schema.ts';

export interface NewOutboxEntry {
  intentId: string;
  caseId: string;
  verb: string;
  channel: string;
  name: string;
  recipient: string;
  subject: string | null;
  text: string;
  /** All that would have gone out, as the sandbox prepared it. */
  body: object;
  at: Instant;
}

/** Keeps what would have gone out. The same intent again changes nothing, as with a real receiver. */
export async function putInOutbox(ledger: Ledger, given: NewOutboxEntry): Promise<void> {
  const { intentId, caseId, body, at, ...plain } = given;
  await ledger
    .insertInto('outbox')
    .values({ ...plain, intent_id: intentId, case_id: caseId, body: json(body), at: instant(at) })
    .onConflict((conflict) => conflict.column('intent_id').doNothing())
    .execute();
}

/** Oldest first. `after`: the last one of the page before. */
export async function listOutbox(
  ledger: Ledger,
  filter: { caseId?: string; limit?: number; after?: { at: Instant; id: string } } = {},
): Promise<OutboxEntry[]> {
  let query = ledger.selectFrom('outbox').selectAll();
  const { caseId, after } = filter;
  if (caseId) query = query.where('case_id', '=', caseId);
  if (after) query = query.where(sql<boolean>`(at, intent_id) > (${instant(after.at)}, ${after.id})`);
  return query
    .orderBy('at')
    .orderBy('intent_id')
    .limit(filter.limit ?? 1_000)
    .execute();
}

/** One of them, by the id of its message. */
export async function findInOutbox(ledger: Ledger, id: string): Promise<OutboxEntry | undefined> {
  return ledger.selectFrom('outbox').selectAll().where('intent_id', '=', id).executeTakeFirst();
}
