import { advance } from './advance.ts';
import type { Plan } from './plan.ts';
import type { Instant, Program } from './program.ts';
import type { CaseState } from './state.ts';

/**
 * The state of a case that has just been opened.
 * @param zero the instant of the day-zero fact
 * @param plan dates that were planned before the start; without them the case asks for them first
 */
export function begin(
  program: Program,
  given: { at: Instant; zero: Instant; facts?: Record<string, string>; plan?: Plan | null },
): CaseState {
  const defaults = Object.fromEntries(program.steering.map((fact) => [fact.name, fact.default]));
  const state: CaseState = {
    round: 1,
    position: 0,
    progress: 0,
    pass: 0,
    plan: given.plan ?? null,
    ask: given.plan ? null : { kind: 'round', zero: given.zero },
    notBefore: null,
    facts: { ...defaults, ...given.facts },
    answered: null,
    held: null,
    problem: null,
    tasks: [],
    attempts: 0,
    unsent: null,
    lastAttempt: null,
    since: given.zero,
    again: 0,
    manual: null,
    errand: null,
    errands: 0,
    warnings: [],
    approvals: [],
    declined: [],
    wanted: [],
    reopening: false,
    outcome: null,
    past: [],
    unrecorded: null,
    seen: [],
    log: [{ at: given.at, round: 1, what: 'opened' }],
  };
  return advance(program, state, given.at);
}
