import { WorkflowNotFoundError } from '@temporalio/client';
import type { Instant } from '../../domain/program/program.ts';
import type { ComparedCase } from '../../ledger/standings/compared.ts';
import { ATTRIBUTES } from '../../workflows/attributes.ts';
import type { FollowUpResult } from '../../workflows/followUp.ts';
import type { Standing } from '../../workflows/messages.ts';
import type { Context } from '../context.ts';
import { within } from '../engine.ts';
import { standingOf } from '../move/standing.ts';
import { FOLLOW_UP } from '../start.ts';
import type { InTemporal } from './judge.ts';

/** A running case as Temporal's list shows it. */
export interface ListedRun {
  startedAt: Instant;
  status: string | null;
  waitingOn: string | null;
  nextAt: Instant | null;
  attempts: number;
}

/** All running cases by their ids: one list, page by page. @throws Undelivered */
export async function listRuns({ engine, taskQueue, patience }: Context): Promise<Map<string, ListedRun>> {
  const query = `ExecutionStatus = 'Running' AND WorkflowType = '${FOLLOW_UP}' AND TaskQueue = '${taskQueue}'`;
  const runs = new Map<string, ListedRun>();
  await within(engine, 10 * patience, async () => {
    for await (const { workflowId, startTime, typedSearchAttributes: shown } of engine.workflow.list({
      query,
    }))
      runs.set(workflowId, {
        startedAt: startTime.getTime(),
        status: shown.get(ATTRIBUTES.status) ?? null,
        waitingOn: shown.get(ATTRIBUTES.waitingOn) ?? null,
        nextAt: shown.get(ATTRIBUTES.nextStepAt)?.getTime() ?? null,
        attempts: shown.get(ATTRIBUTES.attempts) ?? 0,
      });
  });
  return runs;
}

/** Whether the list shows what the ledger has: then nobody has to ask the case itself. */
export function agrees(row: ComparedCase, run: ListedRun): boolean {
  return (
    run.status === row.status &&
    run.waitingOn === row.waitingOn &&
    run.nextAt === row.nextAt &&
    run.attempts === row.attempts
  );
}

/**
 * The newest run of a case, and all of how it stands if it runs.
 * @throws Undelivered when Temporal, or for a running one a worker, does not answer
 */
export async function runOf(
  context: Context,
  caseId: string,
): Promise<{ run: InTemporal; standing: Standing | null }> {
  const { engine, patience } = context;
  const handle = engine.workflow.getHandle(caseId);
  let described: Awaited<ReturnType<typeof handle.describe>>;
  try {
    described = await within(engine, patience, () => handle.describe());
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return { run: null, standing: null };
    throw error;
  }
  const { status, closeTime } = described;
  const at = closeTime?.getTime() ?? 0;
  switch (status.name) {
    case 'RUNNING':
    case 'PAUSED': {
      const standing = await standingOf(context, caseId);
      return { run: { is: 'running', speaking: standing?.speaking ?? null }, standing };
    }
    case 'COMPLETED': {
      const result = await within(engine, patience, () => handle.result() as Promise<FollowUpResult | null>);
      return { run: { is: 'completed', at, outcome: result?.outcome ?? null }, standing: null };
    }
    case 'TERMINATED':
      return { run: { is: 'terminated', at }, standing: null };
    default:
      return { run: { is: 'failed', at }, standing: null };
  }
}
