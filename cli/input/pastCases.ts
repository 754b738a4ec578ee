import { checkNames, COLUMNS, type PastCase, readPastCase } from '../../domain/dryRun/pastCase.ts';
import { DryRunError } from '../../domain/dryRun/errors.ts';
import type { Edition } from '../../domain/dryRun/edition.ts';
import type { Separator } from '../../client/import/records.ts';
import { didYouMean, listed } from '../../domain/words.ts';
import { readLines } from './lines.ts';

/** A line of a list: the case on it, or why there is none. */
export type PastLine = { number: number } & ({ past: PastCase } | { wrong: unknown });

/**
 * The cases of a list, one by one: CSV with a header where the file is called so (.csv, .tsv), else JSON lines; `-` is
 * standard input. A bad line does not stop the others.
 * @param editions whose facts the columns may be
 * @throws DryRunError, ImportError or CommandError when the file as a whole cannot be read
 */
export async function* readPastCases(path: string, editions: Edition[]): AsyncGenerator<PastLine> {
  for (const { procedure } of editions) checkNames(procedure);
  const lines = /\.(csv|tsv)$/i.test(path) ? csvLines(path, editions) : readLines(path);
  for await (const line of lines) {
    if ('wrong' in line) yield line;
    else yield { number: line.number, ...caseOn(line) };
  }
}

type Line = { number: number } & ({ object: Record<string, unknown> } | { wrong: unknown });

function caseOn({ number, object }: { number: number; object: Record<string, unknown> }) {
  try {
    return { past: readPastCase(object, number) };
  } catch (wrong) {
    return { wrong };
  }
}

async function* csvLines(path: string, editions: Edition[]): AsyncGenerator<Line> {
  const { firstRow, recordsOf, SEPARATORS } = await import('../../client/import/records.ts');
  const { linesOf } = await import('../../client/import/text.ts');
  const known = (name: string) => name in COLUMNS || editions.some((edition) => edition.knows(name));
  let head = '';
  for await (const text of linesOf(path)) {
    head = text.trimStart();
    if (head !== '') break;
  }
  const fits = (each: Separator) => firstRow(head, each).filter((name) => known(name.trim())).length;
  const separator = SEPARATORS.reduce((best, each) => (fits(each) > fits(best) ? each : best));
  let header: string[] | null = null;
  for await (const { row, cells } of recordsOf(path, separator)) {
    if (cells.every((cell) => cell.trim() === '')) continue;
    if (!header) header = headerOf(path, cells, editions, known);
    else if (cells.length > header.length) yield { number: row, wrong: tooLong(cells, header) };
    else
      yield {
        number: row,
        object: Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ''])),
      };
  }
  if (!header) throw new DryRunError('FT-DRY-COLUMNS', `${path} has nothing in it.`);
}

function tooLong(cells: string[], header: string[]): DryRunError {
  const says = `${cells.length} cells stand under ${header.length} columns; a cell with a separator in it needs quotes.`;
  return new DryRunError('FT-DRY-CASE', says);
}

function headerOf(
  path: string,
  cells: string[],
  editions: Edition[],
  known: (name: string) => boolean,
): string[] {
  const names = cells.map((cell) => cell.trim());
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new DryRunError('FT-DRY-COLUMNS', `${path} has the column "${twice}" twice.`);
  const unknown = names.find((name) => !known(name));
  if (unknown === undefined) return names;
  const facts = editions.flatMap(({ procedure }) => Object.keys(procedure.facts));
  const allowed = [...new Set([...Object.keys(COLUMNS), ...facts])];
  throw new DryRunError(
    'FT-DRY-COLUMNS',
    `${path} has a column "${unknown}", which is no fact.${didYouMean(unknown, allowed)} Allowed: ${listed(allowed)}.`,
  );
}
