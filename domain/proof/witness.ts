import { ERRAND } from '../program/next.ts';
import type { Effect, Instant } from '../program/program.ts';
import { dayOf } from './days.ts';
import { subjectOf } from './worded.ts';
import { reaches } from './world.ts';

/** A message that went out and may still come back. */
export interface Out {
  key: string;
  effect: number;
  /** For stories. */
  name: string;
  /** The message said that the matter is closed. */
  closing: boolean;
}

/** A warning that was given. */
export interface Given {
  act: string;
  at: Instant;
  deliveredAt: Instant;
  key: string;
}

/**
 * What somebody who watches a case from outside has seen in this round. It is kept apart from the interpreter's own
 * state, so that a broken interpreter cannot talk its way out.
 */
export interface Witness {
  /** A reply that nobody has dealt with. */
  answered: boolean;
  /** Messages that warned of an act: when they went out, and from when on they count as delivered. */
  warned: Given[];
  approved: string[];
  attempts: number;
  /** The attempt under way or made last: "step pass", and the day it went out. */
  last: { attempt: string; day: number } | null;
  /** Whether the last message closed the matter; `excused`: the one that should have was left out for a reason on record. */
  closed: 'no' | 'yes' | 'excused';
  /** The last attempt has no note yet. */
  owesNote: boolean;
  out: Out[];
  /** What the procedure's own rules ask about, as far as it has happened, or need not happen before something else. */
  happened: string[];
  /** The contact wants to hear nothing more, in this round and later ones. */
  optedOut: boolean;
  /** The last contact that a person has left out in this round because of that: the key of its work. */
  givenUp: string | null;
}

export const UNSEEN: Witness = {
  answered: false,
  warned: [],
  approved: [],
  attempts: 0,
  last: null,
  closed: 'no',
  owesNote: false,
  out: [],
  happened: [],
  optedOut: false,
  givenUp: null,
};

/** What must come before something else by the procedure's own rules need not: a person has left it out, or is told of it. */
export function excused(
  { orders }: { orders: { before?: string; after?: string }[] },
  witness: Witness,
  words: string[],
): Witness {
  const before = words.filter((word) => orders.some((order) => order.before === word));
  if (before.length === 0) return witness;
  const free = before.map((word) => (orders.some(({ after }) => after === word) ? leftOutWord(word) : word));
  return { ...witness, happened: [...new Set([...witness.happened, ...free])].sort() };
}

/** What is left out has not happened for a rule that forbids something after it. */
export function leftOutWord(word: string): string {
  return `${word}, left out`;
}

/** What is seen when another round begins: all is new, but an opt-out stays. */
export function inNewRound({ optedOut }: Witness): Witness {
  return { ...UNSEEN, optedOut };
}

/** Whether the contact has said that they do not want this. */
export function isUnwanted({ optedOut }: Witness, effect: Effect): boolean {
  return optedOut && reaches(effect);
}

/** A reply: what was warned of or approved before it no longer counts, and the two are in touch. */
export function replied(witness: Witness): Witness {
  const closed = witness.closed === 'yes' ? 'yes' : 'excused';
  return { ...witness, answered: true, warned: [], approved: [], givenUp: null, closed };
}

/** Other facts: what was warned of or approved was about something else. */
export function factsChanged(witness: Witness): Witness {
  return { ...witness, warned: [], approved: [], givenUp: null };
}

export interface Deed {
  effect: Effect;
  /** Of the operation, and the index of the effect in it. */
  key: string;
  index: number;
  /** "step pass". */
  attempt: string;
  at: Instant;
  /** Null: it reached nobody, so it warned nobody. */
  deliveredAt: Instant | null;
  closing: boolean;
  /** Those of its words that the procedure's own rules ask about. */
  words: string[];
}

/** An effect was done. Null: there was none to be done. */
export function did(witness: Witness, deed: Deed | null): Witness {
  if (!deed) return witness;
  const { effect, key, index, attempt, at, deliveredAt, closing, words } = deed;
  const happened = words.length > 0 ? [...new Set([...witness.happened, ...words])].sort() : witness.happened;
  if (effect.verb === 'note') return { ...witness, owesNote: false, happened };
  if (!reaches(effect)) return { ...witness, happened };
  const same = witness.last?.attempt === attempt;
  const seen: Witness = {
    ...witness,
    happened,
    attempts: witness.attempts + (same ? 0 : 1),
    last: { attempt, day: dayOf(at) },
    owesNote: true,
  };
  // What a person orders is that person's to follow up.
  if (effect.verb === 'send' && !key.startsWith(ERRAND)) {
    seen.closed = closing ? 'yes' : 'no';
    seen.out = [
      ...without(same ? witness.out : standing(witness), key, index),
      { key, effect: index, name: subjectOf(effect), closing },
    ];
  }
  if (effect.warnsOf === undefined || deliveredAt === null || witness.answered) return seen;
  return {
    ...seen,
    warned: [
      ...seen.warned.filter((other) => other.key !== key),
      { act: effect.warnsOf, at, deliveredAt, key },
    ],
  };
}

/** Sent again it is one message: there must be an end of situations also where a case goes round in circles. */
function without(out: Out[], key: string, effect: number): Out[] {
  return out.filter((other) => other.key !== key || other.effect !== effect);
}

/** Of older messages only those that warned of something can still change what happens when they come back. */
function standing({ out, warned }: Witness): Out[] {
  const keys = warned.map(({ key }) => key);
  return out.filter(({ key }) => keys.includes(key));
}

/** A person's word that a message which came back counts all the same: an attempt, of the day on which it went out. */
export function counted(witness: Witness, deed: Deed | null): Witness {
  if (!deed || !reaches(deed.effect)) return witness;
  const { effect, key, at, deliveredAt, closing } = deed;
  const seen: Witness = {
    ...witness,
    attempts: witness.attempts + 1,
    closed: closing ? 'yes' : witness.closed,
  };
  if (effect.warnsOf === undefined || deliveredAt === null) return seen;
  return {
    ...seen,
    warned: [
      ...seen.warned.filter((other) => other.key !== key),
      { act: effect.warnsOf, at, deliveredAt, key },
    ],
  };
}

/** A message came back: it was no attempt and no warning, and closed nothing. */
export function bounced(witness: Witness, { key, effect, closing }: Out): Witness {
  const warned = witness.warned.filter((given) => given.key !== key);
  return {
    ...witness,
    warned,
    attempts: Math.max(0, witness.attempts - 1),
    closed: closing ? 'no' : witness.closed,
    owesNote: false,
    out: without(witness.out, key, effect),
  };
}
