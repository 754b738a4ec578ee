import type { Effect, Instant } from '../program/program.ts';
import type { CaseState, Need } from '../program/state.ts';
import type { Witness } from './witness.ts';

/** Work that an activity has begun and whose result has not come back, while something else happened to the case. */
export type Flight = Extract<Need, { need: 'perform' }>;

/** One situation that a case can be in: where it stands, what the time is, what is under way, and what was seen so far. */
export interface World {
  at: Instant;
  state: CaseState;
  flight: Flight | null;
  witness: Witness;
  /** How many things have happened on the way here that the procedure does not plan for. */
  surprises: number;
}

/** The state without what no rule of the interpreter reads: the record of the past grows for ever and steers nothing. */
export function bare(state: CaseState): CaseState {
  return { ...state, log: [], seen: [], past: [], unrecorded: null };
}

export function reaches(effect: Effect): effect is Extract<Effect, { verb: 'send' | 'call' }> {
  return effect.verb === 'send' || effect.verb === 'call';
}
