import { isDeepStrictEqual } from 'node:util';
import { aligned } from '../diff/align.ts';
import type { Place } from '../program/events.ts';
import { operationAt, stepOf } from '../program/evolve/edits.ts';
import { nameOf, type Perform } from '../program/evolve/effects.ts';
import { blocks } from '../program/next.ts';
import type { Operation, Program } from '../program/program.ts';
import type { CaseState } from '../program/state.ts';
import type { Refused } from './errors.ts';

/**
 * Where a case goes on in another version: behind the last step that it has done and that the new version has too. In the
 * middle of a step it stays only if that step begins in the same way.
 */
export function placeIn(program: Program, state: CaseState, to: Program): Place | Refused {
  const pairs = aligned(program, to);
  const keys = pairs.flatMap(({ old, new: now }) => (old && now ? [[old.key, now.key] as const] : []));
  const steps = Object.fromEntries(keys.filter(([old, now]) => old !== now));
  const here = operationAt(program, state);
  if (here.op === 'gate') return atGate(here, to, steps, new Map(keys).get(here.step));
  const whole = stepDone(program, state);
  if (here.op === 'perform' && !whole && begun(program, state)) return inStep(state, here, to, steps);
  if (here.op === 'perform' && whole && here.ends) return atEnd(here, to, steps);
  const first = program.steps.findIndex(({ key }) => key === here.step);
  const done = program.steps.slice(0, whole ? first + 1 : first);
  const last = keys.findLast(([old]) => done.some(({ key }) => key === old))?.[1];
  const position = behind(to, last);
  if (position >= to.operations.length) return { code: 'place-gone', about: here.step };
  return { position, progress: 0, steps };
}

/** Behind a step; behind none of them, after what is done at the opening, which is not done again. */
function behind({ operations, steps }: Program, last: string | undefined): number {
  if (last !== undefined) return operations.findLastIndex(({ step }) => step === last) + 1;
  const opening = steps.filter(({ when }) => when === 'opened').map(({ key }) => key);
  return operations.findLastIndex(({ step }) => opening.includes(step)) + 1;
}

/** A case that stands still has not walked on from the last of what it did. */
function stepDone(program: Program, { position, progress }: CaseState): boolean {
  const [here, after] = [program.operations[position], program.operations[position + 1]];
  return here?.op === 'perform' && progress >= here.effects.length && after?.step !== here.step;
}

/** Something of the step is done, or people are at it; a first effect that was only put off has not begun. */
function begun(program: Program, state: CaseState): boolean {
  const before = program.operations[state.position - 1];
  const first =
    before === undefined || before.step !== operationAt(program, state).step || before.op === 'wait';
  return !first || state.progress > 0 || state.tasks.some(blocks) || state.problem !== null;
}

/** Opened again after its end: it stands behind the work that ended it, and a person says how it goes on. */
function atEnd({ ends, step }: Perform, to: Program, steps: Record<string, string>): Place | Refused {
  const position = to.operations.findLastIndex((other) => other.op === 'perform' && other.ends === ends);
  const there = to.operations[position];
  if (there?.op !== 'perform') return { code: 'place-gone', about: step };
  return { position, progress: there.effects.length, steps };
}

function inStep(
  state: CaseState,
  here: Perform,
  to: Program,
  steps: Record<string, string>,
): Place | Refused {
  const hands = state.tasks.some(blocks);
  const refused: Refused = { code: hands ? 'in-a-persons-hands' : 'in-the-middle', about: here.step };
  const position = to.operations.findIndex((other) => other.op === 'perform' && other.key === here.key);
  const there = to.operations[position];
  if (there?.op !== 'perform' || steps[here.step] !== undefined) return refused;
  const upTo = Math.min(state.progress + 1, here.effects.length);
  return same(here, there, upTo) ? { position, progress: state.progress, steps } : refused;
}

function same(here: Perform, there: Perform, upTo: number): boolean {
  if (there.effects.length < upTo) return false;
  return (
    isDeepStrictEqual(here.effects.slice(0, upTo), there.effects.slice(0, upTo)) &&
    isDeepStrictEqual(here.only, there.only)
  );
}

/** A question stays where its act is still asked about; whether the answer holds is another matter. */
function atGate(
  here: Extract<Operation, { op: 'gate' }>,
  to: Program,
  steps: Record<string, string>,
  step: string | undefined,
): Place | Refused {
  const position = to.operations.findIndex(
    (other) =>
      other.op === 'gate' &&
      other.act === here.act &&
      other.step === step &&
      (other.warnedBy === null) === (here.warnedBy === null),
  );
  return position < 0 ? { code: 'place-gone', about: here.act } : { position, progress: 0, steps };
}

/** The names of what is done from a place on, as far as the facts let it be done, with the steps they belong to. */
export function aheadOf(
  program: Program,
  { position, progress }: Pick<Place, 'position' | 'progress'>,
  facts: Record<string, string>,
): { step: string; attempt: boolean; effect: Perform['effects'][number]; name: string }[] {
  return program.operations.slice(position).flatMap((operation, index) => {
    if (operation.op !== 'perform' || !applies(operation, facts)) return [];
    const attempt = stepOf(program, operation.step)?.attempt ?? false;
    const left = index === 0 ? operation.effects.slice(progress) : operation.effects;
    return left.map((effect) => ({ step: operation.step, attempt, effect, name: nameOf(effect) }));
  });
}

function applies({ only }: Perform, facts: Record<string, string>): boolean {
  if (!only) return true;
  const value = facts[only.fact] ?? '';
  return only.is ? only.is.includes(value) : !only.isNot?.includes(value);
}
