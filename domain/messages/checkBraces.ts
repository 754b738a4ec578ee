import type { Problem } from '../problem.ts';
import type { Within } from './checkTemplate.ts';
import { problemAt } from './checkTemplate.ts';
import type { Piece } from './frontMatter.ts';

const WHOLE = /\{\{.*?\}\}|\{%.*?%\}/g;
const HALF = /\{\{|\}\}/;
const SINGLE = /\{\s*([a-z][a-z0-9-]*)\s*\}/;

/**
 * The engine takes all text up to the next closing braces for a part of the output, so one that is not closed would
 * swallow a sentence without a word; and a name in single braces would go out as it stands.
 */
export function braceProblems(piece: Piece, { path, allowed }: Within): Problem[] {
  return piece.text.split('\n').flatMap((line, index) => {
    const rest = line.replace(WHOLE, (whole) => ' '.repeat(whole.length));
    const at = (column: number): [number, number] => [
      piece.line + index,
      column + (index === 0 ? piece.column : 1),
    ];
    const half = HALF.exec(rest);
    if (half) {
      const says =
        'An output is not closed. Open and close it on one line, with two braces on each side: {{ name }}.';
      return [problemAt('FT-MSG-SYNTAX', path, at(half.index), says)];
    }
    const single = SINGLE.exec(rest);
    if (!single || !allowed.includes(single[1] ?? '')) return [];
    const says = `"${single[0]}" has one brace on each side and would go out as it stands. Write {{ ${single[1]} }}.`;
    return [problemAt('FT-MSG-SYNTAX', path, at(single.index), says)];
  });
}
