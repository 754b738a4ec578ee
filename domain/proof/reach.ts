import type { Program } from '../program/program.ts';
import { nameOf } from '../program/evolve/effects.ts';
import type { Broken, Graph } from './search.ts';

/** Worlds from which the procedure itself, by time and by people doing their tasks, comes to no outcome. */
export function withoutWayOut({ found, edges }: Graph): Broken[] {
  const into: number[][] = found.map(() => []);
  for (const { from, to, own } of edges) if (own) into[to]?.push(from);
  const free = found.map(({ world }) => world.state.outcome !== null);
  const open = free.flatMap((ends, index) => (ends ? [index] : []));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const before of into[next] ?? []) {
      if (free[before]) continue;
      free[before] = true;
      open.push(before);
    }
  }
  const stuck = free.indexOf(false);
  if (stuck < 0) return [];
  return [{ rule: 'FT-PRF-NO-WAY-OUT', about: 'whatever is done', where: stuck, move: null }];
}

/** Work that stands in the program and that no path does. */
export function unreached(program: Program, { done }: Graph): Broken[] {
  return program.operations.flatMap((operation, position) => {
    if (operation.op !== 'perform') return [];
    return operation.effects.flatMap((effect, index): Broken[] => {
      if (done.has(`${position}/${index}`)) return [];
      return [
        { rule: 'FT-PRF-UNREACHABLE', about: `${operation.key} ${nameOf(effect)}`, where: 0, move: null },
      ];
    });
  });
}
