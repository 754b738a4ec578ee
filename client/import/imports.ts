import { ImportError } from '../../domain/intake/errors.ts';
import {
  type Counts,
  countRows,
  findImport,
  type Import,
  importsEndingWith,
  listImports,
  rowsAfter,
} from '../../ledger/imports/imports.ts';
import type { ImportRows, RowOutcome } from '../../ledger/imports/rows.ts';
import type { Context } from '../context.ts';

export interface ImportSummary extends Import {
  counts: Counts;
}

export interface ImportRowsFilter {
  outcomes?: readonly RowOutcome[] | undefined;
  /** The number of the last row of the page before. */
  after?: number | undefined;
  limit?: number | undefined;
}

/** Imports, newest first. `before`: the id of the last one of the page before. */
export async function imports(
  context: Context,
  { limit = 50, before }: { limit?: number | undefined; before?: string | undefined } = {},
): Promise<ImportSummary[]> {
  const found = await listImports(context.ledger, { limit, before });
  return withCounts(context, found);
}

/** One import. @param meant its id, or the end of it @throws ImportError when there is none, or more than one */
export async function showImport(context: Context, meant: string): Promise<ImportSummary> {
  const [id, ...more] = await importsEndingWith(context.ledger, meant);
  const found = id === undefined || more.length > 0 ? undefined : await findImport(context.ledger, id);
  if (!found) {
    const says = more.length > 0 ? `several imports end with "${meant}"` : `there is no import "${meant}"`;
    throw new ImportError('FT-INT-NO-IMPORT', `${says}.`);
  }
  const [summary] = await withCounts(context, [found]);
  return summary as ImportSummary;
}

/** What became of the rows of an import, in the order of the list. */
export async function importRows(
  context: Context,
  id: string,
  { outcomes, after = 0, limit = 1_000 }: ImportRowsFilter = {},
): Promise<ImportRows[]> {
  return rowsAfter(context.ledger, id, { after, limit, ...(outcomes ? { outcomes } : {}) });
}

async function withCounts({ ledger }: Context, found: Import[]): Promise<ImportSummary[]> {
  const counts = await countRows(
    ledger,
    found.map(({ id }) => id),
  );
  return found.flatMap((each) => {
    const own = counts.get(each.id);
    return own ? [{ ...each, counts: own }] : [];
  });
}
