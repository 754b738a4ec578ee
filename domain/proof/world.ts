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

/**
 * The state without what no rule of the interpreter reads: the record of the past grows for ever and steers nothing.
 * Field by field, so that all states have one layout in memory: to spread one that comes from anywhere in `evolve` takes
 * twenty times as long. Where several versions have met in a case, it has
 * more fields; here none does.
 */
export function bare(state: CaseState): CaseState {
  return {
    round: state.round,
    position: state.position,
    progress: state.progress,
    pass: state.pass,
    plan: state.plan,
    ask: state.ask,
    notBefore: state.notBefore,
    facts: state.facts,
    answered: state.answered,
    held: state.held,
    problem: state.problem,
    tasks: state.tasks,
    attempts: state.attempts,
    contacts: state.contacts,
    unsent: state.unsent,
    lastAttempt: state.lastAttempt,
    since: state.since,
    again: state.again,
    manual: state.manual,
    errand: state.errand,
    errands: state.errands,
    warnings: state.warnings,
    approvals: state.approvals,
    declined: state.declined,
    wanted: state.wanted,
    reopening: state.reopening,
    outcome: state.outcome,
    past: [],
    unrecorded: null,
    seen: [],
    log: [],
    problems: state.problems ?? [],
    unwarned: state.unwarned ?? [],
  };
}

export function reaches(effect: Effect): effect is Extract<Effect, { verb: 'send' | 'call' }> {
  return effect.verb === 'send' || effect.verb === 'call';
}
