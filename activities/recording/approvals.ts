import { recordApproval, voidApprovals } from '../../ledger/approvals.ts';
import type { Ledger } from '../../ledger/connect.ts';
import type { Task } from '../../ledger/schema.ts';
import { asksForApproval } from '../../ledger/tasks/priority.ts';
import type { RecordInput } from '../contract.ts';

/**
 * Keeps which approvals hold. One is on record also when it reached the workflow past the ledger: the gate wants to find
 * it there. One that a reply or other facts made void, or that was taken back past the ledger, is on record as such.
 */
export async function recordApprovals(
  tx: Ledger,
  { caseId, at, changes }: RecordInput,
  closed: Task[],
): Promise<void> {
  const task = closed.find(({ kind }) => asksForApproval(kind));
  for (const { what, about, at: saidAt } of changes.log) {
    if (about === undefined) continue;
    if (what === 'approved' && task)
      await recordApproval(tx, {
        caseId,
        act: about,
        decision: task.key,
        by: task.closed_by ?? 'unknown',
        at,
      });
    if (what === 'approval-void' || what === 'approval-withdrawn') {
      const because = what === 'approval-void' ? 'void' : null;
      await voidApprovals(tx, { caseId, act: about, at: saidAt, because });
    }
  }
}
