import { actOf } from './evolve/effects.ts';
import type { Effect, Program } from './program.ts';

/** What an approval rests on: who is asked about the act, on what condition, and what would be done. */
export function gatesOf(program: Program, act: string): string {
  const gates = program.operations.flatMap((operation) => {
    if (operation.op !== 'gate' || operation.act !== act) return [];
    const { approver, warnedBy, asks, only } = operation;
    // The warning's step is named by its day, and a day that moves changes nothing of the question.
    return [{ approver, warned: warnedBy !== null, asks: asks ?? null, only: only ?? null }];
  });
  return JSON.stringify([gates, doneBy(program, act)]);
}

function doneBy(program: Program, act: string): Effect[] {
  return program.operations.flatMap((operation) =>
    operation.op === 'perform'
      ? operation.effects.filter((effect) => effect.verb === 'act' && actOf(effect) === act)
      : [],
  );
}
