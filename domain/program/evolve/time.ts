import type { Plan } from '../plan.ts';
import type { Instant, Program } from '../program.ts';
import type { CaseState, Hold } from '../state.ts';
import { askedAboutAt, blocks } from '../next.ts';
import { opened, operationAt, replanned, stepOf, told } from './edits.ts';
import { finished } from './outside.ts';
import { escalated } from './tasks.ts';
import { goingOn } from './onward.ts';

/** A timer went off. Early or unrelated timers change nothing. */
export function timeCame(program: Program, given: CaseState, at: Instant): CaseState {
  const state = escalated(program, given, at);
  if (state.answered || state.problem) return state;
  if (state.held) return stillHeld(program, state, state.held, at);
  if (state.ask || state.tasks.some(blocks)) return state;
  const operation = operationAt(program, state);
  if (operation.op === 'perform') {
    return state.notBefore !== null && at >= state.notBefore ? { ...state, notBefore: null } : state;
  }
  if (operation.op !== 'wait') return state;
  const slot = state.plan?.slots[operation.step];
  if (!slot || at < slot.at) return state;
  const step = stepOf(program, operation.step);
  if (slot.notAfter !== undefined && at > slot.notAfter && !step?.warns) return skipped(program, state, at);
  if (at > slot.until && step?.attempt) return replanned(program, state, at, 'send-hour');
  return { ...state, position: state.position + 1 };
}

/** A hold without a date is no wait without an end: its owner is asked, and what is left undone is escalated. */
function stillHeld(program: Program, state: CaseState, held: Hold, at: Instant): CaseState {
  const { until } = held;
  if (until !== null) return at >= until ? holdOver(program, state, at) : state;
  const asked = askedAboutAt(program, state, held);
  if (asked === null || at < asked) return state;
  return opened(state, 'on-hold', `hold@${held.at}`, ['resume', 'stay']);
}

/** A hold or promise came to its date: the case goes on with its next step, never with several at once. */
export function holdOver(program: Program, state: CaseState, at: Instant): CaseState {
  const what = state.held?.promise ? 'promise-broken' : 'hold-over';
  return goingOn(program, told({ ...state, held: null }, { at, what }), at, 'send-hour');
}

function skipped(program: Program, state: CaseState, at: Instant): CaseState {
  const step = operationAt(program, state).step;
  const position = program.operations.findIndex(
    (later, index) => index > state.position && later.step !== step,
  );
  // The last step carries the end of the case: late as it is, it is done.
  if (position < 0) return replanned(program, state, at, 'send-hour');
  const said = told(
    { ...state, position, progress: 0 },
    { at, what: 'skipped', about: step, because: 'too-late' },
  );
  return said;
}

/** Dates have arrived. A step that was interrupted in its middle waits for its new moment. */
export function planned(program: Program, state: CaseState, at: Instant, plan: Plan): CaseState {
  const operation = operationAt(program, state);
  const slot = plan.slots[operation.step];
  const notBefore = operation.op !== 'wait' && slot && slot.at > at ? slot.at : null;
  const dated = { ...state, plan, ask: null, notBefore, manual: null };
  if (plan.standing === 'clear' && !slot) return finished(program, dated, 'paid', at);
  return told(dated, { at, what: 'planned', about: operation.step });
}
