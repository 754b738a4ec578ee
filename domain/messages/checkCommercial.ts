import { TypeGuards, type Template } from 'liquidjs';
import { purposeOf } from '../contactRules/contactRules.ts';
import type { Problem } from '../problem.ts';
import type { Procedure } from '../procedure/procedure.ts';
import type { Catalog, MessageFile, PartialFile } from './catalog.ts';
import { problemAt } from './checkTemplate.ts';
import { isPlainText, positionOf } from './templates.ts';
import { usesOf } from './uses.ts';
import type { BuiltIn } from './variables.ts';

/** The shared part that says where the house is, and lets the reader opt out. */
export const COMMERCIAL_NOTICE = 'commercial-notice';

const MUST_PRINT: BuiltIn[] = ['postal-address', 'unsubscribe-link'];

/**
 * Whatever advertises by email says each time where the house is reached by post, and how to get no more (LAW-8). That
 * stands in one part, which every email of the procedure renders outside any condition.
 */
export function commercialProblems(catalog: Catalog, procedure: Procedure): Problem[] {
  if (purposeOf(procedure) !== 'marketing') return [];
  const lacking = new Set<MessageFile>();
  for (const { name, channel, variant } of usesOf(procedure)) {
    const file = channel === 'email' ? catalog.find(name, channel, variant) : undefined;
    if (file && !catalog.renders(COMMERCIAL_NOTICE, name, 'email', variant)) lacking.add(file);
  }
  const says = `An email for marketing must {% render '${COMMERCIAL_NOTICE}' %}, outside any condition: where the house is reached by post, and how to get no more.`;
  return [
    ...[...lacking].map(({ path, front }) =>
      problemAt('FT-MSG-COMMERCIAL', path, [front.body.line, 1], says),
    ),
    ...catalog.partials
      .filter(({ name }) => name === COMMERCIAL_NOTICE)
      .flatMap((part) => partProblems(catalog, part)),
  ];
}

/** Words, the postal address and the link: each whatever the values are. */
function partProblems(catalog: Catalog, { path, source, variant, locale }: PartialFile): Problem[] {
  const nodes = parsed(catalog, { path, source, variant, locale });
  if (!nodes) return [];
  const lacks = MUST_PRINT.filter((name) => !nodes.some((node) => prints(node, name)));
  if (lacks.length === 0 && nodes.some(isPlainText)) return [];
  const [line, column] = nodes[0] ? positionOf(nodes[0].token) : [1, 1];
  const what = [...lacks.map((name) => `{{ ${name} }}`), ...(nodes.some(isPlainText) ? [] : ['words'])];
  const says = `The notice lacks ${what.join(' and ')}, outside any condition.`;
  return [problemAt('FT-MSG-COMMERCIAL', path, [line, column], says)];
}

/** Null: it cannot be read, which is a problem of its own. */
function parsed(
  catalog: Catalog,
  { path, source, variant, locale }: Pick<PartialFile, 'path' | 'source' | 'variant' | 'locale'>,
): Template[] | null {
  try {
    return catalog.parse({ text: source, line: 1, column: 1 }, path, variant, locale);
  } catch {
    return null;
  }
}

function prints(node: Template, name: BuiltIn): boolean {
  return TypeGuards.isOutputToken(node.token) && node.token.getText().includes(name);
}
