import { WorkflowNotFoundError, type WorkflowExecutionDescription } from '@temporalio/client';
import { type OpenCase, openCasesWithWhatComes, tasksOfClosedCases } from '../ledger/versions/orphans.ts';
import type { Context } from './context.ts';
import { within } from './engine.ts';
import { standingOf } from './move/standing.ts';

/** Why nothing will touch an open case, or what is open of one that has ended. */
export const ORPHANS = {
  'no-run': 'open in the ledger, but Temporal does not carry it',
  'standing-still': 'carried, but it waits for no date, no task and no request',
  'timer-gone': 'its date has passed long ago, and nothing is being done',
  'task-of-ended-case': 'a task of it is open although the case has ended',
} as const;

export interface Orphan {
  caseId: string;
  because: keyof typeof ORPHANS;
  about?: string;
}

const PAGE = 500;
const AT_MOST = 1_000;
/** A timer fires, and its work begins, within less. */
const LATE_MS = 15 * 60_000;

/**
 * Open cases that nothing will touch any more. There should be none: each is a defect, or somebody ended its run by hand.
 * @throws Undelivered when Temporal does not answer
 */
export async function orphans(context: Context): Promise<Orphan[]> {
  const found: Orphan[] = [];
  const running = await runningCases(context);
  for (let after = ''; ; ) {
    const page = await openCasesWithWhatComes(context.ledger, after, PAGE);
    for (const row of page) {
      if (running.has(row.id) && !suspicious(row)) continue;
      const because = await whyOrphaned(context, row);
      if (because)
        found.push({ caseId: row.id, because, ...(row.waitingOn ? { about: row.waitingOn } : {}) });
    }
    if (page.length < PAGE) break;
    after = page.at(-1)?.id ?? '';
  }
  const tasks = await tasksOfClosedCases(context.ledger, AT_MOST);
  const ended = tasks.map(
    ({ caseId, task }): Orphan => ({ caseId, because: 'task-of-ended-case', about: task }),
  );
  return [...found, ...ended];
}

/** Temporal's lists are some moments late: who is missing here is asked for by name. */
async function runningCases({ engine, taskQueue, patience }: Context): Promise<Set<string>> {
  const query = `ExecutionStatus = 'Running' AND TaskQueue = '${taskQueue}'`;
  const ids = new Set<string>();
  await within(engine, 10 * patience, async () => {
    for await (const { workflowId } of engine.workflow.list({ query })) ids.add(workflowId);
  });
  return ids;
}

/** Held until somebody resumes it, or until what is owed changes: people have said so. */
const BY_PEOPLE = ['hold:', 'change:'];

function suspicious({ waitingOn, nextAt, expected, rehearsal }: OpenCase): boolean {
  if (nextAt !== null) return !rehearsal && nextAt < Date.now() - LATE_MS;
  return !expected && !BY_PEOPLE.some((kind) => waitingOn?.startsWith(kind));
}

async function whyOrphaned(context: Context, row: OpenCase): Promise<Orphan['because'] | null> {
  // What Temporal has not been told of yet is delivered again and again.
  if (!row.started) return null;
  const run = await described(context, row.id);
  if (run?.status.name !== 'RUNNING' && run?.status.name !== 'PAUSED')
    return (await closedMeanwhile(context, row.id)) ? null : 'no-run';
  const { pendingActivities, pendingWorkflowTask } = run.raw;
  if (!suspicious(row) || pendingWorkflowTask || (pendingActivities ?? []).length > 0) return null;
  if (row.nextAt !== null) return 'timer-gone';
  // The ledger hears of a step when it is done.
  const standing = await standingOf(context, row.id);
  if (!standing || standing.busy || standing.state.unrecorded) return null;
  return standing.state.tasks.length > 0 || standing.view.nextAt !== null ? null : 'standing-still';
}

async function described(context: Context, id: string): Promise<WorkflowExecutionDescription | null> {
  const { engine, patience } = context;
  try {
    return await within(engine, patience, () => engine.workflow.getHandle(id).describe());
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

async function closedMeanwhile({ ledger }: Context, id: string): Promise<boolean> {
  const row = await ledger.selectFrom('cases').select('closed_at').where('id', '=', id).executeTakeFirst();
  return row === undefined || row.closed_at !== null;
}
