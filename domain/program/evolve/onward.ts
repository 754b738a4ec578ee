import { advance } from '../advance.ts';
import type { Instant, Program } from '../program.ts';
import type { CaseState } from '../state.ts';
import { replanned } from './edits.ts';

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
  return there.outcome || there.ask ? there : replanned(program, there, notBefore, mode);
}
