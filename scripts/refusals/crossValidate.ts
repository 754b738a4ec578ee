import { features, wordsOf } from '../../domain/inbound/refusal/features.ts';
import type { Taught } from '../../test/inbound/corpus/taught.ts';
import { learn } from './learn.ts';

const PARTS = 5;
/** Neighbours were written together and are alike: they are left out together. */
const TOGETHER = 10;
const BARS = [-1.4, -1.2, -1, -0.9, -0.8, -0.7, -0.6, -0.5, -0.4, -0.2, 0];

/**
 * What each bar would do to phrases that were not learned from: every fifth of the written ones is judged by what the rest
 * teaches. What is taught is harder than what people usually write: see
 * docs/decisions/0021 for how the bar of domain/inbound/revocation.ts was chosen.
 */
export function crossValidated(phrases: readonly Taught[]): string {
  const written = phrases.filter(({ from }) => from === 'round');
  const others = phrases.filter(({ from }) => from !== 'round');
  const part = (index: number) => Math.floor(index / TOGETHER) % PARTS;
  const judged = [...Array(PARTS).keys()].flatMap((out) => {
    const weights = learn([...others, ...written.filter((_, index) => part(index) !== out)]);
    return written
      .filter((_, index) => part(index) === out)
      .map(({ text, refusal }) => {
        const found = features(wordsOf(text));
        const sum = found.reduce((so, at) => so + (weights[at] ?? 0), 0);
        return { refusal, score: sum / Math.sqrt(found.length) };
      });
  });
  const above = (bar: number, wanted: boolean) => {
    const of = judged.filter(({ refusal }) => refusal === wanted);
    return (of.filter(({ score }) => score > bar).length / of.length).toFixed(3);
  };
  const rows = BARS.map((bar) => `${bar.toFixed(1)}\t${above(bar, true)}\t${above(bar, false)}`);
  return ['bar\theard\tfalse alarms', ...rows, ''].join('\n');
}
