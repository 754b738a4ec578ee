import { nameOf } from '../program/evolve/effects.ts';
import type { Program, ProgramStep } from '../program/program.ts';

/** A step of one version beside its like in the other; null where the other has none. */
export interface Pair {
  old: ProgramStep | null;
  new: ProgramStep | null;
}

/**
 * The steps of two versions side by side, each in its own order. Steps are alike by what they do first, by their day
 * second, and by being an attempt like the other third: a reminder stays the second one when its day or its text changes.
 */
export function aligned(older: Program, newer: Program): Pair[] {
  const [left, right] = [older.steps, newer.steps];
  const best = scores(left, right, (old, now) => likeness(older, old, newer, now));
  const pairs: Pair[] = [];
  let [i, j] = [0, 0];
  while (i < left.length && j < right.length) {
    const [old, now] = [left[i]!, right[j]!];
    const here = best[i]![j]!;
    const alike = likeness(older, old, newer, now);
    if (alike > 0 && here === alike + best[i + 1]![j + 1]!) {
      pairs.push({ old, new: now });
      i += 1;
      j += 1;
    } else if (here === best[i + 1]![j]!) {
      pairs.push({ old, new: null });
      i += 1;
    } else {
      pairs.push({ old: null, new: now });
      j += 1;
    }
  }
  for (; i < left.length; i += 1) pairs.push({ old: left[i]!, new: null });
  for (; j < right.length; j += 1) pairs.push({ old: null, new: right[j]! });
  return pairs;
}

/** `best[i][j]`: the most likeness that the steps from there on can have, taken in order. */
function scores(
  left: ProgramStep[],
  right: ProgramStep[],
  like: (old: ProgramStep, now: ProgramStep) => number,
): number[][] {
  const best = Array.from({ length: left.length + 1 }, () => Array<number>(right.length + 1).fill(0));
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      const alike = like(left[i]!, right[j]!);
      const both = alike > 0 ? alike + best[i + 1]![j + 1]! : 0;
      best[i]![j] = Math.max(both, best[i + 1]![j]!, best[i]![j + 1]!);
    }
  }
  return best;
}

function likeness(older: Program, old: ProgramStep, newer: Program, now: ProgramStep): number {
  if (old.attempt !== now.attempt) return 0;
  const [did, does] = [doneIn(older, old.key), doneIn(newer, now.key)];
  const shared = does.filter((name) => did.includes(name)).length;
  const all = new Set([...did, ...does]).size;
  const same = all === 0 ? 1 : shared / all;
  const key = old.key === now.key ? 1 : 0;
  const kind = old.when === now.when ? 1 : 0;
  if (same === 0 && !kind) return 0;
  if (same === 0 && !old.attempt && !key) return 0;
  return 8 * same + 2 * key + kind;
}

function doneIn(program: Program, step: string): string[] {
  return program.operations.flatMap((operation) => {
    if (operation.step !== step) return [];
    if (operation.op === 'gate') return [`gate:${operation.act}`];
    return operation.op === 'perform' ? operation.effects.map(nameOf) : [];
  });
}
