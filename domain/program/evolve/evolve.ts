import { advance } from '../advance.ts';
import type { CaseEvent } from '../events.ts';
import type { Instant, Program } from '../program.ts';
import type { CaseState, Unrecorded } from '../state.ts';
import { refusal } from '../refusal.ts';
import { told } from './edits.ts';
import { conditionMet, finished, replied } from './outside.ts';
import { approvalUnclear, approvalWithdrawn } from './approvals.ts';
import { clockedFromDone } from './onward.ts';
import { factChosen, held, resumed, waitsAgain } from './people.ts';
import { taskDone } from './taskDone.ts';
import { moved, recalculated } from './moved.ts';
import { actionLogged } from './reviews.ts';
import { assigned, dated, snoozed } from './tasks.ts';
import { planned, timeCame } from './time.ts';
import { NO_DATES, troubled, undelivered } from './trouble.ts';
import { performed } from './work.ts';

/** Enough for every message of the last days of a busy case; older repetitions are stopped by the ledger. */
const SEEN_LIMIT = 500;

/**
 * The state after something happened. Pure; the same event twice (by its id) changes nothing.
 * An event that makes no sense now leaves the state as it is: `refusal` says why.
 */
export function evolve(program: Program, state: CaseState, event: CaseEvent): CaseState {
  if (!('id' in event)) return atRest(program, happened(program, state, event), event.at);
  if (state.seen.includes(event.id)) return state;
  const seen = [...state.seen, event.id].slice(-SEEN_LIMIT);
  const after = happened(program, { ...state, seen }, event);
  return atRest(programAfter(program, state, event), after, event.at);
}

/** The version under which the case goes on after an event: the other one if the event has moved it. */
export function programAfter(program: Program, state: CaseState, event: CaseEvent): Program {
  if (event.type !== 'moved' || state.seen.includes(event.id)) return program;
  return refusal(program, state, event) ? program : event.to;
}

/** What holds after every event: the case stands where somebody or something is needed, with dates for all of it. */
function atRest(program: Program, state: CaseState, at: Instant): CaseState {
  return dated(program, clockedFromDone(program, advance(program, state, at), at), at);
}

function happened(program: Program, state: CaseState, event: CaseEvent): CaseState {
  if (refusal(program, state, event)) return state;
  switch (event.type) {
    case 'time-came':
      return timeCame(program, state, event.at);
    case 'planned':
      return planned(program, state, event.at, event.plan);
    case 'planning-failed':
      return troubled(
        state,
        { position: state.position, progress: state.progress, reason: NO_DATES },
        event.at,
      );
    case 'performed':
      return performed(program, state, event);
    case 'recorded':
      return recorded(state, event.changes);
    case 'replied':
      return replied(program, state, event);
    case 'condition-met':
      return conditionMet(program, state, event);
    case 'held':
      return held(state, event);
    case 'resumed':
      return resumed(program, state, event);
    case 'settled':
      return finished(program, state, 'answered', event.at);
    case 'waits-again':
      return waitsAgain(program, state, event);
    case 'withdrawn':
      return finished(program, state, 'withdrawn', event.at);
    case 'fact-chosen':
      return factChosen(state, event);
    case 'task-done':
      return taskDone(program, state, event);
    case 'snoozed':
      return snoozed(program, state, event);
    case 'assigned':
      return assigned(state, event);
    case 'action-logged':
      return actionLogged(state, event);
    case 'moved':
      return moved(program, state, event);
    case 'recalculated':
      return recalculated(program, state, event);
    case 'approval-withdrawn':
      return approvalWithdrawn(state, event);
    case 'approval-unclear':
      return approvalUnclear(state, event);
    case 'undelivered':
      return undelivered(program, state, event);
    case 'unknown-message':
      return told(state, { at: event.at, what: 'unknown-message', about: event.name });
  }
}

/** The ledger has heard the first so many changes; what came since stays to be told. */
function recorded(state: CaseState, changes: Unrecorded): CaseState {
  if (!state.unrecorded) return state;
  const rest: Unrecorded = {
    open: state.unrecorded.open.slice(changes.open.length),
    close: state.unrecorded.close.slice(changes.close.length),
    change: state.unrecorded.change.slice(changes.change.length),
    release: state.unrecorded.release.slice(changes.release.length),
    log: state.unrecorded.log.slice(changes.log.length),
  };
  const left = Object.values(rest).some((part) => part.length > 0);
  return { ...state, unrecorded: left ? rest : null };
}
