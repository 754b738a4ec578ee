import { viewChange, findCase } from '../ledger/cases.ts';
import { lockForNews } from '../ledger/locks.ts';
import { callOffTasks } from '../ledger/tasks.ts';
import { addToTimeline } from '../ledger/timeline.ts';
import type { Context } from './context.ts';
import { within } from './engine.ts';
import { FOLLOW_UP } from './start.ts';

const PATIENCE_MS = 5_000;
/** Looked back over: longer than a process that sweeps may be away over night. */
const LOOK_BACK_MS = 24 * 3_600_000;

/**
 * Ends in the ledger what somebody has terminated in Temporal (MSG-12): a terminated run says nothing to anybody, and its
 * case would stand in every list for ever. It ends as withdrawn, its tasks are called off, and nothing more goes out.
 * @returns the cases that were ended so
 * @throws Undelivered when Temporal does not answer
 */
export async function endTerminated(context: Context): Promise<string[]> {
  const { engine, ledger, taskQueue } = context;
  const since = new Date(Date.now() - LOOK_BACK_MS).toISOString();
  const query = `ExecutionStatus = 'Terminated' AND WorkflowType = '${FOLLOW_UP}' AND TaskQueue = '${taskQueue}' AND CloseTime > '${since}'`;
  const seen = await within(engine, PATIENCE_MS, async () => {
    const ids = new Set<string>();
    for await (const { workflowId } of engine.workflow.list({ query })) ids.add(workflowId);
    return [...ids];
  });
  const ended: string[] = [];
  for (const id of seen) {
    const row = await findCase(ledger, id);
    if (!row || row.status === 'closed' || !(await isTerminated(context, id))) continue;
    await ledger.transaction().execute(async (tx) => {
      await lockForNews(tx, { caseId: id });
      const at = Math.max(Date.now(), row.as_of);
      const view = { waitingOn: null, nextAt: null, attempts: row.attempts, round: row.round, problem: null };
      await viewChange(tx, id, at, { ...view, status: 'closed', outcome: 'withdrawn' }).execute();
      await callOffTasks(tx, id, at);
      const common = { caseId: id, at, round: row.round };
      await addToTimeline(tx, [
        { ...common, key: `terminated|${row.round}`, what: 'terminated' },
        { ...common, key: `ended|${row.round}`, what: 'ended', because: 'withdrawn' },
      ]);
    });
    ended.push(id);
  }
  return ended;
}

/** Of the newest run: a case that was opened again has another one. */
async function isTerminated({ engine }: Context, id: string): Promise<boolean> {
  const { status } = await within(engine, PATIENCE_MS, () => engine.workflow.getHandle(id).describe());
  return status.name === 'TERMINATED';
}
