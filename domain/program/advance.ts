import { AFTER_NO, AFTER_NO_WARNING } from './evolve/approvals.ts';
import { closed, opened, operationAt, replanned, restOfStep, told } from './evolve/edits.ts';
import { actOf, nameOf, type Perform } from './evolve/effects.ts';
import type { Guard, Instant, Operation, Outcome, Program, ProgramStep } from './program.ts';
import type { CaseState, OpenTask } from './state.ts';
import { mayBeDoneFrom } from './timeToAnswer.ts';

type Gate = Extract<Operation, { op: 'gate' }>;

/** Far more than any program has operations: work that no gate lets through would send the walk round for ever. */
const MOST_MOVES = 10_000;

/**
 * Walks on over everything that needs nobody: operations that do not apply, work that is complete, open gates.
 * Every change of state ends here, so that `next` can simply read where the case stands.
 */
export function advance(program: Program, given: CaseState, at: Instant): CaseState {
  let state = given;
  for (let moves = 0; moves < MOST_MOVES; moves += 1) {
    if (state.outcome || state.answered || state.problem || state.held) return state;
    const operation = operationAt(program, state);
    const moved = passed(program, state, operation, at);
    if (moved === null) return state;
    state = moved;
  }
  throw new Error(`the operations of ${program.procedure} lead round in a circle at ${state.position}`);
}

/** The state after this operation if nothing more is to be done at it, else null. */
function passed(program: Program, state: CaseState, operation: Operation, at: Instant): CaseState | null {
  if (leftOut(program, state, operation)) return onward(program, state, at);
  if (operation.op === 'perform' && state.progress >= operation.effects.length) {
    return operation.ends ? ended(state, operation.ends, at) : onward(program, state, at);
  }
  if (operation.op === 'repeat') return again(program, state, operation.step, at);
  if (operation.op === 'gate') return throughGate(program, state, operation, at);
  if (operation.op !== 'perform') return null;
  return noteOfNothing(state, operation, at) ?? backToGate(program, state, operation, at);
}

/** A person did the last of it, or left it out: no activity has told the ledger that the case is over. */
function ended(state: CaseState, outcome: Outcome, at: Instant): CaseState {
  const over = closed(state, (task) => task.kind !== 'left-over');
  const said = told(over, { at, what: 'ended', because: outcome });
  return { ...said, outcome: { outcome, at, round: state.round } };
}

