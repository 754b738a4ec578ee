import { WorkflowNotFoundError } from '@temporalio/client';
import { setTimeout as sleep } from 'node:timers/promises';
import { findCase } from '../../ledger/cases.ts';
import type { Erasure } from '../../ledger/erasure/erasures.ts';
import { ask } from '../ask.ts';
import type { Context } from '../context.ts';
import { runState, Undelivered, within } from '../engine.ts';
import { ClientError } from '../errors.ts';

/** A case that was withdrawn notes it down and ends; one that cannot is terminated, because nobody may wait for it. */
const TO_END_MS = 10_000;
const LOOK_MS = 50;

/**
 * Withdraws the open ones of these cases, so that nothing more goes out: in the ledger, with who asked, before Temporal
 * hears of it.
 * @returns how many were open
 * @throws Undelivered while Temporal or its worker does not answer
 */
export async function endRuns(context: Context, erasure: Erasure, cases: readonly string[]): Promise<number> {
  let ended = 0;
  for (const [n, caseId] of cases.entries()) {
    const row = await findCase(context.ledger, caseId);
    if (row && row.status !== 'closed') {
      ended += 1;
      await withdrawn(context, erasure, { caseId, n });
    }
    await over(context, caseId);
  }
  return ended;
}

async function withdrawn(
  context: Context,
  { id, begun_by: actor }: Erasure,
  { caseId, n }: { caseId: string; n: number },
): Promise<void> {
  try {
    const asked = await ask(context, { caseId, name: 'withdraw', args: {}, actor, id: `erase-${id}-${n}` });
    if (!asked.delivered)
      throw new Undelivered(asked.because ?? 'the case has not heard of its withdrawal yet');
  } catch (error) {
    // It has ended by itself, or Temporal does not carry it any more.
    if (!(error instanceof ClientError)) throw error;
  }
}

async function over(context: Context, caseId: string): Promise<void> {
  const { engine, patience } = context;
  for (let waited = 0; ; waited += LOOK_MS) {
    const state = await runState(engine, caseId, patience);
    if (state !== 'running') return;
    if (waited >= TO_END_MS) break;
    await sleep(LOOK_MS);
  }
  await terminate(context, caseId);
}

/** For a run that no ledger would end. One that has ended stays as it is. */
export async function terminate({ engine, patience }: Context, caseId: string): Promise<void> {
  await within(engine, patience, () => engine.workflow.getHandle(caseId).terminate('erased')).catch(
    unlessGone,
  );
}

/**
 * Deletes every run of these cases: their ids may name somebody to whoever knows the outside system. Temporal keeps that it
 * is to do so, and does it within a minute.
 * @returns how many runs
 */
export async function deleteRuns(context: Context, cases: readonly string[]): Promise<number> {
  let deleted = 0;
  for (const caseId of cases)
    for (const runId of await runsOf(context, caseId)) {
      await deleteRun(context, caseId, runId);
      deleted += 1;
    }
  return deleted;
}

/** Lists come late, and the newest run is known at once. */
async function runsOf({ engine, patience }: Context, workflowId: string): Promise<string[]> {
  return within(engine, patience, async () => {
    const ids = new Set<string>();
    try {
      ids.add((await engine.workflow.getHandle(workflowId).describe()).runId);
    } catch (error) {
      unlessGone(error);
    }
    const query = `WorkflowId = '${workflowId.replaceAll("'", "''")}'`;
    for await (const { runId } of engine.workflow.list({ query })) ids.add(runId);
    return [...ids];
  });
}

async function deleteRun({ engine, patience }: Context, workflowId: string, runId: string): Promise<void> {
  const namespace = engine.options.namespace;
  const workflowExecution = { workflowId, runId };
  await within(engine, patience, () =>
    engine.workflowService.deleteWorkflowExecution({ namespace, workflowExecution }),
  ).catch((error: unknown) => {
    const { cause } = error as { cause?: { code?: number } };
    // NOT_FOUND of gRPC: it is gone.
    if (cause?.code !== 5) throw error;
  });
}

function unlessGone(error: unknown): void {
  if (!(error instanceof WorkflowNotFoundError)) throw error;
}
