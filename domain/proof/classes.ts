import type { Guard, Program } from '../program/program.ts';

/** Options of a steering fact that no guard tells apart lead the same way: one of each class stands for all. */
export function classesOf(program: Program, fact: string): string[] {
  const steering = program.steering.find(({ name }) => name === fact);
  if (!steering) return [];
  const guards = guardsOn(program, fact);
  const classes = new Map<string, string>();
  for (const option of new Set([steering.default, ...steering.options])) {
    const way = wayOf(guards, option);
    if (!classes.has(way)) classes.set(way, option);
  }
  return [...classes.values()];
}

/** The option that stands for this one. */
export function classOf(program: Program, fact: string, value: string): string {
  const guards = guardsOn(program, fact);
  const way = wayOf(guards, value);
  return classesOf(program, fact).find((option) => wayOf(guards, option) === way) ?? value;
}

/** Every combination of the facts that a case can be opened with, one of each class. */
export function openings(program: Program): Record<string, string>[] {
  return program.steering.reduce<Record<string, string>[]>(
    (all, { name }) =>
      all.flatMap((facts) => classesOf(program, name).map((value) => ({ ...facts, [name]: value }))),
    [{}],
  );
}

function guardsOn({ operations }: Program, fact: string): Guard[] {
  const guards = operations.flatMap((operation) => [
    ...('only' in operation && operation.only ? [operation.only] : []),
    ...(operation.op === 'gate' && operation.asks?.unless ? [operation.asks.unless] : []),
  ]);
  return guards.filter((guard) => guard.fact === fact);
}

function wayOf(guards: Guard[], option: string): string {
  return guards.map((guard) => (passes(guard, option) ? '1' : '0')).join('');
}

function passes({ is, isNot }: Guard, value: string): boolean {
  return is ? is.includes(value) : !isNot?.includes(value);
}
