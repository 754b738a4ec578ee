import type { Instant } from '../../domain/program/program.ts';
import type { Dispute } from '../../domain/statement/openItem.ts';
import { writeCommand } from '../commands.ts';
import type { Ledger } from '../connect.ts';
import { lockForNews } from '../locks.ts';
import { lockAccount } from './account.ts';
import { writeChanges } from './changes.ts';
import { type Account, itemOf } from './rows.ts';

/** What a person says of an invoice of a case's customer. */
export interface SaidOfItem {
  account: Account;
  number: string;
  /** Null: it is settled. */
  dispute: Dispute | null;
  caseId: string;
  /** Id of the command that tells the case; it also names the change. */
  command: string;
  /** What the case is told, as a condition met. */
  condition: string;
  by: string;
  at: Instant;
}

/** `unchanged`: it was so before; then nothing is told. */
export type DisputeResult = 'changed' | 'unchanged' | 'unknown' | 'not-open' | 'credit';

/** Takes an invoice out of what is asked for, or back into it: item, history and the word to the case at once. */
export async function setDispute(ledger: Ledger, given: SaidOfItem): Promise<DisputeResult> {
  const { account, number, dispute, caseId, command, condition, by, at } = given;
  return ledger.transaction().execute(async (tx) => {
    await lockAccount(tx, account);
    await lockForNews(tx, { caseId });
    const row = await tx
      .selectFrom('open_items')
      .selectAll()
      .where('source', '=', account.source)
      .where('customer', '=', account.customer)
      .where('number', '=', number)
      .executeTakeFirst();
    if (!row) return 'unknown';
    const before = itemOf(row);
    if (before.kind === 'credit') return 'credit';
    if (row.closed_at !== null || before.paid >= before.amount) return 'not-open';
    const same =
      before.dispute?.reason === dispute?.reason && (before.dispute === null) === (dispute === null);
    if (same) return 'unchanged';
    // Disputed with another reason it is still disputed since the first day.
    const since = before.dispute?.since;
    const item = { ...before, dispute: dispute && { ...dispute, ...(since ? { since } : {}) } };
    await writeChanges(tx, account, [{ what: 'changed', item }], { at, by, because: command });
    await writeCommand(tx, { id: command, caseId, name: 'conditionMet', args: { condition }, actor: by, at });
    return 'changed';
  });
}
