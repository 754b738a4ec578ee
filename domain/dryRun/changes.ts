import type { Happening } from './happening.ts';

/** One thing in a version and in the one before it: the same, at another moment, or only in one of them. */
export type Change =
  | { change: 'same' | 'added' | 'dropped'; is: Happening }
  | { change: 'moved'; is: Happening; was: Happening };

/**
 * What is otherwise than before, in the order of time. Things are the same by kind and name; of several with one name the
 * first is compared with the first.
 */
export function changesOf(before: Happening[], now: Happening[]): Change[] {
  const left = new Map<string, Happening[]>();
  for (const each of before) left.set(keyOf(each), [...(left.get(keyOf(each)) ?? []), each]);
  const changes = now.map((is): Change => {
    const was = left.get(keyOf(is))?.shift();
    if (!was) return { change: 'added', is };
    return was.at === is.at ? { change: 'same', is } : { change: 'moved', is, was };
  });
  const dropped = [...left.values()].flat().map((is): Change => ({ change: 'dropped', is }));
  return [...changes, ...dropped].sort((one, other) => one.is.at - other.is.at);
}

function keyOf({ kind, name }: Happening): string {
  return `${kind} ${name}`;
}
