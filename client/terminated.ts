import { findCase } from '../ledger/cases.ts';
import type { Context } from './context.ts';
import { within } from './engine.ts';
import { endInLedger } from './reconcile/endInLedger.ts';
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
    await endInLedger(ledger, row, { outcome: 'withdrawn', what: 'terminated' });
    ended.push(id);
  }
  return ended;
}

/** Of the newest run: a case that was opened again has another one. */
async function isTerminated({ engine }: Context, id: string): Promise<boolean> {
  const { status } = await within(engine, PATIENCE_MS, () => engine.workflow.getHandle(id).describe());
  return status.name === 'TERMINATED';
}
