import type { Instant } from './program.ts';

/**
 * A word of a run to the ledger about how its case stands. Two copies of one case can exist when a store was restored: a run
 * is listened to only if the ledger's last word is one that it has said itself, so that neither copy speaks past the other.
 */
export interface Turn {
  /** Which beginning of the case: each run that the ledger begins anew has the next number. */
  epoch: number;
  /** Events that the case had taken by then. */
  count: number;
  /** The case's time. */
  at: Instant;
}

/** What a run says with everything it asks for. */
export interface Speaking {
  turn: Turn;
  /** The last word that the ledger has surely heard from it; null: none. */
  heard: Turn | null;
  /** Words since then that got no answer: the ledger may have heard them. */
  maybe: Turn[];
}

/** Words without an answer are few: the case says nothing new before the last one was heard. */
const KEPT = 8;

export function maybeHeard(maybe: Turn[], turn: Turn): Turn[] {
  return [...maybe, turn].slice(-KEPT);
}

/** The word that goes with work when all of it is done. */
export function turnAfter({ epoch, count, at }: Turn): Turn {
  return { epoch, count: count + 1, at };
}

export function isSame(one: Turn, other: Turn): boolean {
  return one.epoch === other.epoch && one.count === other.count && one.at === other.at;
}

/** Whether one was said before the other. */
export function isBefore(one: Turn, other: Turn): boolean {
  if (one.epoch !== other.epoch) return one.epoch < other.epoch;
  return one.at === other.at ? one.count < other.count : one.at < other.at;
}

/** The ledger's last word of a case. `fresh`: a new run is about to begin, and has said nothing yet. */
export interface LastWord extends Turn {
  fresh: boolean;
}

/** Whether the ledger listens to a run: it has begun later, or it has said the last word itself. */
export function isHeard({ turn, heard, maybe }: Speaking, last: LastWord): boolean {
  if (turn.epoch !== last.epoch) return turn.epoch > last.epoch;
  return last.fresh || [turn, heard, ...maybe].some((said) => said !== null && isSame(said, last));
}
