import { type Options, parse } from 'csv-parse';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { LocalDate } from '../../domain/calendar/localTime.ts';
import { StatementError } from '../../domain/statement/errors.ts';
import { listed } from '../../domain/words.ts';
import { columnOf, type ItemsFormat, NEEDED } from './format.ts';
import { type ReadRow, readRow } from './row.ts';

/** Rows of one file. The picture of an account is only whole when the whole file was read, so they are held at once. */
const MOST_ROWS = 200_000;
/** An open quote must not swallow the rest of the file. */
const LONGEST_RECORD = 100_000;

/**
 * The rows of a CSV file, UTF-8 with a heading. Columns that the description does not name are passed over.
 * @throws StatementError when the file as a whole cannot be read
 */
export async function readCsv(input: Readable, format: ItemsFormat, today: LocalDate): Promise<ReadRow[]> {
  const options: Options = {
    bom: true,
    delimiter: format.delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_RECORD,
  };
  const records = input.pipe(parse(options));
  input.once('error', (error) => records.destroy(error));
  const rows: ReadRow[] = [];
  let head: string[] | null = null;
  try {
    for await (const record of records as AsyncIterable<string[]>) {
      if (head === null) head = checkHead(record, format);
      else rows.push(readRecord(checkCount(rows.length + 1), record, head, format, today));
    }
  } catch (error) {
    if (error instanceof StatementError || !isParsing(error)) throw error;
    throw new StatementError('FT-STM-FILE', `it is no CSV: ${error.message}`);
  }
  if (head === null) checkHead([], format);
  return rows;
}

/** The rows of a JSON file: a list of objects, with amounts and dates as the CSV file would have them. */
export async function readJson(input: Readable, format: ItemsFormat, today: LocalDate): Promise<ReadRow[]> {
  const list = parsed(await text(input));
  checkCount(list.length);
  return list.map((value, index) => {
    const raw = rawOf(value);
    if (raw) return readRow(index + 1, raw, format, today);
    return bad(index + 1, 'it is no object of texts, numbers and truth values.');
  });
}

function parsed(source: string): unknown[] {
  try {
    const list: unknown = JSON.parse(source.replace(/^\ufeff/, ''));
    if (Array.isArray(list)) return list;
  } catch (error) {
    throw new StatementError('FT-STM-FILE', `it is no JSON: ${(error as Error).message}`);
  }
  throw new StatementError('FT-STM-FILE', 'it is no list of items.');
}

function checkHead(columns: string[], format: ItemsFormat): string[] {
  const head = columns.map((name) => name.trim());
  const missing = NEEDED.map((field) => columnOf(format, field)).filter((name) => !head.includes(name));
  if (missing.length === 0) return head;
  const there = head.length > 0 ? `It has ${listed(head)}.` : 'It is empty.';
  throw new StatementError('FT-STM-COLUMN', `the file has no ${listed(missing)}. ${there}`);
}

function checkCount(rows: number): number {
  if (rows <= MOST_ROWS) return rows;
  throw new StatementError('FT-STM-TOO-MANY', `the file has more than ${MOST_ROWS} rows.`);
}

function readRecord(
  row: number,
  record: string[],
  head: string[],
  format: ItemsFormat,
  today: LocalDate,
): ReadRow {
  if (record.length !== head.length)
    return bad(row, `it has ${record.length} fields; the file has ${head.length} columns.`);
  return readRow(row, Object.fromEntries(head.map((name, at) => [name, record[at] ?? ''])), format, today);
}

function bad(row: number, message: string): ReadRow {
  return { row, customer: null, wrong: { code: 'FT-STM-ROW', message: `FT-STM-ROW: ${message}` } };
}

function rawOf(value: unknown): Record<string, string> | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const entries = Object.entries(value).filter(([, each]) => each !== null);
  if (entries.some(([, each]) => typeof each === 'object')) return null;
  return Object.fromEntries(entries.map(([key, each]) => [key, String(each)]));
}

function isParsing(error: unknown): error is Error {
  return error instanceof Error && String((error as { code?: unknown }).code).startsWith('CSV_');
}
