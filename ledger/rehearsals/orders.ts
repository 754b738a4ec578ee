import type { Ledger } from '../connect.ts';
import type { SendFailure } from './rows.ts';

/** What was ordered last for a rehearsal, and which message met it. */
export interface Order {
  how: SendFailure;
  /** Its intent; null: none has yet. */
  takenBy: string | null;
}

/** The next message of this case to its contact goes wrong; an order that none has met yet is replaced. */
export async function orderFailure(ledger: Ledger, caseId: string, how: SendFailure): Promise<void> {
  await ledger
    .insertInto('rehearsals')
    .values({ case_id: caseId, next_send: how })
    .onConflict((conflict) => conflict.column('case_id').doUpdateSet({ next_send: how, taken_by: null }))
    .execute();
}

export async function orderOf(ledger: Ledger, caseId: string): Promise<Order | null> {
  const row = await ledger
    .selectFrom('rehearsals')
    .selectAll()
    .where('case_id', '=', caseId)
    .executeTakeFirst();
  return row ? { how: row.next_send, takenBy: row.taken_by } : null;
}

/** How this message is to go wrong; null: not at all. An order is met once: a second try of the message goes well. */
export async function takeOrder(
  ledger: Ledger,
  caseId: string,
  intentId: string,
): Promise<SendFailure | null> {
  const row = await ledger
    .updateTable('rehearsals')
    .set({ taken_by: intentId })
    .where('case_id', '=', caseId)
    .where('taken_by', 'is', null)
    .returning('next_send')
    .executeTakeFirst();
  return row?.next_send ?? null;
}

/** The message that was to bounce, was accepted, and of which nobody has said yet that it did not arrive. */
export async function bounceDue(ledger: Ledger, caseId: string): Promise<string | null> {
  const row = await ledger
    .selectFrom('rehearsals as r')
    .innerJoin('intents as i', 'i.id', 'r.taken_by')
    .select('i.id')
    .where('r.case_id', '=', caseId)
    .where('r.next_send', '=', 'bounces')
    .where('i.state', '=', 'accepted')
    .where('i.undelivered_at', 'is', null)
    .executeTakeFirst();
  return row?.id ?? null;
}
