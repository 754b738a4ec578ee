import { allWell } from './ahead.ts';
import { evolve } from './evolve/evolve.ts';
import { next } from './next.ts';
import type { Instant, Outcome, Program } from './program.ts';
import type { CaseState, Need, Status } from './state.ts';

/** What lists and search attributes show of a case. Holds nothing personal. */
export interface CaseView {
  status: Status;
  /** What the case waits for: a step, a task, `answer`, `hold` …; null when closed. */
  waitingOn: string | null;
  /** When it goes on by itself; null when a person must act, or closed. */
  nextAt: Instant | null;
  round: number;
  attempts: number;
  outcome: Outcome | null;
}

export function viewOf(program: Program, state: CaseState): CaseView {
  const quiet = { ...state, unrecorded: null };
  const need = next(program, quiet);
  const waits = need.need === 'wait' ? need : null;
  return {
    status: statusOf(state, need),
    waitingOn: waits ? `${waits.for}:${waits.about}` : need.need === 'perform' ? `step:${need.step}` : null,
    nextAt: waits?.until ?? null,
    round: state.round,
    attempts: state.attempts,
    outcome: state.outcome?.outcome ?? null,
  };
}

function statusOf(state: CaseState, need: Need): Status {
  if (state.outcome) return 'closed';
  if (state.answered) return 'answered';
  if (state.problem) return 'problem';
  if (state.held || (need.need === 'wait' && need.for === 'hold')) return 'held';
  const waitsForPerson = need.need === 'wait' && (need.for === 'task' || need.for === 'decision');
  return waitsForPerson ? 'with-a-person' : 'waiting';
}

/** How the case stands if all of the work goes well: the activity that does it stores that, so that no second one is needed. */
export function stateAfter(
  program: Program,
  state: CaseState,
  work: Extract<Need, { need: 'perform' }>,
  at: Instant,
): CaseState {
  const results = allWell(state, work.effects.slice(work.from), at);
  return evolve(program, state, { type: 'performed', at, key: work.key, results });
}
