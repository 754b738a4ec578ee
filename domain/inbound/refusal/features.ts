import { folded } from '../folded.ts';
import { meaningsOf } from './meaningsOf.ts';

/** So many places a feature can fall on. With an eighth of them, features share places, and eight in a hundred more answers are misjudged. */
export const PLACES = 2 ** 18;

const STOP_SIGNS = /[\u{1F6D1}\u{1F6AB}\u{1F645}\u270B\u26D4]/gu;
const ANGER = /[\u{1F595}\u{1F621}\u{1F92C}\u{1F620}\u{1F624}]/gu;
/** Meanings this many words apart still belong together: "not" … "want" … "contact". */
const APART = 4;
const LONGEST = 12;
/** Hardly anybody refuses without one of these. */
const REFUSING = new Set(
  'cease remove not bother list wrong consent law gone alone rude more who'.split(' '),
);

/** The words that are compared: folded, with signs and question marks as words, "stoppppp" as "stopp", numbers as 0. */
export function wordsOf(text: string): string[] {
  const said = text.replace(STOP_SIGNS, ' stop ').replace(ANGER, ' anger ').replace(/\?/g, ' questionmark ');
  const plain = folded(said)
    .replace(/(\p{L})\1{2,}/gu, '$1$1')
    .replace(/\d+/g, '0');
  return plain === '' ? [] : plain.split(' ');
}

/** What a text has about it, as places: pieces of words, words, pairs of them, meanings and how they follow each other. */
export function features(words: readonly string[]): number[] {
  const found = new Set<number>([place('any'), place(`length ${Math.min(words.length, LONGEST)}`)]);
  const add = (feature: string) => found.add(place(feature));
  const text = ` ${words.join(' ')} `;
  for (let size = 3; size <= 5; size++)
    for (let at = 0; at + size <= text.length; at++) add(text.slice(at, at + size));
  words.forEach((word, at) => {
    add(`word ${word}`);
    const next = words[at + 1];
    if (next !== undefined) add(`pair ${word} ${next}`);
  });
  addMeanings(words.map(meaningsOf), add);
  return [...found];
}

function addMeanings(meanings: readonly (readonly string[])[], add: (feature: string) => void): void {
  const after = (at: number, far: number) => meanings.slice(at + 1, at + 1 + far);
  meanings.forEach((ofWord, at) => {
    for (const first of ofWord) {
      add(`means ${first}`);
      after(at, APART).forEach((later, between) => {
        for (const second of later) {
          add(`means ${first} > ${second}`);
          for (const third of after(at + 1 + between, 2).flat()) add(`means ${first} > ${second} > ${third}`);
        }
      });
    }
  });
  const all = [...new Set(meanings.flat())].sort();
  const refusing = all.filter((meaning) => REFUSING.has(meaning));
  // Counted several times, because they say more than any one piece of a word.
  if (refusing.length === 0) for (let time = 0; time < 6; time++) add(`nothing ${time}`);
  for (let time = 0; time < 3; time++) add(`together ${refusing.join(' ')} ${time}`);
  all.forEach((one, at) => {
    for (const other of all.slice(at + 1)) add(`means ${one} & ${other}`);
  });
}

/** FNV-1a, which is the same everywhere. */
function place(feature: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < feature.length; at++) hash = Math.imul(hash ^ feature.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % PLACES;
}
