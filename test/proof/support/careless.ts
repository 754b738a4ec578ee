import type { Effect, Operation, Program } from '../../../domain/program/program.ts';

/** Programs with a slip or two, as a careless compiler or an editor of procedures could make them. */

type Gate = Extract<Operation, { op: 'gate' }>;

/** A program without some of its effects. */
export function without(program: Program, drop: (effect: Effect, key: string) => boolean): Program {
  const operations = program.operations.map((operation) =>
    operation.op === 'perform'
      ? { ...operation, effects: operation.effects.filter((effect) => !drop(effect, operation.key)) }
      : operation,
  );
  return { ...program, operations };
}

/** A program in which the second step falls on the day of the first and keeps no distance. */
export function onOneDay(program: Program): Program {
  const [first, ...others] = program.steps.filter(({ when }) => when === 'day');
  const same = others[0]?.key;
  const steps = program.steps.map((step) =>
    step.key === same && first?.day !== undefined ? { ...step, day: first.day, attempt: false } : step,
  );
  return { ...program, steps };
}

/** A program in which one piece of work is done once more. */
export function doubled(program: Program, key: string): Program {
  return {
    ...program,
    operations: program.operations.flatMap((operation) =>
      operation.op === 'perform' && operation.key === key
        ? [operation, { ...operation, key: `${key}-again` }]
        : [operation],
    ),
  };
}

/** A program that does not wait for the day of one step. */
export function waitless(program: Program, step: string): Program {
  const operations = program.operations.filter((each) => each.op !== 'wait' || each.step !== step);
  return { ...program, operations };
}

/** A program whose first step of this name comes at another time. */
export function timed(program: Program, key: string, when: Partial<Program['steps'][number]>): Program {
  return {
    ...program,
    steps: program.steps.map((step) => (step.key === key ? { ...step, ...when } : step)),
  };
}

/** A program in which what cannot be undone is taken for harmless, so that the interpreter does not guard it either. */
export function careless(program: Program, change: (operations: Operation[]) => Operation[]): Program {
  const operations = program.operations.map((operation) =>
    operation.op === 'perform'
      ? {
          ...operation,
          effects: operation.effects.map((effect) =>
            effect.verb === 'act' ? { ...effect, irreversible: false } : effect,
          ),
        }
      : operation,
  );
  return { ...program, operations: change(operations) };
}

export const gateless = (operations: Operation[]) => operations.filter(({ op }) => op !== 'gate');

export const gated =
  (change: (gate: Gate) => Partial<Gate>) =>
  (operations: Operation[]): Operation[] =>
    operations.map((operation) =>
      operation.op === 'gate' ? { ...operation, ...change(operation) } : operation,
    );

/** Behind the work that it should stand before. */
export function gateBehind(operations: Operation[]): Operation[] {
  const at = operations.findIndex(({ op }) => op === 'gate');
  const [gate, work] = operations.slice(at, at + 2) as [Operation, Operation];
  return operations.toSpliced(at, 2, work, gate);
}

/** A program with some of its effects changed. */
export function having(program: Program, change: (effect: Effect) => Effect): Program {
  const operations = program.operations.map((operation) =>
    operation.op === 'perform' ? { ...operation, effects: operation.effects.map(change) } : operation,
  );
  return { ...program, operations };
}

/** Its messages warn of nothing. */
export function silent(program: Program): Program {
  return having(program, (effect) => {
    if (effect.verb !== 'send' && effect.verb !== 'call') return effect;
    const { warnsOf: _, ...quiet } = effect;
    return quiet;
  });
}

/** The warning goes to those who are not to be cancelled. */
export function warnedElsewhere(program: Program): Program {
  const operations = program.operations.map((operation) =>
    operation.op === 'perform' &&
    operation.effects.some((effect) => 'warnsOf' in effect && effect.warnsOf === 'cancel')
      ? { ...operation, only: { fact: 'resolution', is: ['as-on-rx'] } }
      : operation,
  );
  return { ...program, operations };
}

/** The warning is given right before the act, in one piece of work with it. */
export function warnedAtOnce(program: Program): Program {
  const warning = { verb: 'send', channel: 'text', name: 'good-bye', warnsOf: 'end-programme' } as const;
  const operations = silent(program).operations.map((operation) =>
    operation.op === 'perform' && operation.ends
      ? { ...operation, effects: [warning, ...operation.effects] }
      : operation,
  );
  return { ...program, operations };
}

/** What belongs to another act is done without it. */
export function alone(program: Program): Program {
  return having(program, (effect) => {
    if (effect.verb !== 'act') return effect;
    const { unit: _, ...single } = effect;
    return single;
  });
}

/** The work with the warning comes behind the wait for the step with the act. */
export function warnedLast(operations: Operation[]): Operation[] {
  const warns = operations.findIndex(
    (each) => each.op === 'perform' && each.effects.some((effect) => 'warnsOf' in effect),
  );
  const [warning, wait] = operations.slice(warns, warns + 2) as [Operation, Operation];
  return operations.toSpliced(warns, 2, wait, warning);
}

/** Behind its second step it goes back to the first one. */
export function beginsAnew(operations: Operation[]): Operation[] {
  const first = operations.find(({ op }) => op === 'wait');
  const second = operations.findLastIndex(({ op }) => op === 'wait');
  return first ? operations.toSpliced(second, 0, { op: 'repeat', step: first.step }) : operations;
}

/** A message goes out whatever option was chosen. */
export function everybody(program: Program, name: string): Program {
  const operations = program.operations.map((operation): Operation => {
    if (operation.op !== 'perform' || !operation.effects.some((effect) => effect.name === name))
      return operation;
    const { only: _, ...all } = operation;
    return all;
  });
  return { ...program, operations };
}
