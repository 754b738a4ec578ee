import { advance } from '../advance.ts';
import type { Instant, Program } from '../program.ts';
import type { CaseState } from '../state.ts';
import { operationAt, replanned, stepOf, waits } from './edits.ts';

/**
 * The case goes on after it stood still: with its next step, not before an instant, its distances kept,
 * so that nothing goes out in a bunch.
 */
export function goingOn(
  program: Program,
  state: CaseState,
  notBefore: Instant,
  mode: 'send-hour' | 'in-hours',
): CaseState {
  const there = advance(program, state, notBefore);
  if (there.outcome || there.ask?.kind === 'round') return there;
  // Dates that were asked for and never came are asked for anew, from where the case stands now.
  const from = Math.max(notBefore, there.ask?.notBefore ?? notBefore);
  return replanned(program, there, from, there.ask?.mode ?? mode);
}

/** Done so much later than planned, the step before moves the hours of the one that waits for it. */
const TOLERANCE = 5 * 60_000;

/** "24 hours later" counts from when the step before was done, not from when it was planned. */
export function clockedFromDone(program: Program, state: CaseState, at: Instant): CaseState {
  if (state.outcome || state.ask || state.answered || state.held || state.problem) return state;
  const operation = operationAt(program, state);
  if (operation.op !== 'wait' || !waits(program, operation.step)) return state;
  const planned = state.plan?.slots[operation.step]?.since;
  const moved = planned !== undefined && state.since - planned > TOLERANCE;
  return moved ? replanned(program, state, at, 'in-hours') : state;
}

/** An attempt that went out later than planned pushes the following ones, so that their distance stays. */
export function keepDistance(program: Program, given: CaseState, at: Instant): CaseState {
  const state = advance(program, given, at);
  if (state.outcome || state.ask || !state.plan || !state.lastAttempt) return state;
  const slot = state.plan.slots[state.lastAttempt.step];
  const operation = operationAt(program, state);
  const late = slot !== undefined && state.lastAttempt.at > slot.until;
  if (!late || operation.op !== 'wait' || waits(program, operation.step)) return state;
  if (!stepOf(program, operation.step)?.attempt) return state;
  return replanned(program, state, at, 'send-hour');
}
