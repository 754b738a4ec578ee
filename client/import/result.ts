import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { stringify } from 'csv-stringify';
import { ImportError } from '../../domain/intake/errors.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { rowsAfter } from '../../ledger/imports/imports.ts';
import type { ImportRows } from '../../ledger/imports/rows.ts';
import { type Inspected, isBlank } from './inspect.ts';
import { recordsOf } from './records.ts';

const OWN = ['row', 'outcome', 'case', 'reason'];
const PAGE = 500;

/** "list.csv" → "list.result.csv", beside it. */
export function resultPathOf(file: string): string {
  return join(dirname(file), `${basename(file).replace(/\.(csv|tsv|txt)$/i, '')}.result.csv`);
}

/** Says before the work that its result could not be kept. @throws ImportError */
export async function checkResultPath(path: string, list: string): Promise<void> {
  if (resolve(path) === resolve(list))
    throw new ImportError('FT-INT-FILE', `the result would replace the list ${list} itself.`);
  try {
    await (await open(unfinished(path), 'w', 0o600)).close();
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

/**
 * Writes what became of each row in front of the row itself, in the order of the list. Cells that a spreadsheet would
 * take for a formula begin with an apostrophe (SEC-15). Readers never see half a file, and only its owner may read it.
 */
export async function writeResult(
  ledger: Ledger,
  importId: string,
  file: string,
  { separator, header }: Inspected,
  path: string,
): Promise<void> {
  const csv = stringify({ delimiter: separator, escape_formulas: true, bom: true });
  const target = createWriteStream(unfinished(path), { mode: 0o600 });
  const written = once(target, 'close');
  try {
    csv.pipe(target);
    csv.write([...OWN, ...header.names]);
    const results = new Results(ledger, importId);
    let begun = false;
    for await (const { row, cells } of recordsOf(file, separator)) {
      if (isBlank(cells)) continue;
      const found = begun ? await results.of(row) : undefined;
      begun = true;
      if (!found) continue;
      // As wide as the header, also where the row was not: the row itself is the list's.
      const own = header.names.map((_, place) => cells[place] ?? '');
      const line = [String(row), found.outcome, found.case_id ?? '', found.reason, ...own];
      if (!csv.write(line)) await once(csv, 'drain');
    }
    csv.end();
    await written;
    await rename(unfinished(path), path);
  } catch (error) {
    target.destroy();
    throw error instanceof ImportError ? error : cannotWrite(path, error);
  }
}

export async function dropUnfinished(path: string): Promise<void> {
  await rm(unfinished(path), { force: true });
}

function unfinished(path: string): string {
  return join(dirname(path), `.${basename(path)}.unfinished`);
}

function cannotWrite(path: string, error: unknown): ImportError {
  const reason = error instanceof Error ? error.message : String(error);
  return new ImportError('FT-INT-FILE', `the result ${path} cannot be written: ${reason}`, { cause: error });
}

/** The rows of an import in order, a page at a time. */
class Results {
  readonly #ledger: Ledger;
  readonly #importId: string;
  #page: ImportRows[] = [];
  #next = 0;

  constructor(ledger: Ledger, importId: string) {
    this.#ledger = ledger;
    this.#importId = importId;
  }

  /** Asked in ascending order only. */
  async of(row: number): Promise<ImportRows | undefined> {
    for (;;) {
      const candidate = this.#page[this.#next];
      if (candidate && candidate.row === row) return candidate;
      if (candidate && candidate.row > row) return undefined;
      if (candidate) {
        this.#next += 1;
        continue;
      }
      this.#page = await rowsAfter(this.#ledger, this.#importId, { after: row - 1, limit: PAGE });
      this.#next = 0;
      if (this.#page.length === 0) return undefined;
    }
  }
}
