import { beginClosed } from '../../domain/program/closed.ts';
import { evolve } from '../../domain/program/evolve/evolve.ts';
import type { Instant, Program } from '../../domain/program/program.ts';
import type { Case } from '../../ledger/schema.ts';
import type { Context } from '../context.ts';
import { within } from '../engine.ts';
import { FOLLOW_UP, inputOf, startOptions } from '../start.ts';

/**
 * Starts the next run of a closed case with the reply already taken. Signal and start are one call: if another late
 * reply was first, its run gets this one as a signal; if not, the signal says what the new run knows already.
 * The door stays shut for a second opening of the same occurrence: that is decided by the ledger.
 * @throws Undelivered
 */
export async function reopen(
  context: Context,
  program: Program,
  row: Case,
  reply: { at: Instant; id: string },
): Promise<void> {
  const { engine, patience } = context;
  const input = inputOf(program, row, reply.at);
  const closed = beginClosed(program, {
    at: row.closed_at ?? reply.at,
    outcome: row.outcome ?? 'ended',
    facts: input.facts,
    plan: row.plan,
    round: row.round,
    attempts: row.attempts,
  });
  const state = evolve(program, closed, { type: 'replied', ...reply });
  await within(engine, patience, () =>
    engine.workflow.signalWithStart(FOLLOW_UP, {
      workflowId: row.id,
      args: [{ ...input, state }],
      signal: 'customerReplied',
      signalArgs: [{ id: reply.id }],
      ...startOptions(context, program, row, state),
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    }),
  );
}
