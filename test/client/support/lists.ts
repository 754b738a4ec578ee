import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';

/** Procedures with a mapping, for lists of missed check-ins and of clients without an appointment. */
export const IMPORT_PROCEDURES = fileURLToPath(new URL('../importProcedures', import.meta.url));

const DAY_MS = 86_400_000;

/** The date so many days from now, as people in Los Angeles write it. */
export function day(fromNow: number): string {
  return new Date(Date.now() + fromNow * DAY_MS).toLocaleDateString('en-US', {
    timeZone: 'America/Los_Angeles',
  });
}

let made = 0;

/** A missed check-in of a client whom no other row has. */
export function checkIn(given: Record<string, string> = {}): Record<string, string> {
  made += 1;
  return {
    'Client ID': `c-${process.pid}-${made}`,
    Name: 'Pat Example',
    Email: `pat${made}@example.com`,
    Phone: '(213) 373-4253',
    Coach: 'Sam Sample',
    'Check-in due': day(0),
    'Last regimen change': '',
    'Programme status': 'active',
    Site: 'Los Angeles',
    ...given,
  };
}

export interface Written {
  separator?: ',' | ';' | '\t';
  newline?: '\n' | '\r\n';
  bom?: true;
}

/** A CSV file with these rows in a folder of its own. */
export function listOf(rows: Record<string, string>[], written: Written = {}): string {
  const { separator = ',', newline = '\n', bom } = written;
  const quote = (cell: string) => (/["\r\n,;\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const lines = [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))];
  const text = lines.map((cells) => cells.map(quote).join(separator) + newline).join('');
  return fileOf((bom ? '\uFEFF' : '') + text);
}

export function fileOf(content: string | Uint8Array, name = 'list.csv'): string {
  const file = join(mkdtempSync(join(tmpdir(), 'followthrough-list-')), name);
  writeFileSync(file, content);
  return file;
}

/** The rows of a result file by their columns. */
export function resultOf(file: string, separator = ','): Record<string, string>[] {
  return parse(readFileSync(file, 'utf8'), { columns: true, bom: true, delimiter: separator });
}
