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

/** Oldest first. */
export async function listOutbox(
  ledger: Ledger,
  filter: { caseId?: string; limit?: number } = {},
): Promise<OutboxEntry[]> {
  let query = ledger.selectFrom('outbox').selectAll();
  if (filter.caseId) query = query.where('case_id', '=', filter.caseId);
  return query
    .orderBy('at')
    .orderBy('intent_id')
    .limit(filter.limit ?? 1_000)
    .execute();
}
