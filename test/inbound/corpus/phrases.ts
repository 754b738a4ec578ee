import { readdirSync, readFileSync } from 'node:fs';

/** One file a language, one phrase a line. */
function phrases(folder: string): Record<string, string[]> {
  const at = new URL(`./${folder}/`, import.meta.url);
  const files = readdirSync(at).filter((name) => name.endsWith('.txt'));
  return Object.fromEntries(
    files.map((name) => {
      const lines = readFileSync(new URL(name, at), 'utf8').split('\n');
      return [name.replace('.txt', ''), lines.filter((line) => line !== '')];
    }),
  );
}

/** What people write who do not want to be reached any more, in words of their own (RPY-10). */
export const REFUSALS = phrases('refusals');

/** What people write who answer, ask, complain about a thing or put us off, and can go on being reached. */
export const ANSWERS = phrases('answers');
