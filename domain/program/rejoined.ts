import { begin } from './begin.ts';
import type { Plan } from './plan.ts';
import type { Instant, Program } from './program.ts';
import type { CaseState } from './state.ts';

/**
 * The nearest that can be said of a case whose state nobody has kept: it stands before the step that its last known view
 * named, or the first whose date had not come. What was done of that step is not known, so whoever begins a run from it
 * puts the case in doubt first.
 * @param waitingOn what the view said: "step:day-2", "hold:hold" …
 * @param asOf when the view was of
 */
export function rejoined(
  program: Program,
  given: {
    at: Instant;
    zero: Instant;
    facts: Record<string, string>;
    plan: Plan | null;
    round: number;
    attempts: number;
    waitingOn: string | null;
    held: { until: Instant | null } | null;
    asOf: Instant;
  },
): CaseState {
  const { at, zero, facts, plan, round, attempts, waitingOn, held, asOf } = given;
  const fresh = begin(program, { at, zero, facts, plan });
  const named = /^(?:step|task):([^/]+)/.exec(waitingOn ?? '')?.[1];
  const dated = program.operations.filter(({ step }) => (plan?.slots[step]?.at ?? 0) > asOf);
  const step = program.operations.some((each) => each.step === named) ? named : dated[0]?.step;
  const position = program.operations.findIndex((each) => each.step === step);
  return {
    ...fresh,
    round,
    attempts,
    since: asOf,
    ...(position < 0 ? {} : { position, progress: 0 }),
    held: held === null ? null : { at: asOf, until: held.until },
  };
}
