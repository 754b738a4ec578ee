import { features, PLACES, wordsOf } from '../../domain/inbound/refusal/features.ts';
import type { Taught } from '../../test/inbound/corpus/taught.ts';

/** How often all phrases are gone through, how fast is learned, and how strongly large weights are held back. */
const ROUNDS = 20;
const SPEED = 0.2;
const HELD_BACK = 4e-4;

/**
 * Logistic regression, one phrase at a time, each weight with a speed of its own that falls as it learns (AdaGrad). What it
 * gives is the mean of the later rounds, which hangs less on the phrases that came last.
 */
export function learn(phrases: readonly Taught[]): Float64Array {
  const weights = new Float64Array(PLACES);
  const learned = new Float64Array(PLACES).fill(1e-8);
  const mean = new Float64Array(PLACES);
  const all = phrases.map((phrase) => ({ ...phrase, at: features(wordsOf(phrase.text)) }));
  const order = all.map((_, index) => index);
  const random = sequence(7);
  for (let round = 0; round < ROUNDS; round++) {
    shuffle(order, random);
    for (const index of order) {
      const { at, refusal, weight } = all[index] as (typeof all)[number];
      const each = 1 / Math.sqrt(at.length);
      const sum = at.reduce((so, place) => so + (weights[place] ?? 0) * each, 0);
      const off = (1 / (1 + Math.exp(-sum)) - (refusal ? 1 : 0)) * weight;
      for (const place of at) {
        const was = weights[place] ?? 0;
        const slope = off * each + HELD_BACK * was;
        const so = (learned[place] ?? 0) + slope * slope;
        learned[place] = so;
        weights[place] = was - (SPEED / Math.sqrt(so)) * slope;
      }
    }
    if (round >= ROUNDS / 2)
      weights.forEach((weight, place) => {
        mean[place] = (mean[place] ?? 0) + weight / (ROUNDS / 2);
      });
  }
  return mean;
}

function shuffle(order: number[], random: () => number): void {
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other] as number, order[last] as number];
  }
}

/** Numbers from 0 to 1 that look like chance and are the same every time. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x80000000;
  };
}
