import { createHash } from 'node:crypto';
import { ImportError } from '../../domain/intake/errors.ts';
import { type Header, likeness, readHeader } from '../../domain/intake/header.ts';
import type { Mapping } from '../../domain/intake/mapping.ts';
import { firstRow, recordsOf, type Separator, SEPARATORS } from './records.ts';
import { linesOf } from './text.ts';

/** Far above any list of people. */
const MOST_ROWS = 1_000_000;

export interface Inspected {
  separator: Separator;
  header: Header;
  /** SHA-256 of the file, in hex. */
  hash: string;
  /** Rows with anything in them, the header not counted. */
  rows: number;
  /** The number of the last row. */
  last: number;
}

/**
 * Reads a list once from end to end before anything of it is opened: a file that is cut off, in another encoding or with
 * another header opens nothing.
 * @throws ImportError
 */
export async function inspect(file: string, mapping: Mapping): Promise<Inspected> {
  const separator = await separatorOf(file, mapping);
  const hash = createHash('sha256');
  let header: Header | null = null;
  let rows = 0;
  let last = 0;
  for await (const { row, cells } of recordsOf(file, separator, (bytes) => hash.update(bytes))) {
    last = row;
    if (isBlank(cells)) continue;
    if (header) rows += 1;
    else header = headerOf(file, mapping, row, cells);
    if (rows > MOST_ROWS)
      throw new ImportError('FT-INT-TOO-LARGE', `${file} has more than ${MOST_ROWS} rows.`);
  }
  if (!header || rows === 0)
    throw new ImportError(
      'FT-INT-EMPTY',
      `${file} has ${header ? 'a header, but no rows' : 'nothing in it'}.`,
    );
  return { separator, header, hash: hash.digest('hex'), rows, last };
}

export function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}

/** The separator with which most columns of the mapping are found. */
async function separatorOf(file: string, mapping: Mapping): Promise<Separator> {
  for await (const text of linesOf(file)) {
    const head = text.replace(/^\s+/, '');
    if (head === '') continue;
    const fits = SEPARATORS.map((separator) => ({
      separator,
      like: likeness(mapping, firstRow(head, separator)),
    }));
    return fits.reduce((best, each) => (each.like > best.like ? each : best)).separator;
  }
  return ',';
}

function headerOf(file: string, mapping: Mapping, row: number, cells: string[]): Header {
  const { header, problems } = readHeader(mapping, cells);
  if (header) return header;
  throw new ImportError(
    'FT-INT-HEADER',
    `row ${row} of ${file} is no header of this list: ${problems.join('; ')}.`,
  );
}
