import type { Problem } from '../problem.ts';
import type { Procedure } from '../procedure/procedure.ts';
import { variantsOf } from '../procedure/timetable.ts';
import { didYouMean, listed } from '../words.ts';
import type { Catalog, MessageFile, PartialFile } from './catalog.ts';
import { absentProblems } from './checkAbsent.ts';
import { braceProblems } from './checkBraces.ts';
import { commercialProblems } from './checkCommercial.ts';
import { noticeProblems } from './checkNotice.ts';
import { parsed, partialProblems, problemAt, templateProblems, type Within } from './checkTemplate.ts';
import type { Piece } from './frontMatter.ts';
import { subjectProblems } from './subject.ts';
import { allNodes, partialOf } from './templates.ts';
import { usesOf } from './uses.ts';
import { variablesOf } from './variables.ts';

const TOP: [number, number] = [1, 1];

/** All that is wrong with a procedure's message files; see Catalog.problems. That one is missing is the procedure's own problem. */
export function checkMessages(catalog: Catalog, procedure: Procedure): Problem[] {
  return [
    ...fileProblems(catalog, procedure),
    ...absentProblems(catalog, procedure),
    ...noticeProblems(catalog, procedure),
    ...commercialProblems(catalog, procedure),
    ...subjectProblems(catalog),
    ...untranslated(catalog, procedure),
    ...unused(catalog, procedure),
  ];
}

/** The part of them that each file has by itself, whatever the steps make of it: names, front matter, tags, variables. */
export function fileProblems(catalog: Catalog, procedure: Pick<Procedure, 'facts' | 'variants'>): Problem[] {
  const allowed = variablesOf(procedure);
  return [
    ...catalog.misnamed.map((path) => {
      const says = 'The name must be <message>.<channel>.<locale>.liquid, or _<part>.<locale>.liquid.';
      return problemAt('FT-MSG-FILE-NAME', path, TOP, says);
    }),
    ...strangeVariants(catalog, procedure),
    ...catalog.messages.flatMap((file) => messageProblems(catalog, file, allowed)),
    ...catalog.partials.flatMap((file) => partProblems(catalog, file, allowed)),
  ];
}

function strangeVariants(catalog: Catalog, procedure: Pick<Procedure, 'variants'>): Problem[] {
  const variants = Object.keys(procedure.variants);
  const known = variants.length === 0 ? 'It has none.' : `Allowed: ${listed(variants)}.`;
  return [...catalog.messages, ...catalog.partials].flatMap(({ path, variant }) => {
    if (variant === null || variants.includes(variant)) return [];
    const says = `"${variant}" is no variant of this procedure. ${known}${didYouMean(variant, variants)}`;
    return [problemAt('FT-MSG-FILE-NAME', path, TOP, says)];
  });
}

function messageProblems(catalog: Catalog, file: MessageFile, allowed: string[]): Problem[] {
  const { body, faults, values } = file.front;
  const empty =
    body.text.trim() === ''
      ? [problemAt('FT-MSG-EMPTY', file.path, [body.line, 1], 'The message has no text.')]
      : [];
  return [
    ...faults.map(({ code, line, column, message }) => problemAt(code, file.path, [line, column], message)),
    ...empty,
    ...[body, ...Object.values(values)].flatMap((piece) =>
      pieceProblems(piece, { ...file, catalog, allowed }),
    ),
  ];
}

/** Braces first: what the engine makes of a text with broken ones only confuses. */
function pieceProblems(piece: Piece, within: Within): Problem[] {
  const broken = braceProblems(piece, within);
  return broken.length > 0 ? broken : templateProblems(piece, within);
}

function partProblems(catalog: Catalog, file: PartialFile, allowed: string[]): Problem[] {
  const empty =
    file.source.trim() === ''
      ? [problemAt('FT-MSG-EMPTY', file.path, TOP, 'The shared part has no text.')]
      : [];
  const piece = { text: file.source, line: 1, column: 1 };
  const within = { ...file, catalog, allowed };
  const broken = braceProblems(piece, within);
  return [...empty, ...(broken.length > 0 ? broken : partialProblems(piece, within))];
}

/** Messages that exist, but not in the procedure's own language. */
function untranslated(catalog: Catalog, procedure: Procedure): Problem[] {
  const { locale } = procedure;
  const lacking = usesOf(procedure).filter(
    (use) => !catalog.find(use.name, use.channel, use.variant, locale),
  );
  const files = catalog.messages.filter((file) =>
    lacking.some(
      ({ name, channel }) => file.name === name && file.channel === channel && file.locale !== locale,
    ),
  );
  return files.map(({ path }) =>
    problemAt(
      'FT-MSG-MISSING',
      path,
      TOP,
      `The procedure writes in ${locale}, and this message is not written in it.`,
    ),
  );
}

function unused(catalog: Catalog, procedure: Procedure): Problem[] {
  const locales = [...new Set(catalog.messages.map(({ locale }) => locale))];
  const used = new Set(
    usesOf(procedure).flatMap(({ name, channel, variant }) =>
      locales.flatMap((locale) => catalog.find(name, channel, variant, locale) ?? []),
    ),
  );
  const parts = new Set([...used].flatMap((file) => partsOf(catalog, file, variantsOf(procedure))));
  const idle = [
    ...catalog.messages.filter((file) => !used.has(file)),
    ...catalog.partials.filter((part) => !parts.has(part)),
  ];
  return idle.map(({ path }) =>
    problemAt('FT-MSG-UNUSED', path, TOP, 'No step of the procedure uses this file.'),
  );
}

function partsOf(catalog: Catalog, file: MessageFile, variants: (string | null)[]): PartialFile[] {
  const pieces = [file.front.body, ...Object.values(file.front.values)];
  return variants.flatMap((variant) =>
    pieces.flatMap((piece) => {
      const template = parsed(piece, { ...file, variant, catalog, allowed: [] });
      if (!Array.isArray(template)) return [];
      return allNodes(template).flatMap(
        (node) => catalog.partialFor(partialOf(node) ?? '', variant, file.locale) ?? [],
      );
    }),
  );
}
