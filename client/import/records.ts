import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { parse as parseNow } from 'csv-parse/sync';
import { ImportError } from '../../domain/intake/errors.ts';
import { linesOf } from './text.ts';

export const SEPARATORS = [',', ';', '\t'] as const;
export type Separator = (typeof SEPARATORS)[number];

/** In characters. A quote that is never closed would otherwise take the rest of the list for one cell. */
const LONGEST_RECORD = 100_000;

const options = (delimiter: Separator) => ({
  delimiter,
  // Every record is seen, also one that does not fit the header: its row gets a result.
  relax_column_count: true,
  // A quote in the middle of a cell that does not begin with one is only a quote.
  relax_quotes: true,
  max_record_size: LONGEST_RECORD,
  info: true as const,
});

export interface ListRecord {
  /** As a spreadsheet numbers it: the header is 1, and blank rows count. */
  row: number;
  cells: string[];
}

/** The records of a list, the header first. @throws ImportError */
export async function* recordsOf(
  file: string,
  separator: Separator,
  onBytes?: (bytes: Buffer) => void,
): AsyncGenerator<ListRecord> {
  const parser = parse(options(separator));
  pipeline(Readable.from(linesOf(file, onBytes)), parser, () => undefined);
  let row = 0;
  try {
    for await (const { record } of parser as AsyncIterable<{ record: string[] }>) {
      row += 1;
      yield { row, cells: record };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const open =
      error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE'
        ? 'a quote is opened and never closed'
        : error.message;
    throw new ImportError('FT-INT-CSV', `behind row ${row} of ${file} ${open}.`, { cause: error });
  }
}

/** The first row of a text, as it would read with this separator. */
export function firstRow(text: string, separator: Separator): string[] {
  try {
    const [first] = parseNow(text, { ...options(separator), to: 1 }) as unknown as { record: string[] }[];
    return first?.record ?? [];
  } catch {
    return [];
  }
}
