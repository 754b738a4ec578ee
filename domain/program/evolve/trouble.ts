import type { Instant, Program } from '../program.ts';
import type { CaseState, Problem } from '../state.ts';
import { opened, told } from './edits.ts';
import { goingOn } from './onward.ts';
import { effectDone, effectLeftOut } from './effects.ts';

/**
 * Work needs a person's judgement; until then the case stands still.
 * @param effect what it is about, so that the person is told what is left of a step
 */
export function troubled(
  state: CaseState,
  problem: Omit<Problem, 'at'>,
  at: Instant,
  effect?: string,
): CaseState {
  const about = [`${problem.reason}@${at}`, ...(effect === undefined ? [] : [effect])].join('/');
  const stopped = { ...state, problem: { ...problem, at } };
  const said = told(stopped, { at, what: 'problem', about, because: problem.reason });
  return opened(said, 'problem', about, ['try-again', 'count-as-done', 'leave-it-out']);
}

/** A person judged the problem. A second try is a new message and goes out in working hours only. */
export function judged(
  program: Program,
  state: CaseState,
  problem: Problem,
  option: string,
  at: Instant,
): CaseState {
  const cleared = told({ ...state, problem: null }, { at, what: 'problem-cleared', because: option });
  const operation = program.operations[problem.position];
  const effect = operation?.op === 'perform' ? operation.effects[problem.progress] : undefined;
  if (operation?.op !== 'perform' || !effect) return goingOn(program, cleared, at, 'in-hours');
  const current = state.position === problem.position && state.progress === problem.progress;
  const { position, progress } = cleared;
  if (option === 'count-as-done') {
    const done = effectDone(cleared, operation, effect, at, at);
    return goingOn(
      program,
      { ...done, position, progress: current ? progress + 1 : progress },
      at,
      'in-hours',
    );
  }
  if (option === 'leave-it-out') {
    return goingOn(program, current ? effectLeftOut(cleared, operation) : cleared, at, 'in-hours');
  }
  const repeatable = current || state.lastAttempt?.step === operation.step;
  if (!repeatable) return goingOn(program, cleared, at, 'in-hours');
  const back = { ...cleared, position: problem.position, progress: problem.progress, pass: state.pass + 1 };
  return goingOn(program, back, at, 'in-hours');
}

/** A message turned out not to have arrived: it is no warning and no attempt, and a person looks at the address. */
export function undelivered(
  program: Program,
  state: CaseState,
  event: { at: Instant; key: string; effect: number },
): CaseState {
  const said = told(state, { at: event.at, what: 'undelivered', about: event.key });
  const position = program.operations.findIndex((other) => other.op === 'perform' && other.key === event.key);
  if (state.outcome || position < 0) return said;
  const less = {
    ...said,
    attempts: Math.max(0, said.attempts - 1),
    warnings: said.warnings.filter((warning) => warning.key !== event.key),
  };
  return troubled(less, { position, progress: event.effect, reason: 'undelivered' }, event.at);
}
