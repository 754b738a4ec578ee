import { distance } from 'fastest-levenshtein';
import { MEANINGS } from './meanings.ts';

/** Shorter words are too alike for one of them to be a slip of another. */
const LONG_ENOUGH = 5;
/** Words of which the meanings are kept: people use the same ones again and again. */
const KEPT = 5_000;

const whole = new Map<string, string[]>();
const stems: { stem: string; meaning: string }[] = [];
for (const [meaning, words] of Object.entries(MEANINGS))
  for (const word of words.trim().split(/\s+/)) {
    if (word.endsWith('~')) stems.push({ stem: word.slice(0, -1), meaning });
    else whole.set(word, [...(whole.get(word) ?? []), meaning]);
  }

const kept = new Map<string, readonly string[]>();

/** What a folded word may mean; with one slip of the finger as well. */
export function meaningsOf(word: string): readonly string[] {
  const known = kept.get(word);
  if (known) return known;
  const found = look(word);
  if (kept.size >= KEPT) kept.clear();
  kept.set(word, found);
  return found;
}

function look(word: string): string[] {
  const means = new Set(whole.get(word) ?? []);
  for (const { stem, meaning } of stems) if (word.startsWith(stem)) means.add(meaning);
  // Czech says "not" at the beginning of the verb: nepiste, nechci.
  if (/^ne\p{L}{4,}/u.test(word)) {
    const rest = meaningsOf(word.slice(2)).filter((meaning) => meaning !== 'not');
    if (rest.length > 0) for (const meaning of ['not', ...rest]) means.add(meaning);
  }
  if (means.size === 0 && word.length >= LONG_ENOUGH)
    for (const meaning of misspelt(word)) means.add(meaning);
  return [...means];
}

function misspelt(word: string): string[] {
  const near = (one: string, other: string) =>
    other.length >= LONG_ENOUGH && one[0] === other[0] && distance(one, other) <= 1;
  return [
    ...[...whole].flatMap(([other, meanings]) => (near(word, other) ? meanings : [])),
    ...stems.flatMap(({ stem, meaning }) => (near(word.slice(0, stem.length), stem) ? [meaning] : [])),
  ];
}
