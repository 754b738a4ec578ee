import { LiquidError, RenderTag, type Template } from 'liquidjs';
import type { Problem } from '../problem.ts';
import { didYouMean, listed } from '../words.ts';
import type { Catalog } from './catalog.ts';
import { ALLOWED_FILTERS, ALLOWED_TAGS } from './engine.ts';
import type { MessageErrorCode } from './errors.ts';
import type { Piece } from './frontMatter.ts';
import { allNodes, partialOf, positionOf } from './templates.ts';

/** What a template is read with: its file, and the variant and names that it is written for. */
export interface Within {
  catalog: Catalog;
  path: string;
  locale: string;
  variant: string | null;
  /** The variables it may use. */
  allowed: string[];
}

/** All that is wrong with a piece of a message: its text, its subject or its title. */
export function templateProblems(piece: Piece, within: Within): Problem[] {
  const template = parsed(piece, within);
  if (!Array.isArray(template)) return [template];
  return [...unknownVariables(template, within), ...wrongParts(template, within)];
}

/** As `templateProblems`, for a shared part: parts do not render parts, so no circle can arise. */
export function partialProblems(piece: Piece, within: Within): Problem[] {
  const template = parsed(piece, within);
  if (!Array.isArray(template)) return [template];
  const renders = allNodes(template).filter((node) => node instanceof RenderTag);
  const says = 'A shared part must not render another one.';
  return [
    ...unknownVariables(template, within),
    ...renders.map((node) => problemAt('FT-MSG-SYNTAX', within.path, positionOf(node.token), says)),
  ];
}

/** The parsed piece, or the problem that keeps it from being parsed. */
export function parsed(piece: Piece, { catalog, path, variant, locale }: Within): Template[] | Problem {
  try {
    return catalog.parse(piece, path, variant, locale);
  } catch (error) {
    if (!LiquidError.is(error)) throw error;
    return problemAt('FT-MSG-SYNTAX', path, positionOf(error.token), reasonOf(error));
  }
}

/** The engine's reason in our words where it has a better one, without the position that it adds. */
function reasonOf(error: Error): string {
  const [reason = error.message] = error.message.split(/, (?:file:|line:)/);
  const [, tag] = /^tag "(.*)" not found$/.exec(reason) ?? [];
  if (tag)
    return `"${tag}" is not a tag of messages. Allowed: ${listed(ALLOWED_TAGS)}.${didYouMean(tag, ALLOWED_TAGS)}`;
  const [, filter] = /^undefined filter: (.*)$/.exec(reason) ?? [];
  if (!filter) return `It cannot be read: ${reason}.`;
  return `"${filter}" is not a filter of messages. Allowed: ${listed(ALLOWED_FILTERS)}.${didYouMean(filter, ALLOWED_FILTERS)}`;
}

function unknownVariables(
  template: Template[],
  { catalog, path, variant, locale, allowed }: Within,
): Problem[] {
  const { globals } = catalog.engine(variant, locale).analyzeSync(template, { partials: false });
  return Object.values(globals)
    .flat()
    .filter(({ segments }) => segments.length > 1 || !allowed.includes(String(segments[0])))
    .map((variable) => {
      const name = String(variable);
      const says = `"${name}" is neither a fact nor a built-in.${didYouMean(name, allowed)} Allowed: ${listed(allowed)}.`;
      const { row, col } = variable.location;
      return problemAt('FT-MSG-VARIABLE-UNKNOWN', path, [row, col], says);
    });
}

function wrongParts(template: Template[], { catalog, path, variant, locale }: Within): Problem[] {
  return allNodes(template)
    .filter((node) => node instanceof RenderTag)
    .flatMap((node) => {
      const at = positionOf(node.token);
      const part = partialOf(node);
      if (part === undefined)
        return [problemAt('FT-MSG-SYNTAX', path, at, 'Write the name of the shared part in quotes.')];
      if (catalog.partialFor(part, variant, locale)) return [];
      const known = catalog.partials.map(({ name }) => name);
      const says = `There is no shared part "${part}" in ${locale}.${didYouMean(part, known)} Write messages/_${part}.${locale}.liquid.`;
      return [problemAt('FT-MSG-PARTIAL-MISSING', path, at, says)];
    });
}

export function problemAt(
  code: MessageErrorCode,
  file: string,
  [line, column]: [number, number],
  message: string,
): Problem {
  return { code, file, line, column, message };
}
