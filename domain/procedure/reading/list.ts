import { isScalar, isSeq, type Node } from 'yaml';
import { capital } from '../../words.ts';
import type { Reading } from './reading.ts';

/** The nodes of a list. `empty` allows a list with nothing in it; `example` shows how one is written. */
export function nodesOf(
  reading: Reading,
  node: Node | null,
  at: number,
  say: { what: string; example: string; empty?: boolean },
): Node[] {
  const place = node?.range?.[0] ?? at;
  const nothing = node === null || (isScalar(node) && node.value === null);
  if (!isSeq<Node>(node)) {
    const fault = nothing ? 'is empty' : 'must be a list';
    reading.report(
      'FT-PRC-VALUE-KIND',
      nothing ? at : place,
      `${capital(say.what)} ${fault}. Write it as ${say.example}.`,
    );
    return [];
  }
  if (node.items.length === 0 && !say.empty) {
    reading.report(
      'FT-PRC-VALUE-KIND',
      place,
      `${capital(say.what)} is an empty list. Write it as ${say.example}.`,
    );
  }
  return node.items;
}
