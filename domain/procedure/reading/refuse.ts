import { type Document, isAlias, isNode, isScalar, type Node, visit } from 'yaml';
import { listed } from '../../words.ts';
import { RESERVED_KEYS } from '../vocabulary/value.ts';
import type { Reading } from './reading.ts';

/** Refuses what YAML allows and a procedure does not. True when values would differ from what is written. */
export function refuseExtras(reading: Reading, document: Document.Parsed): boolean {
  let refused = false;
  visit(document, {
    Node(_, node) {
      const extra = extraOf(node);
      if (extra === undefined) return;
      refused = true;
      reading.report('FT-PRC-YAML-EXTRAS', start(node), `${extra} Write the value out where it is used.`);
    },
    Pair(_, pair) {
      if (!isScalar(pair.key) || !isNode(pair.key)) return;
      const name = String(pair.key.value);
      if (name === '<<') {
        refused = true;
        reading.report(
          'FT-PRC-YAML-EXTRAS',
          start(pair.key),
          'A merge key (<<) is not read. Write the keys out.',
        );
      } else if ((RESERVED_KEYS as readonly string[]).includes(name.toLowerCase())) {
        const why = `Some programs read "${name}" as true, false or nothing, so it cannot be a key.`;
        reading.report(
          'FT-PRC-KEY-RESERVED',
          start(pair.key),
          `${why} Not allowed: ${listed(RESERVED_KEYS)}.`,
        );
      }
    },
  });
  return refused;
}

function extraOf(node: Node): string | undefined {
  if (isAlias(node)) return `The alias *${node.source} is not read.`;
  if ('anchor' in node && node.anchor) return `The anchor &${node.anchor} is not read.`;
  if ('tag' in node && node.tag) return 'A tag (a word that begins with !) is not read.';
  return undefined;
}

function start(node: Node): number {
  return node.range?.[0] ?? 0;
}
