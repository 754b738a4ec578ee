import { begin } from './begin.ts';
import type { Plan } from './plan.ts';
import type { Guard, Instant, Operation, Outcome, Program } from './program.ts';
import type { CaseState } from './state.ts';

/**
 * The state of a case that has ended, made from what the ledger knows of it, so that a late reply can open it again.
 * It stands behind the work that ends it: going on without a new round ends it once more, and sends nothing.
 * @param round the round in which it ended
 */
export function beginClosed(
  program: Program,
  given: {
    at: Instant;
    outcome: Outcome;
    facts: Record<string, string>;
    plan: Plan | null;
    round: number;
    attempts: number;
  },
): CaseState {
  const { at, outcome, facts, plan, round, attempts } = given;
  const fresh = begin(program, { at, zero: at, facts, plan });
  const position = ending(program, outcome, fresh.facts);
  const operation = program.operations[position];
  return {
    ...fresh,
    ask: null,
    notBefore: null,
    round,
    position,
    progress: operation?.op === 'perform' ? operation.effects.length : 0,
    attempts,
    tasks: [],
    unrecorded: null,
    outcome: { outcome, at, round },
    log: [],
  };
}

/** The operation that ended the case, or the one that would have: never one that does not apply. */
function ending(program: Program, outcome: Outcome, facts: Record<string, string>): number {
  const { operations } = program;
  const does = operations.findLastIndex((operation) => ends(operation, facts) === outcome);
  if (does >= 0) return does;
  const would = operations.findLastIndex((operation) => ends(operation, facts) !== null);
  return would >= 0 ? would : operations.length - 1;
}

function ends(operation: Operation, facts: Record<string, string>): Outcome | null {
  if (operation.op !== 'perform' || !operation.ends) return null;
  return applies(operation.only, facts) ? operation.ends : null;
}

function applies(only: Guard | undefined, facts: Record<string, string>): boolean {
  if (!only) return true;
  const value = facts[only.fact] ?? '';
  return only.is ? only.is.includes(value) : !only.isNot?.includes(value);
}
