import { begin } from '../../domain/program/begin.ts';
import type { Program } from '../../domain/program/program.ts';
import { rejoined } from '../../domain/program/rejoined.ts';
import type { CaseState, Unrecorded } from '../../domain/program/state.ts';
import { markStarted } from '../../ledger/deliveries.ts';
import type { Case } from '../../ledger/schema.ts';
import { tellAgain } from '../../ledger/standings/compared.ts';
import { doubt } from '../../ledger/standings/doubts.ts';
import { findStanding, type KeptStanding, nextEpoch } from '../../ledger/standings/standings.ts';
import { addToTimeline } from '../../ledger/timeline.ts';
import type { FollowUpInput } from '../../workflows/followUp.ts';
import type { Standing } from '../../workflows/messages.ts';
import type { Context } from '../context.ts';
import { within } from '../engine.ts';
import { FOLLOW_UP, inputOf, startOptions } from '../start.ts';
import type { Found } from './judge.ts';

/**
 * Has a new run carry a case on from where it stood. From the moment in which it gets its turn, the ledger listens to no
 * older run; the start ends one that is still there in the same instant. What the case had been told since is told again,
 * and work that was under way is found in the ledger by its intents, as after the death of a worker. Doing it twice, or
 * breaking off in the middle, loses nothing.
 * @param further how the case stands by a run that knows more than the ledger
 * @throws Undelivered
 */
export async function carryAnew(
  context: Context,
  row: Case,
  because: Found,
  further: Standing | null = null,
): Promise<void> {
  const { engine, ledger, patience } = context;
  const program = await context.procedures.programOf(row);
  const kept = await findStanding(ledger, row.id);
  const state = further ? learned(row, further) : await stateOf(context, program, row, kept);
  // Of a ledger that was restored without a word, nobody knows what went out after its backup.
  if (further) await doubt(ledger, row.id, 'restored', Date.now());
  const turn = await nextEpoch(ledger, row.id, further?.speaking?.turn.epoch);
  await tellAgain(ledger, row.id, { seen: state?.seen ?? [], since: kept?.at ?? 0 });
  const input: FollowUpInput = {
    ...inputOf(program, row),
    speaking: { turn, heard: null, maybe: [] },
    ...(state ? { state } : {}),
  };
  await within(engine, patience, () =>
    engine.workflow.start(FOLLOW_UP, {
      workflowId: row.id,
      args: [input],
      ...startOptions(context, program, row, state ?? begin(program, { ...input, at: row.opened_at })),
      workflowIdConflictPolicy: 'TERMINATE_EXISTING',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    }),
  );
  await markStarted(ledger, row.id, Date.now());
  const entry = { at: Math.max(Date.now(), row.as_of), round: row.round, what: 'carried-anew', because };
  await addToTimeline(ledger, [{ caseId: row.id, key: `carried-anew|${turn.epoch}`, ...entry }]);
}

/** Undefined: nothing has happened in the case yet, so its run begins with the opening. */
async function stateOf(
  { ledger }: Context,
  program: Program,
  row: Case,
  kept: KeptStanding | undefined,
): Promise<CaseState | undefined> {
  if (kept?.state) return kept.state;
  if (row.as_of === 0) return undefined;
  await doubt(ledger, row.id, 'no-standing', Date.now());
  const { zero, facts } = inputOf(program, row);
  const { plan, round, attempts, waiting_on: waitingOn, as_of: asOf } = row;
  const held = row.status === 'held' ? { until: row.next_at } : null;
  return rejoined(program, { at: Date.now(), zero, facts, plan, round, attempts, waitingOn, held, asOf });
}

/** The ledger is told of the tasks and entries that it had before it was restored, and opens them again. */
function learned(row: Case, { state }: Standing): CaseState {
  const untold: Unrecorded = state.unrecorded ?? { open: [], close: [], change: [], release: [], log: [] };
  const told = new Set(untold.open.map(({ key }) => key));
  const since = state.log.filter(({ at }) => at > row.as_of);
  return {
    ...state,
    unrecorded: {
      ...untold,
      open: [...untold.open, ...state.tasks.filter(({ key }) => !told.has(key))],
      log: [...since.filter((entry) => !untold.log.includes(entry)), ...untold.log],
    },
  };
}
