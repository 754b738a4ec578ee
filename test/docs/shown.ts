import type { Shown } from './matrix.ts';
import { exists, read } from './repository.ts';

const NAMED = /`(?<file>test\/[^`]+)` "(?<title>[^"]+)"/g;
const LEFT_OUT = /\b(?:it|test|describe)\.(?:skip|only|todo|failing)\(/;

/** The tests that a piece of text names, each as `file` "part of its title". */
export function shownIn(text: string): Shown[] {
  return [...text.matchAll(NAMED)].map(({ groups }) => ({
    file: groups?.['file'] ?? '',
    title: groups?.['title'] ?? '',
  }));
}

/** What is wrong with naming this test: it must occur once in its file, and be run. Null: nothing. */
export function wrongWith({ file, title }: Shown): string | null {
  if (!exists(file)) return `${file} does not exist`;
  const source = read(file).replaceAll(/\\(['"`])/g, '$1');
  const times = source.split(title).length - 1;
  if (times !== 1) return `${times} × ${file} "${title}"`;
  return LEFT_OUT.test(source) ? `${file} leaves tests out of the run` : null;
}
