import type { Instant } from '../domain/program/program.ts';
import type { Ledger } from './connect.ts';
import { newId } from './id.ts';
import { lockForNews } from './locks.ts';
import { instant } from './values.ts';

export interface NewApproval {
  /** The id of the command that gave it, so that it can be withdrawn when the workflow refuses that. */
  id?: string;
  caseId: string;
  /** The act that is approved, in the procedure's word. */
  act: string;
  /** The question that was answered; one question is approved once. */
  decision: string;
  by: string;
  at: Instant;
}

/** Keeps a manager's approval. Written before the workflow hears of it: the gate wants both. */
export async function recordApproval(ledger: Ledger, given: NewApproval): Promise<void> {
  const { id, caseId, act, decision, by, at } = given;
  await ledger
    .insertInto('approvals')
    .values({ id: id ?? newId(), case_id: caseId, act, decision, approved_by: by, approved_at: instant(at) })
    .onConflict((conflict) => conflict.doNothing())
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

/** The workflow did not take the approval: it never held. */
export async function withdrawApproval(ledger: Ledger, id: string, at: Instant): Promise<void> {
  await ledger
    .updateTable('approvals')
    .set({ revoked_by: 'followthrough', revoked_at: instant(at) })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .execute();
}
