import { LiquidError, RenderTag, type Template } from 'liquidjs';
import { didYouMean } from '../words.ts';
import type { Problem } from '../problem.ts';
import type { Procedure } from '../procedure/procedure.ts';
import type { Catalog, MessageFile, PartialFile } from './catalog.ts';
import type { MessageErrorCode } from './errors.ts';
import type { Piece } from './frontMatter.ts';
import { allNodes, partialOf } from './templates.ts';
import { usesOf, variantsOf } from './uses.ts';
import { variablesOf } from './variables.ts';

type Scope = { catalog: Catalog; allowed: string[] };

/** All that is wrong with a procedure's message files; see Catalog.problems. Messages that are missing are the procedure's own problem. */
export function checkMessages(catalog: Catalog, procedure: Procedure): Problem[] {
  const scope = { catalog, allowed: variablesOf(procedure) };
  return [
    ...catalog.misnamed.map((path) =>
      problem(
        'FT-MSG-001',
        path,
        1,
        1,
        'the file name must be <message>.<channel>.<locale>.liquid or _<part>.<locale>.liquid',
      ),
    ),
    ...variantFolders(catalog, procedure),
    ...catalog.messages.flatMap((file) => messageProblems(scope, file)),
    ...catalog.partials.flatMap((file) => partialProblems(scope, file)),
    ...unused(catalog, procedure),
  ];
}

function variantFolders(catalog: Catalog, procedure: Procedure): Problem[] {
  const variants = Object.keys(procedure.variants);
  return [...catalog.messages, ...catalog.partials].flatMap(({ path, variant }) =>
    variant === null || variants.includes(variant)
      ? []
      : [
          problem(
            'FT-MSG-001',
            path,
            1,
            1,
            `${variant} is no variant of this procedure; allowed: ${variants.join(', ') || 'none'}.${didYouMean(variant, variants)}`,
          ),
        ],
  );
}

function messageProblems(scope: Scope, file: MessageFile): Problem[] {
  const faults = file.front.faults.map(({ code, line, column, message }) =>
    problem(code, file.path, line, column, message),
  );
  if (file.front.body.text.trim() === '')
    faults.push(problem('FT-MSG-009', file.path, file.front.body.line, 1, 'the message has no text'));
  const pieces = [file.front.body, ...Object.values(file.front.values)];
  return [...faults, ...pieces.flatMap((piece) => pieceProblems(scope, file, piece, file.variant))];
}

function partialProblems(scope: Scope, file: PartialFile): Problem[] {
  const whole = { text: file.source, line: 1, column: 1 };
  const empty =
    file.source.trim() === '' ? [problem('FT-MSG-009', file.path, 1, 1, 'the part has no text')] : [];
  const nested = parsed(scope, file, whole, file.variant);
  if (!Array.isArray(nested)) return [...empty, nested];
  const renders = allNodes(nested).filter((node) => node instanceof RenderTag);
  return [
    ...empty,
    ...renders.map((node) => at(node, 'FT-MSG-005', file.path, 'a shared part must not render another one')),
    ...pieceProblems(scope, file, whole, file.variant).filter(({ code }) => code !== 'FT-MSG-007'),
  ];
}

function pieceProblems(
  scope: Scope,
  file: { path: string; locale: string },
  piece: Piece,
  variant: string | null,
): Problem[] {
  const template = parsed(scope, file, piece, variant);
  if (!Array.isArray(template)) return [template];
  return [
    ...unknownVariables(scope, file.path, template, variant, file.locale),
    ...missingParts(scope, file, template, variant),
  ];
}

function parsed(
  { catalog }: Scope,
  file: { path: string; locale: string },
  piece: Piece,
  variant: string | null,
): Template[] | Problem {
  try {
    return catalog.parse(piece, file.path, variant, file.locale);
  } catch (error) {
    if (!LiquidError.is(error)) throw error;
    const [line = piece.line, column = piece.column] = (
      error.token as unknown as { getPosition(): number[] }
    ).getPosition();
    return problem('FT-MSG-005', file.path, line, column, reasonOf(error));
  }
}

/** The engine's reason without the position that it adds to it. */
function reasonOf(error: Error): string {
  const [reason = error.message] = error.message.split(/, (?:file:|line:)/);
  if (/^tag .* not found$/.test(reason))
    return `${reason.replace(' not found', '')} is not a tag of messages`;
  return reason.replace(/^undefined filter: (.*)$/, 'filter "$1" is not a filter of messages');
}

function unknownVariables(
  { catalog, allowed }: Scope,
  path: string,
  template: Template[],
  variant: string | null,
  locale: string,
): Problem[] {
  const { globals } = catalog.engine(variant, locale).analyzeSync(template, { partials: false });
  return Object.values(globals)
    .flat()
    .filter(({ segments }) => segments.length > 1 || !allowed.includes(String(segments[0])))
    .map((variable) => {
      const name = variable.toString();
      const { row, col } = variable.location;
      return problem(
        'FT-MSG-006',
        path,
        row,
        col,
        `${name} is not known here.${didYouMean(name, allowed)} Allowed: ${allowed.join(', ')}`,
      );
    });
}

function missingParts(
  { catalog }: Scope,
  file: { path: string; locale: string },
  template: Template[],
  variant: string | null,
): Problem[] {
  return allNodes(template)
    .filter((node) => node instanceof RenderTag)
    .flatMap((node) => {
      const part = partialOf(node);
      if (part === undefined)
        return [at(node, 'FT-MSG-005', file.path, 'the name of a shared part is written in quotes')];
      if (catalog.partialFor(part, variant, file.locale)) return [];
      const known = catalog.partials.map(({ name }) => name);
      return [
        at(
          node,
          'FT-MSG-007',
          file.path,
          `there is no part ${part} in ${file.locale}.${didYouMean(part, known)}`,
        ),
      ];
    });
}

function unused(catalog: Catalog, procedure: Procedure): Problem[] {
  const locales = [...new Set(catalog.messages.map(({ locale }) => locale))];
  const used = new Set(
    usesOf(procedure).flatMap(({ name, channel, variant }) =>
      locales.flatMap((locale) => catalog.find(name, channel, variant, locale) ?? []),
    ),
  );
  const idle = catalog.messages.filter((file) => !used.has(file));
  const parts = new Set([...used].flatMap((file) => partsOf(catalog, file, variantsOf(procedure))));
  return [...idle, ...catalog.partials.filter((part) => !parts.has(part))].map(({ path }) =>
    problem('FT-MSG-008', path, 1, 1, 'no step of the procedure uses this file'),
  );
}

function partsOf(catalog: Catalog, file: MessageFile, variants: (string | null)[]): PartialFile[] {
  const pieces = [file.front.body, ...Object.values(file.front.values)];
  return variants.flatMap((variant) =>
    pieces.flatMap((piece) => {
      const template = parsed({ catalog, allowed: [] }, file, piece, variant);
      if (!Array.isArray(template)) return [];
      return allNodes(template).flatMap(
        (node) => catalog.partialFor(partialOf(node) ?? '', variant, file.locale) ?? [],
      );
    }),
  );
}

function at(node: Template, code: MessageErrorCode, path: string, message: string): Problem {
  const [line = 1, column = 1] = (node.token as unknown as { getPosition(): number[] }).getPosition();
  return problem(code, path, line, column, message);
}

function problem(
  code: MessageErrorCode,
  file: string,
  line: number,
  column: number,
  message: string,
): Problem {
  return { code, file, line, column, message };
}