/** The step comes again: its date is asked for, and its work gets keys of its own. */
function again(program: Program, state: CaseState, step: string, now: Instant): CaseState {
  const first = program.operations.findIndex((operation) => operation.step === step);
  const back = { ...standingAt(state, first), pass: state.pass + 1, since: now };
  return replanned(program, back, now, 'send-hour');
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

/**
 * A reply or another resolution voids an approval: an act that has not been done by then goes through its gate again, and
 * a warning that wants the approval first is not given before it.
 */
function backToGate(program: Program, state: CaseState, operation: Perform, at: Instant): CaseState | null {
  const effect = operation.effects[state.progress];
  if (effect?.verb === 'act' && effect.irreversible) {
    const act = actOf(effect);
    // A warning that came back and counts by a person's word alone was read only now.
    const answerable = state.warnings.some((given) => given.act === act && mayBeDoneFrom(given) <= at);
    if (approved(state, act) && answerable) return null;
    const gate = gateOf(program, act, ({ warnedBy }) => warnedBy !== null);
    // What was put off stays put off, whatever is decided now.
    return { ...standingAt(state, gate), notBefore: state.notBefore };
  }
  if (effect?.verb !== 'send' && effect?.verb !== 'call') return null;
  const { warnsOf } = effect;
  if (warnsOf === undefined || approved(state, warnsOf)) return null;
  const first = gateOf(program, warnsOf, (gate) => gate.warnedBy === null);
  return first < 0 ? null : standingAt(state, first);
}

function approved(state: CaseState, act: string): boolean {
  return state.approvals.some((approval) => approval.act === act);
}

function gateOf(program: Program, act: string, which: (gate: Gate) => boolean): number {
  return program.operations.findIndex((other) => other.op === 'gate' && other.act === act && which(other));
}

function standingAt(state: CaseState, position: number): CaseState {
  return { ...state, position, progress: 0, notBefore: null };
}

/** The hours of a step that waits begin when the step before it is done; what is done at the opening does not count. */
function onward(program: Program, state: CaseState, now: Instant): CaseState {
  const here = program.operations[state.position]?.step ?? '';
  const there = program.operations[state.position + 1]?.step;
  const timed = here !== there && program.steps.some(({ key, when }) => key === here && TIMED.includes(when));
  const since = timed ? now : state.since;
  // Another branch of the same step keeps the day that this one was put off to.
  const notBefore = here === there ? state.notBefore : null;
  return { ...standingAt(state, state.position + 1), since, again: 0, notBefore };
}

const TIMED: ProgramStep['when'][] = ['day', 'wait', 'end-of-week'];

function leftOut(program: Program, state: CaseState, operation: Operation): boolean {
  if ('only' in operation && operation.only && !holds(operation.only, state.facts)) return true;
  const step = program.steps.find((candidate) => candidate.key === operation.step);
  return step?.when === 'day-zero-moved' && state.plan !== null && !state.plan.moved;
}

/** Whether work under this guard is to be done, as the facts stand. */
export function holds(guard: Guard, facts: Record<string, string>): boolean {
  const value = facts[guard.fact] ?? '';
  if (guard.is) return guard.is.includes(value);
  return !guard.isNot?.includes(value);
}

/**
 * "Cancelling a case for which no cancellation warning was delivered is forbidden" and silence is never approval:
 * without a warning the case goes back to the step that gives it, without an approval it asks for one.
 */
function throughGate(program: Program, state: CaseState, gate: Gate, now: Instant): CaseState | null {
  if (gate.warnedBy !== null) {
    const warning = state.warnings.find((given) => given.act === gate.act);
    if (!warning) return backToWarning(program, state, gate, gate.warnedBy, now);
    if (mayBeDoneFrom(warning) > now) return null;
  }
  const question = `${gate.act}@${now}`;
  const others = alternatives(program, gate);
  const { asks } = gate;
  // The team is asked before anybody approves, and also when an approval has come without a question.
  if (asks && !state.wanted.includes(gate.act) && !(asks.unless && holds(asks.unless, state.facts))) {
    return asked(state, 'choose-resolution', question, [...others, ...(gate.only?.is ?? [])], asks.role);
  }
  if (approved(state, gate.act)) {
    const through = onward(program, closed(state, isQuestion), now);
    return operationAt(program, through).op === 'perform' ? restOfStep(program, through, now) : through;
  }
  if (state.declined.includes(gate.act)) {
    return others.length > 0
      ? asked(state, 'choose-resolution', question, others)
      : asked(state, 'declined', question, AFTER_NO);
  }
  return asked(state, 'decision', question, ['approve', 'decline'], gate.approver);
}

/** What was asked at a gate is answered once the case is through it. */
function isQuestion({ kind }: OpenTask): boolean {
  return kind === 'decision' || kind === 'choose-resolution' || kind === 'declined';
}

/** Null when the question is open already: then there is only waiting left. */
function asked(
  state: CaseState,
  kind: 'decision' | 'choose-resolution' | 'declined',
  about: string,
  options: string[],
  role?: string,
): CaseState | null {
  return state.tasks.some((task) => task.kind === kind) ? null : opened(state, kind, about, options, role);
}

function alternatives(program: Program, gate: Gate): string[] {
  const fact = program.steering.find((candidate) => candidate.name === gate.only?.fact);
  return fact?.options.filter((option) => !gate.only?.is?.includes(option)) ?? [];
}

/**
 * Where the procedure asks before it warns, it asks first again. A warning that a person has left out, or that did not reach
 * anybody in all the attempts that a round may have, is not tried once more: a person says what becomes of the case.
 */
function backToWarning(
  program: Program,
  state: CaseState,
  gate: Gate,
  warnedBy: string,
  now: Instant,
): CaseState | null {
  const { act } = gate;
  const limit = program.attemptsPerRound;
  if (state.unwarned?.includes(act) || (limit !== null && state.attempts >= limit)) {
    const others = alternatives(program, gate);
    return others.length > 0
      ? asked(state, 'choose-resolution', `${act}@${now}`, others)
      : asked(state, 'declined', `${act}@${now}`, AFTER_NO_WARNING);
  }
  const first = approved(state, act) ? -1 : gateOf(program, act, (other) => other.warnedBy === null);
  const warning = program.operations.findIndex((operation) => operation.step === warnedBy);
  const back = { ...standingAt(state, first < 0 ? warning : first), pass: state.pass + 1 };
  return replanned(program, told(back, { at: now, what: 'warning-needed', about: act }), now, 'in-hours');
}
