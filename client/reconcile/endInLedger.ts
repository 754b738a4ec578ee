import type { Outcome } from '../../domain/program/program.ts';
import { viewChange } from '../../ledger/cases.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { lockForNews } from '../../ledger/locks.ts';
import type { Case } from '../../ledger/schema.ts';
import { callOffTasks } from '../../ledger/tasks.ts';
import { addToTimeline } from '../../ledger/timeline.ts';

/** Ends a case in the ledger that has ended in Temporal without a word: its tasks are called off, and nothing more goes out. */
export async function endInLedger(
  ledger: Ledger,
  row: Case,
  { outcome, what }: { outcome: Outcome; what: 'terminated' | 'ended-there' },
): Promise<void> {
  const { id, round, attempts } = row;
  await ledger.transaction().execute(async (tx) => {
    await lockForNews(tx, { caseId: id });
    const at = Math.max(Date.now(), row.as_of);
    const view = { waitingOn: null, nextAt: null, attempts, round, problem: null };
    await viewChange(tx, id, at, { ...view, status: 'closed', outcome }).execute();
    await callOffTasks(tx, id, at);
    const common = { caseId: id, at, round };
    await addToTimeline(tx, [
      { ...common, key: `${what}|${round}`, what },
      { ...common, key: `ended|${round}`, what: 'ended', because: outcome },
    ]);
  });
}
