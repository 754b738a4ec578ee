import { sql } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';
import { newId } from '../id.ts';
import type { Case } from '../schema.ts';
import { instant } from '../values.ts';
import { type ImportRows, type Imports, ROW_OUTCOMES, type RowOutcome } from './rows.ts';

/** An import with its end, if it has one. */
export interface Import extends Imports {
  ended_at: Instant | null;
}

/** One list at a time a procedure; held by the connection until it is closed or unlocked. */
export async function lockImports(connection: Ledger, procedure: string): Promise<boolean> {
  const { rows } = await sql<{
    taken: boolean;
  }>`select pg_try_advisory_lock(hashtextextended(${`import:${procedure}`}, 0)) as taken`.execute(connection);
  return rows[0]?.taken ?? false;
}

export async function unlockImports(connection: Ledger, procedure: string): Promise<void> {
  await sql`select pg_advisory_unlock(hashtextextended(${`import:${procedure}`}, 0))`.execute(connection);
}

/** Begins an import, or takes up the one of the same file that was broken off: `resumed` tells which. */
export async function beginImport(
  ledger: Ledger,
  given: Omit<Imports, 'id' | 'begun_at'>,
): Promise<{ found: Imports; resumed: boolean }> {
  const before = await all(ledger)
    .where('imports.procedure', '=', given.procedure)
    .where('hash', '=', given.hash)
    .where('ended_at', 'is', null)
    .where(sql<boolean>`variant is not distinct from ${given.variant}`)
    .orderBy('imports.id', 'desc')
    .executeTakeFirst();
  if (before) return { found: before, resumed: true };
  const found = await ledger
    .insertInto('imports')
    .values({ ...given, id: newId(), begun_at: instant(Date.now()) })
    .returningAll()
    .executeTakeFirstOrThrow();
  return { found, resumed: false };
}

export async function endImport(ledger: Ledger, id: string): Promise<void> {
  await ledger
    .insertInto('import_ends')
    .values({ import_id: id, ended_at: instant(Date.now()) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Newest first. */
export async function listImports(
  ledger: Ledger,
  { limit, before }: { limit: number; before?: string | undefined },
): Promise<Import[]> {
  const behind = sql<boolean>`(imports.begun_at, imports.id) < (select b.begun_at, b.id from imports b where b.id = ${before})`;
  return all(ledger)
    .$if(before !== undefined, (query) => query.where(behind))
    .orderBy('begun_at', 'desc')
    .orderBy('imports.id', 'desc')
    .limit(limit)
    .execute();
}

export async function findImport(ledger: Ledger, id: string): Promise<Import | undefined> {
  return all(ledger).where('imports.id', '=', id).executeTakeFirst();
}

/** Ids that end with this; people see the end of an id only. */
export async function importsEndingWith(ledger: Ledger, end: string): Promise<string[]> {
  const rows = await ledger
    .selectFrom('imports')
    .select('id')
    .where(sql<boolean>`right(id, ${end.length}) = ${end.toLowerCase()}`)
    .limit(2)
    .execute();
  return rows.map(({ id }) => id);
}

export type Counts = Record<RowOutcome, number>;

export async function countRows(ledger: Ledger, ids: readonly string[]): Promise<Map<string, Counts>> {
  if (ids.length === 0) return new Map();
  const counted = await ledger
    .selectFrom('import_rows')
    .select(['import_id', 'outcome', ({ fn }) => fn.countAll<string>().as('count')])
    .where('import_id', 'in', ids)
    .groupBy(['import_id', 'outcome'])
    .execute();
  const none = (): Counts => Object.fromEntries(ROW_OUTCOMES.map((outcome) => [outcome, 0])) as Counts;
  const counts = new Map(ids.map((id) => [id, none()]));
  for (const { import_id, outcome, count } of counted) {
    const own = counts.get(import_id);
    if (own) own[outcome] = Number(count);
  }
  return counts;
}

/** What became of rows; a row that was recorded before stays as it was. */
export async function addRows(ledger: Ledger, rows: readonly ImportRows[]): Promise<void> {
  if (rows.length === 0) return;
  await ledger
    .insertInto('import_rows')
    .values(rows.map((row) => ({ ...row, at: instant(row.at) })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Whether a row of this import says that it has to do with the case. */
export async function wasRecorded(ledger: Ledger, id: string, caseId: string): Promise<boolean> {
  const row = await ledger
    .selectFrom('import_rows')
    .select('row')
    .where('import_id', '=', id)
    .where('case_id', '=', caseId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Rows in the order of the list, from behind one on. */
export async function rowsAfter(
  ledger: Ledger,
  id: string,
  { after = 0, limit, outcomes }: { after?: number; limit: number; outcomes?: readonly RowOutcome[] },
): Promise<ImportRows[]> {
  let query = ledger
    .selectFrom('import_rows')
    .selectAll()
    .where('import_id', '=', id)
    .where('row', '>', after);
  if (outcomes) query = query.where('outcome', 'in', outcomes);
  return query.orderBy('row').limit(limit).execute();
}

export type KnownCase = Pick<Case, 'id' | 'status' | 'outcome' | 'opened_at' | 'closed_at'>;

/** The case of an occurrence, and the open cases of its client; `client` is what all occurrences of one begin with. */
export async function casesOf(
  ledger: Ledger,
  { id, procedure, source, client }: { id: string; procedure: string; source: string; client: string },
): Promise<KnownCase[]> {
  // Byte by byte, so that the index serves whatever the database's collation is; "0" is the byte after "/". The status
  // is spelt out: as a parameter it would keep the partial index from being used.
  const { rows } = await sql<KnownCase>`
    select id, status, outcome, opened_at, closed_at from cases where id = ${id}
    union
    select id, status, outcome, opened_at, closed_at from cases
    where procedure = ${procedure} and source = ${source} and status <> 'closed'
      and occurrence ~>=~ ${client} and occurrence ~<~ ${`${client.slice(0, -1)}0`}`.execute(ledger);
  return rows;
}

function all(ledger: Ledger) {
  return ledger
    .selectFrom('imports')
    .leftJoin('import_ends', 'import_ends.import_id', 'imports.id')
    .selectAll('imports')
    .select('import_ends.ended_at');
}
