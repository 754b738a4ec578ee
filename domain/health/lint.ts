import { readFileName } from '../messages/fileName.ts';
import type { Problem } from '../problem.ts';
import type { HealthRules } from './rules.ts';
import { BANNED_WORDS } from './words.ts';

/** What reaches a patient: what staff read and what goes to the house's own systems may say more. */
const REACHES = ['email', 'text', 'portal', 'letter'];

/**
 * What in a procedure's messages tells more than is necessary (LAW-10), in the words of each message's language. Shared
 * parts count as well, because any message may render them; a fact is found by its name.
 * @param name the procedure's, for the places of problems
 * @param sources path below the procedure's folder → text
 */
export function healthProblems(name: string, sources: Record<string, string>, rules: HealthRules): Problem[] {
  return Object.entries(sources).flatMap(([path, text]) => {
    const file = readFileName(path);
    if (!file || (file.is === 'message' && !REACHES.includes(file.channel))) return [];
    const pattern = patternOf(wordsFor(file.locale, rules));
    return pattern ? problemsIn(`${name}/${path}`, text, pattern) : [];
  });
}

/** The words of a language that ship, as the house has changed them; the house's own hold in every language. */
export function wordsFor(locale: string, { moreWords, allowedWords }: HealthRules): string[] {
  const [language = ''] = locale.toLowerCase().split('-');
  const all = [...(BANNED_WORDS[language] ?? []), ...moreWords];
  return [...new Set(all)].filter((word) => !allowedWords.includes(word));
}

function problemsIn(file: string, text: string, pattern: RegExp): Problem[] {
  return text.split(/\r?\n/).flatMap((line, index) =>
    [...line.matchAll(pattern)].map(
      ({ index: at, 0: word }): Problem => ({
        code: 'FT-MSG-HEALTH-WORD',
        file,
        line: index + 1,
        column: at + 1,
        message: `"${word}" tells more about a patient than this message needs to. Say it without, such as "your appointment"`,
      }),
    ),
  );
}

/** Whole words, in any script; a name of a fact such as tooth-number is one word of it and counts. */
function patternOf(words: readonly string[]): RegExp | null {
  if (words.length === 0) return null;
  const parts = words
    .toSorted((one, other) => other.length - one.length)
    .map((word) => {
      const bare = word.replace(/\*$/, '').replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
      return word.endsWith('*') ? String.raw`${bare}[\p{L}\p{M}]*` : bare;
    });
  return new RegExp(String.raw`(?<![\p{L}\p{M}\p{N}])(?:${parts.join('|')})(?![\p{L}\p{M}\p{N}])`, 'giu');
}
