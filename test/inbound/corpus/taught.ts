import { readFileSync } from 'node:fs';
import { ANSWERS, REFUSALS } from './phrases.ts';

/** A phrase that the reader of refusals learns from, and how much it counts. */
export interface Taught {
  text: string;
  refusal: boolean;
  weight: number;
  /** Must never be got wrong; written in a round; one of those that a pattern stands for. */
  from: 'known' | 'round' | 'pattern';
}

/** A pattern stands for so many phrases at most, which together count as much as four. */
const OF_A_PATTERN = 30;
const COUNTS_AS = 4;
/** Phrases that must never be got wrong count more. */
const KNOWN = 6;

/** `language<tab>phrase`, one a line. */
export function lines(file: string): { language: string; text: string }[] {
  const all = readFileSync(new URL(`./${file}`, import.meta.url), 'utf8').split('\n');
  return all
    .filter((line) => line !== '')
    .map((line) => {
      const [language = '', text = ''] = line.split('\t');
      return { language, text };
    });
}

/** Everything that is learned from, in a fixed order. */
export function taught(): Taught[] {
  return [true, false].flatMap((refusal) => {
    const kind = refusal ? 'refusals' : 'answers';
    const known = Object.values(refusal ? REFUSALS : ANSWERS).flat();
    const written = lines(`taught/rounds.${kind}.txt`).map(({ text }) => text);
    const patterns = lines(`taught/patterns.${kind}.txt`).flatMap((pattern) => {
      const phrases = spelled(pattern.text);
      const weight = Math.min(1, COUNTS_AS / phrases.length);
      return phrases.map((text) => ({ text, refusal, weight, from: 'pattern' as const }));
    });
    return [
      ...known.map((text) => ({ text, refusal, weight: KNOWN, from: 'known' as const })),
      ...written.map((text) => ({ text, refusal, weight: 1, from: 'round' as const })),
      ...patterns,
    ];
  });
}

/** "(stop|quit) texting( me|)" → the phrases that it stands for; of many a fixed choice. */
export function spelled(pattern: string): string[] {
  const parts = pattern.split(/(\([^()]*\|[^()]*\))/).map((part) => {
    const choice = /^\((.*\|.*)\)$/.exec(part)?.[1];
    return choice === undefined ? [part] : choice.split('|');
  });
  const total = parts.reduce((so, part) => so * part.length, 1);
  const count = Math.min(total, OF_A_PATTERN);
  const phrases = Array.from({ length: count }, (_, index) => {
    let left = total === count ? index : Math.floor((((index * 2_654_435_761) % 2 ** 32) / 2 ** 32) * total);
    const chosen = parts.map((part) => {
      const one = part[left % part.length] ?? '';
      left = Math.floor(left / part.length);
      return one;
    });
    return chosen.join('').replace(/\s+/g, ' ').trim();
  });
  return [...new Set(phrases)];
}
