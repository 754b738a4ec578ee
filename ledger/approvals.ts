import type { Instant } from '../domain/program/program.ts';
import type { Ledger } from './connect.ts';
import { newId } from './id.ts';
import { lockForNews } from './locks.ts';
import { instant } from './values.ts';

export interface NewApproval {
  caseId: string;
  /** The act that is approved, in the procedure's word. */
  act: string;
  /** The question that was answered; one question is approved once. */
  decision: string;
  by: string;
  at: Instant;
}

/** Keeps a manager's approval. Written before the workflow hears of it: the gate wants both. */
export async function recordApproval(ledger: Ledger, { caseId, act, decision, by, at }: NewApproval): Promise<void> {
  await ledger
    .insertInto('approvals')
    .values({ id: newId(), case_id: caseId, act, decision, approved_by: by, approved_at: instant(at) })
    .onConflict((conflict) => conflict.columns(['case_id', 'decision']).doNothing())
    .execute();
}

/** Takes the approvals of an act back. When this returns, the act does not start any more. */
export async function revokeApproval(
  ledger: Ledger,
  { caseId, act, by, at }: { caseId: string; act: string; by: string; at: Instant },
): Promise<void> {
  await ledger.transaction().execute(async (tx) => {
    await lockForNews(tx, { caseId });
    await tx
      .updateTable('approvals')
      .set({ revoked_by: by, revoked_at: instant(at) })
      .where('case_id', '=', caseId)
      .where('act', '=', act)
      .where('revoked_at', 'is', null)
      .execute();
  });
}
