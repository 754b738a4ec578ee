import { beginClosed } from '../../domain/program/closed.ts';
import { evolve } from '../../domain/program/evolve/evolve.ts';
import type { Instant, Program } from '../../domain/program/program.ts';
import { takenCommands } from '../../ledger/commands.ts';
import type { Case } from '../../ledger/schema.ts';
import { findStanding } from '../../ledger/standings/standings.ts';
import type { Context } from '../context.ts';
import { within } from '../engine.ts';
import { FOLLOW_UP, inputOf, startOptions } from '../start.ts';

/** More than anybody asks of a case right before its end. */
const TAKEN = 50;

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
  const { engine, ledger, patience } = context;
  const input = inputOf(program, row, reply.at);
  const closed = beginClosed(program, {
    at: row.closed_at ?? reply.at,
    outcome: row.outcome ?? 'ended',
    facts: input.facts,
    plan: row.plan,
    round: row.round,
    attempts: row.attempts,
  });
  // What earlier runs have taken is no news to this one: a withdrawal that ended the case must not keep it from opening.
  const taken = (await takenCommands(ledger, row.id)).slice(-TAKEN).map(({ id }) => id);
  const state = evolve(program, { ...closed, seen: taken }, { type: 'replied', ...reply });
  // Two late replies at once work out the same turn, and begin one run.
  const kept = await findStanding(ledger, row.id);
  const turn = { epoch: (kept?.epoch ?? 0) + 1, count: kept?.count ?? 0, at: reply.at };
  const speaking = { turn, heard: null, maybe: [] };
  await within(engine, patience, () =>
    engine.workflow.signalWithStart(FOLLOW_UP, {
      workflowId: row.id,
      args: [{ ...input, state, speaking }],
      signal: 'customerReplied',
      signalArgs: [{ id: reply.id }],
      ...startOptions(context, program, row, state),
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    }),
  );
}
