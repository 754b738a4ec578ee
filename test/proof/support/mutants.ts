import { nameOf } from '../../../domain/program/evolve/effects.ts';
import type { Effect, Operation, Program } from '../../../domain/program/program.ts';

/** A program with one thing changed. */
export interface Mutant {
  /** What was done to it, in plain English; unique within a program. */
  name: string;
  program: Program;
}

type Perform = Extract<Operation, { op: 'perform' }>;
type Gate = Extract<Operation, { op: 'gate' }>;
type Weak<Of> = [name: string, weak: Of];

/** Every operation and effect dropped, repeated, swapped with the next one and weakened; then what is said of steps and limits. */
export function mutantsOf(program: Program): Mutant[] {
  const { operations, steps, attemptsPerRound } = program;
  const changed = (name: string, change: Partial<Program>): Mutant => ({
    name,
    program: { ...program, ...change },
  });
  const inOrder = operations.flatMap((operation, at) => [
    changed(`${called(operation)} dropped`, { operations: operations.toSpliced(at, 1) }),
    ...swapped(operations, at).map(([name, exchanged]) => changed(name, { operations: exchanged })),
    ...weakened(operation).map(([name, weak]) => changed(name, { operations: operations.with(at, weak) })),
    ...repeated(operation).map(([name, second]) =>
      changed(name, { operations: operations.toSpliced(at + 1, 0, second) }),
    ),
  ]);
  const said = steps.flatMap((step, at) => [
    ...(step.attempt
      ? [changed(`${step.key} counts as no attempt`, { steps: steps.with(at, { ...step, attempt: false }) })]
      : []),
    ...(step.warns
      ? [changed(`${step.key} counts as no warning`, { steps: steps.with(at, { ...step, warns: false }) })]
      : []),
  ]);
  const fewer =
    attemptsPerRound === null
      ? []
      : [changed('one attempt fewer allowed', { attemptsPerRound: attemptsPerRound - 1 })];
  return [...inOrder, ...said, ...fewer];
}

function called(operation: Operation): string {
  if (operation.op === 'wait') return `the wait for ${operation.step}`;
  if (operation.op === 'repeat') return `the repetition of ${operation.step}`;
  return operation.op === 'gate' ? `the gate ${operation.key}` : `the work ${operation.key}`;
}

function swapped(operations: Operation[], at: number): Weak<Operation[]>[] {
  const [one, other] = [operations[at], operations[at + 1]];
  if (!one || !other) return [];
  return [[`${called(one)} and ${called(other)} swapped`, operations.toSpliced(at, 2, other, one)]];
}

/** Done once more under a name of its own, as a careless editor would copy a step. */
function repeated(operation: Operation): Weak<Operation>[] {
  if (operation.op !== 'perform' || operation.ends) return [];
  return [[`${called(operation)} repeated`, { ...operation, key: `${operation.key}-again` }]];
}

function weakened(operation: Operation): Weak<Operation>[] {
  if (operation.op === 'gate') return gateWeakened(operation);
  return operation.op === 'perform' ? workWeakened(operation) : [];
}

function gateWeakened(gate: Gate): Weak<Operation>[] {
  const { only: _only, ...unguarded } = gate;
  const { asks: _asks, ...unasked } = gate;
  const is = called(gate);
  const weak: Weak<Operation>[] = [];
  if (gate.warnedBy !== null) weak.push([`${is} wants no warning`, { ...gate, warnedBy: null }]);
  if (gate.only) weak.push([`${is} without its guard`, unguarded]);
  if (gate.asks) weak.push([`${is} does not ask the team`, unasked]);
  return weak;
}

function workWeakened(work: Perform): Weak<Operation>[] {
  const { only: _only, ...unguarded } = work;
  const { ends: _ends, ...endless } = work;
  const is = called(work);
  const weak: Weak<Operation>[] = [];
  if (work.only) weak.push([`${is} without its guard`, unguarded]);
  if (work.ends) weak.push([`${is} does not end the case`, endless]);
  work.effects.forEach((effect, at) => {
    const name = `${nameOf(effect)} of ${work.key}`;
    const { [at + 1]: follower } = work.effects;
    const having = (effects: Effect[]): Operation => ({ ...work, effects });
    if (work.effects.length > 1) weak.push([`${name} dropped`, having(work.effects.toSpliced(at, 1))]);
    if (follower)
      weak.push([
        `${name} and ${nameOf(follower)} swapped`,
        having(work.effects.toSpliced(at, 2, follower, effect)),
      ]);
    for (const [how, less] of effectWeakened(effect))
      weak.push([`${name} ${how}`, having(work.effects.with(at, less))]);
  });
  return weak;
}

function effectWeakened(effect: Effect): Weak<Effect>[] {
  if (effect.verb === 'act' && effect.irreversible) {
    const { unit, ...alone } = effect;
    const harmless: Weak<Effect> = ['taken for harmless', { ...effect, irreversible: false }];
    return unit ? [harmless, ['without its unit', alone]] : [harmless];
  }
  if ((effect.verb === 'send' || effect.verb === 'call') && effect.warnsOf) {
    const { warnsOf: _warnsOf, ...silent } = effect;
    return [['warns of nothing', silent]];
  }
  return effect.verb === 'task' && !effect.meanwhile
    ? [['is not waited for', { ...effect, meanwhile: true }]]
    : [];
}
