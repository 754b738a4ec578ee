import { opened, operationAt, replanned, restOfStep, told } from './evolve/edits.ts';
import { nameOf, type Perform } from './evolve/effects.ts';
import type { Guard, Instant, Operation, Program } from './program.ts';
import type { CaseState } from './state.ts';

/**
 * Walks on over everything that needs nobody: operations that do not apply, work that is complete, open gates.
 * Every change of state ends here, so that `next` can simply read where the case stands.
 */
export function advance(program: Program, given: CaseState, at: Instant): CaseState {
  let state = given;
  for (;;) {
    if (state.outcome || state.answered || state.problem || state.held) return state;
    const operation = operationAt(program, state);
    const moved = passed(program, state, operation, at);
    if (moved === null) return state;
    state = moved;
  }
}

/** The state after this operation if nothing more is to be done at it, else null. */
function passed(program: Program, state: CaseState, operation: Operation, at: Instant): CaseState | null {
  if (leftOut(program, state, operation)) return onward(state);
  if (operation.op === 'perform' && state.progress >= operation.effects.length) {
    if (!operation.ends) return onward(state);
    return { ...state, outcome: { outcome: operation.ends, at, round: state.round } };
  }
  if (operation.op === 'gate') return throughGate(program, state, operation, at);
  if (operation.op !== 'perform') return null;
  return noteOfNothing(state, operation, at) ?? backToGate(program, state, operation);
}

/** Texts name only what was really done: the note about a message that was left out is left out with it. */
function noteOfNothing(state: CaseState, operation: Perform, at: Instant): CaseState | null {
  const effect = operation.effects[state.progress];
  if (effect?.verb !== 'note' || state.unsent !== operation.step) return null;
  const about = `${operation.key}/${nameOf(effect)}`;
  return told(
    { ...state, progress: state.progress + 1 },
    { at, what: 'skipped', about, because: 'nothing-sent' },
  );
}

/** A reply or another resolution voids an approval: an act that has not been done by then goes through its gate again. */
function backToGate(program: Program, state: CaseState, operation: Perform): CaseState | null {
  const effect = operation.effects[state.progress];
  if (effect?.verb !== 'act' || !effect.irreversible) return null;
  const allowed = state.approvals.some((approval) => approval.act === effect.name);
  if (allowed && state.warnings.some((warning) => warning.act === effect.name)) return null;
  const position = program.operations.findIndex((other) => other.op === 'gate' && other.act === effect.name);
  return { ...state, position, progress: 0, notBefore: null };
}

function onward(state: CaseState): CaseState {
  return { ...state, position: state.position + 1, progress: 0, notBefore: null };
}

function leftOut(program: Program, state: CaseState, operation: Operation): boolean {
  if ('only' in operation && operation.only && !holds(operation.only, state.facts)) return true;
  const step = program.steps.find((candidate) => candidate.key === operation.step);
  return step?.when === 'day-zero-moved' && state.plan !== null && !state.plan.moved;
}

function holds(guard: Guard, facts: Record<string, string>): boolean {
  const value = facts[guard.fact] ?? '';
  if (guard.is) return guard.is.includes(value);
  return !guard.isNot?.includes(value);
}

/**
 * "Cancelling a case for which no cancellation warning was delivered is forbidden" and silence is never approval:
 * without a warning the case goes back to the step that gives it, without an approval it asks for one.
 */
function throughGate(
  program: Program,
  state: CaseState,
  gate: Extract<Operation, { op: 'gate' }>,
  at: Instant,
): CaseState | null {
  const warning = state.warnings.find((given) => given.act === gate.act);
  if (!warning) return backToWarning(program, state, gate, at);
  if (warning.deliveredAt > at) return null;
  if (state.approvals.some((approval) => approval.act === gate.act)) {
    return restOfStep(program, onward(state), at);
  }
  const question = `${gate.act}@${at}`;
  if (state.declined.includes(gate.act)) {
    return asked(state, 'choose-resolution', question, alternatives(program, gate));
  }
  return asked(state, 'decision', question, ['approve', 'decline']);
}

/** Null when the question is open already: then there is only waiting left. */
function asked(
  state: CaseState,
  kind: 'decision' | 'choose-resolution',
  about: string,
  options: string[],
): CaseState | null {
  return state.tasks.some((task) => task.kind === kind) ? null : opened(state, kind, about, options);
}

function alternatives(program: Program, gate: Extract<Operation, { op: 'gate' }>): string[] {
  const fact = program.steering.find((candidate) => candidate.name === gate.only?.fact);
  return fact?.options.filter((option) => !gate.only?.is?.includes(option)) ?? [];
}

function backToWarning(
  program: Program,
  state: CaseState,
  gate: Extract<Operation, { op: 'gate' }>,
  at: Instant,
): CaseState {
  const position = program.operations.findIndex((operation) => operation.step === gate.warnedBy);
  const back = { ...state, position, progress: 0, notBefore: null, pass: state.pass + 1 };
  const said = told(back, { at, what: 'warning-needed', about: gate.act });
  return replanned(program, said, at, 'in-hours');
}
