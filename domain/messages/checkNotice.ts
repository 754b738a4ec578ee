import { TypeGuards } from 'liquidjs';
import type { Problem } from '../problem.ts';
import type { Procedure } from '../procedure/procedure.ts';
import type { Catalog } from './catalog.ts';
import { problemAt } from './checkTemplate.ts';
import { isPlainText } from './templates.ts';
import { usesOf } from './uses.ts';

/** The shared part that says who writes, and how to ask for no more such messages. */
export const COLLECTION_NOTICE = 'collection-notice';

const WRITTEN = ['email', 'text'];

/**
 * Whatever writes about a debt by email or text says each time who writes and how to opt out (LAW-7). That stands in one
 * part, which every such message renders outside any condition, and which has words and a value of its own.
 */
export function noticeProblems(catalog: Catalog, procedure: Procedure): Problem[] {
  if (procedure.purpose !== 'collection') return [];
  const paths = new Map<string, Problem>();
  for (const { name, channel, variant } of usesOf(procedure)) {
    const file = WRITTEN.includes(channel) ? catalog.find(name, channel, variant) : undefined;
    if (!file || paths.has(file.path)) continue;
    if (!catalog.renders(COLLECTION_NOTICE, name, channel, variant)) {
      const says = `A message about a debt must {% render '${COLLECTION_NOTICE}' %}, outside any condition: who writes, and how to ask for no more.`;
      paths.set(file.path, problemAt('FT-MSG-NOTICE', file.path, [file.front.body.line, 1], says));
    }
  }
  const parts = catalog.partials.filter(({ name }) => name === COLLECTION_NOTICE);
  return [
    ...paths.values(),
    ...parts.flatMap(({ path, source, variant, locale }) => {
      const piece = { text: source, line: 1, column: 1 };
      try {
        const nodes = catalog.parse(piece, path, variant, locale);
        if (nodes.some(isPlainText) && nodes.some(({ token }) => TypeGuards.isOutputToken(token))) return [];
      } catch {
        // A template that cannot be read has its own problem.
        return [];
      }
      const says =
        'The notice must say in words how to ask for no more, and print who writes, outside any condition.';
      return [problemAt('FT-MSG-NOTICE', path, [1, 1], says)];
    }),
  ];
}
