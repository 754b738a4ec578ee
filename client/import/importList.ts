import { basename } from 'node:path';
import { ImportError } from '../../domain/intake/errors.ts';
import type { Header } from '../../domain/intake/header.ts';
import { chooseVariant } from '../../domain/procedure/facts.ts';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../../ledger/connect.ts';
import {
  beginImport,
  type Counts,
  countRows,
  endImport,
  lockImports,
  rowsAfter,
  unlockImports,
} from '../../ledger/imports/imports.ts';
import type { Context } from '../context.ts';
import { type Inspected, inspect, isBlank } from './inspect.ts';
import { type Judge, openAll } from './judge.ts';
import { openRow, read, type RowResult, type Run } from './openRow.ts';
import { patiently } from './patiently.ts';
import { Pool } from './pool.ts';
import { Recorder } from './recorder.ts';
import { recordsOf } from './records.ts';
import { checkResultPath, dropUnfinished, resultPathOf, writeResult } from './result.ts';

export interface ImportList {
  procedure: string;
  /** Path of the CSV file. */
  file: string;
  /** Who imports it, for the record. */
  by: string;
  /** Path of the result; absent: beside the file. */
  result?: string | undefined;
  /** How the list is called in the record; absent: the name of the file. */
  list?: string | undefined;
  variant?: string | undefined;
  /** Asked before a case is opened; absent: every sound row is opened. */
  judge?: Judge | undefined;
  /** Told how far it is, now and then. */
  onProgress?: ((progress: ImportProgress) => void) | undefined;
  /** Ends it between two rows; the same file takes it up again. */
  signal?: AbortSignal | undefined;
  /** Rows at work at once, at most 8: each needs a connection to the ledger. */
  atOnce?: number | undefined;
}

export interface ImportProgress {
  id: string;
  /** Rows that have a result, those of a run that was broken off included, and all rows. */
  done: number;
  rows: number;
}

export interface Imported {
  id: string;
  rows: number;
  counts: Counts;
  /** Cases that this run has opened of which somebody should know something, as their reasons say. */
  warned: number;
  /** It went on where an earlier run of the same file broke off. */
  resumed: boolean;
  /** Path of the result file. */
  result: string;
  /** Headers of the list that the mapping does not use. */
  unused: string[];
}

const AT_ONCE = 6;
const MOST_AT_ONCE = 8;
const TELL_EVERY_MS = 1_000;

/**
 * Opens a case for each row of a list that needs one, and says of every row what became of it. The same list twice opens
 * nothing twice; one that was broken off goes on where it stopped. Needs little memory whatever the length of the list.
 * @throws ImportError or ClientError when the list as a whole cannot be imported; LedgerUnavailable when the ledger stays
 *   away: what was opened until then is opened
 */
export async function importList(context: Context, given: ImportList): Promise<Imported> {
  const { procedure, file, result = resultPathOf(file) } = given;
  const current = await context.procedures.current(procedure);
  const mapping = await context.procedures.mapping(procedure);
  const variant = chooseVariant(current.procedure, given.variant);
  const inspected = await inspect(file, mapping);
  await checkResultPath(result, file);
  try {
    return await alone(context.ledger, procedure, async () => {
      const { found, resumed } = await beginImport(context.ledger, {
        procedure,
        source: mapping.source,
        variant,
        list: given.list ?? basename(file),
        hash: inspected.hash,
        rows: inspected.rows,
        begun_by: given.by,
      });
      const { header } = inspected;
      const run: Run = {
        context,
        id: found.id,
        begunAt: found.begun_at,
        by: given.by,
        resumed,
        reader: { mapping, header, procedure: current.procedure, variant, now: Date.now() },
        program: context.procedures.compiled(current.procedure, { hash: current.hash, variant }),
        judge: given.judge ?? openAll,
        opened: new Set(),
        warned: 0,
      };
      await allRows(run, given, inspected);
      // In this order: an import whose result could not be written is taken up again, and writes it then.
      await writeResult(context.ledger, run.id, file, inspected, result);
      await patiently(() => endImport(context.ledger, run.id));
      return summary(run, inspected.rows, header, result);
    });
  } finally {
    await dropUnfinished(result);
  }
}

async function allRows(run: Run, given: ImportList, { separator, rows, last }: Inspected): Promise<void> {
  const { file, signal, onProgress = () => undefined } = given;
  const pool = new Pool(Math.min(given.atOnce ?? AT_ONCE, MOST_AT_ONCE));
  const recorder = new Recorder(run.context.ledger);
  const before = run.resumed ? await recorded(run, last) : null;
  let done = 0;
  let told: Instant = 0;
  const tell = (now = Date.now()) => {
    if (now - told < TELL_EVERY_MS && done < rows) return;
    told = now;
    onProgress({ id: run.id, done, rows });
  };
  const keep = async (row: number, became: RowResult) => {
    await recorder.add({ ...became, import_id: run.id, row, at: Date.now() });
    done += 1;
    tell();
  };
  tell();
  try {
    let begun = false;
    for await (const { row, cells } of recordsOf(file, separator)) {
      signal?.throwIfAborted();
      if (isBlank(cells)) continue;
      if (!begun) {
        begun = true;
        continue;
      }
      if (before?.[row]) {
        done += 1;
        continue;
      }
      const found = read(run, cells);
      if ('result' in found) await keep(row, found.result);
      else
        await pool.add(found.row.client, async () =>
          keep(row, await patiently(() => openRow(run, found.row))),
        );
    }
    await pool.done();
  } finally {
    await pool.settled();
    await recorder.flush();
  }
  tell();
}

/** Which rows have a result from a run that was broken off: one byte a row. */
async function recorded(run: Run, last: number): Promise<Uint8Array> {
  const flags = new Uint8Array(last + 1);
  for (let after = 0; ; ) {
    const page = await rowsAfter(run.context.ledger, run.id, { after, limit: 5_000 });
    for (const { row } of page) flags[row] = 1;
    const end = page.at(-1);
    if (!end) return flags;
    after = end.row;
  }
}

/** One import of a procedure at a time: two would not see each other's clients. */
async function alone<T>(ledger: Ledger, procedure: string, work: () => Promise<T>): Promise<T> {
  return ledger.connection().execute(async (connection) => {
    if (!(await lockImports(connection, procedure)))
      throw new ImportError('FT-INT-BUSY', `another import of ${procedure} is running.`);
    try {
      return await work();
    } finally {
      await unlockImports(connection, procedure).catch(() => undefined);
    }
  });
}

async function summary(run: Run, rows: number, { unused }: Header, result: string): Promise<Imported> {
  const counts = (await countRows(run.context.ledger, [run.id])).get(run.id);
  if (!counts) throw new Error(`the ledger has lost the import ${run.id}`);
  const { id, warned, resumed } = run;
  return { id, rows, counts, warned, resumed, result, unused };
}
