import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { begin } from '../domain/program/begin.ts';
import type { Instant, Program } from '../domain/program/program.ts';
import type { CaseState } from '../domain/program/state.ts';
import { viewOf } from '../domain/program/view.ts';
import { markStarted } from '../ledger/deliveries.ts';
import type { Case } from '../ledger/schema.ts';
import { ATTRIBUTES, changedAttributes } from '../workflows/attributes.ts';
import type { FollowUpInput } from '../workflows/followUp.ts';
import type { Context } from './context.ts';
import { Undelivered, within } from './engine.ts';
import { staticDetails, staticSummary } from './headline.ts';

/** Name of the workflow; its code is the worker's. */
export const FOLLOW_UP = 'followUp';

/**
 * Has Temporal carry a case that the ledger has. Doing it again changes nothing, even after the run has ended.
 * @throws Undelivered when Temporal did not take it; the case is then started later
 */
export async function startCase(context: Context, row: Case): Promise<void> {
  // The workflow has reported: it was started, though nobody could note it down.
  if (row.as_of > 0) return markStarted(context.ledger, row.id, Date.now());
  const program = await context.procedures.programOf(row);
  const input = inputOf(program, row);
  try {
    await within(context.engine, context.patience, () =>
      context.engine.workflow.start(FOLLOW_UP, {
        workflowId: row.id,
        args: [input],
        ...startOptions(context, program, row, begin(program, { ...input, at: row.opened_at })),
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
      }),
    );
  } catch (error) {
    const before =
      error instanceof Undelivered && error.cause instanceof WorkflowExecutionAlreadyStartedError;
    if (!before) throw error;
  }
  await markStarted(context.ledger, row.id, Date.now());
}

/**
 * What the workflow is given: ids, dates and the choices that steer it, nothing about the person.
 * @param now the case's time at the start: a rehearsal runs at the time of its facts
 */
export function inputOf(program: Program, row: Case, now: Instant = row.opened_at): FollowUpInput {
  const names = program.steering.map((fact) => fact.name);
  const steering = Object.entries(row.facts).filter(([name]) => names.includes(name));
  return {
    schema: 1,
    program,
    zero: Date.parse(row.facts[program.clock.dayZero] ?? ''),
    facts: Object.fromEntries(steering),
    plan: row.plan,
    rehearsal: row.rehearsal,
    ...(row.as_of === 0 && row.attempts > 0 ? { attemptsMade: row.attempts } : {}),
    ...(row.rehearsal ? { offset: now - Date.now() } : {}),
  };
}

/** What Temporal's lists show of a run from its first moment. */
export function startOptions(context: Context, program: Program, row: Case, state: CaseState) {
  const first = changedAttributes(new TypedSearchAttributes(), viewOf(program, state));
  const named = [
    { key: ATTRIBUTES.procedure, value: program.procedure },
    { key: ATTRIBUTES.owner, value: row.owner },
    ...first.filter((pair) => pair.value !== null),
  ];
  return {
    taskQueue: context.taskQueue,
    typedSearchAttributes: new TypedSearchAttributes(named as never),
    staticSummary: staticSummary(program),
    staticDetails: staticDetails(program, state.plan),
  };
}
