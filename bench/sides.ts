import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import type { Followthrough } from '../client/index.ts';
import { ATTRIBUTES } from '../workflows/attributes.ts';

export const BARE_QUEUE = 'bare';

export type SideName = 'ours' | 'bare';

/** Opens a case and lets its clock run; gives the workflow id. */
export type OpenCase = () => Promise<string>;

const DAY = 24 * 60 * 60 * 1000;
/** Three follow-ups on every other day, the first on day 3 when the solution's own day is day 1. */
const DUE_AFTER = [2 * DAY, 4 * DAY, 6 * DAY];

export function sidesOf(client: Followthrough): Record<SideName, OpenCase> {
  return { ours: () => openOurs(client), bare: () => openBare(client.engine) };
}

/** The shipped procedure, opened as any program opens it: dates planned and the ledger written before the start. */
async function openOurs(client: Followthrough): Promise<string> {
  const { id, started, because } = await client.openCase({
    procedure: 'three-follow-ups',
    source: 'bench',
    id: randomUUID(),
    facts: {
      'solution-sent': new Date().toISOString(),
      'customer-name': 'Pat Example',
      'agent-name': 'Sam Example',
      issue: 'an example',
    },
    contact: { name: 'Pat Example', email: `pat-${randomUUID()}@example.com` },
    rehearsal: true,
  });
  if (!started) throw new Error(`${id} was not started: ${because}`);
  await letTimeRun(client.engine, id);
  return id;
}

async function openBare(engine: Client): Promise<string> {
  const id = `bare:bench:${randomUUID()}`;
  const dues = DUE_AFTER.map((after) => Date.now() + after);
  await engine.workflow.start('bare', {
    workflowId: id,
    taskQueue: BARE_QUEUE,
    args: [{ dues }],
    staticSummary: 'Three follow-ups by hand',
    typedSearchAttributes: new TypedSearchAttributes([
      { key: ATTRIBUTES.procedure, value: 'bare' },
      { key: ATTRIBUTES.owner, value: 'support-agent' },
      { key: ATTRIBUTES.status, value: 'waiting' },
      { key: ATTRIBUTES.waitingOn, value: 'step:follow-up-1' },
      { key: ATTRIBUTES.nextStepAt, value: new Date(dues[0] ?? 0) },
    ]),
  });
  await letTimeRun(engine, id);
  return id;
}

/** To the end without a stop: nothing is told to these cases on their way, so it does not matter when they get where. */
async function letTimeRun(engine: Client, workflowId: string): Promise<void> {
  await engine.workflowService.updateWorkflowExecutionOptions({
    namespace: engine.options.namespace,
    workflowExecution: { workflowId },
    workflowExecutionOptions: { timeSkippingConfig: { enabled: true } },
    updateMask: { paths: ['time_skipping_config'] },
    identity: engine.options.identity,
  });
}
