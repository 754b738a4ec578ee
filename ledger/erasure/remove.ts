import { sql } from 'kysely';
import type { Ledger } from '../connect.ts';
import type { KeptRows } from './certificate.ts';
import { ACCOUNTING, type Fate, FATES } from './tables.ts';

/** What an erasure does to the ledger, or would do. */
export interface Removed {
  removed: Record<string, number>;
  pseudonymised: Record<string, number>;
  kept: KeptRows[];
}

/** How many rows each table has of whom `selectSubject` has named, and what would become of them. */
export async function countRows(tx: Ledger): Promise<Removed> {
  return each((fate) => count(tx, fate));
}

/** Removes them, or what tells who they are of. Only within a transaction: all of it or nothing. */
export async function removeRows(tx: Ledger): Promise<Removed> {
  await sql`select set_config('followthrough.erasing', 'on', true)`.execute(tx);
  await sql`update cases set reinstates = null
    where reinstates in (select id from erase_cases) and id not in (select id from erase_cases)`.execute(tx);
  return each(async (fate) => {
    if (!fate.becomes) return count(tx, fate);
    const { numAffectedRows = 0n } = await change(fate.table, fate.of, fate.becomes).execute(tx);
    return Number(numAffectedRows);
  });
}

type Found = Fate & { of: string };

async function count(tx: Ledger, { table, of }: Found): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from ${sql.table(table)} where ${sql.raw(of)}`.execute(tx);
  return rows[0]?.n ?? 0;
}

function change(table: string, of: string, becomes: NonNullable<Fate['becomes']>) {
  if (becomes === 'gone') return sql`delete from ${sql.table(table)} where ${sql.raw(of)}`;
  const set = Object.entries(becomes).map(([column, value]) => `"${column}" = ${value}`);
  return sql`update ${sql.table(table)} set ${sql.raw(set.join(', '))} where ${sql.raw(of)}`;
}

async function each(rowsOf: (fate: Found) => Promise<number>): Promise<Removed> {
  const done: Removed = { removed: {}, pseudonymised: {}, kept: [] };
  for (const fate of FATES) {
    if (fate.of === undefined) continue;
    const rows = await rowsOf({ ...fate, of: fate.of });
    if (rows === 0) continue;
    if (fate.becomes === 'gone') done.removed[fate.table] = rows;
    else if (fate.becomes) done.pseudonymised[fate.table] = rows;
    if (fate.right) done.kept.push({ table: fate.table, rows, ...fate.right });
  }
  return done;
}

/** Tables with rows that name one of the cases or addresses still, and how many they are. */
export async function stillNamed(tx: Ledger): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const { table, right } of FATES) {
    if (NOT_SEARCHED.includes(table) || right === ACCOUNTING) continue;
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)} t
      where exists (select from erase_patterns p where t::text ~* p.pattern)`.execute(tx);
    if (rows[0] && rows[0].n > 0) found[table] = rows[0].n;
  }
  return found;
}

/** The erasure itself, until it is done; bytes, which are no text. */
const NOT_SEARCHED: Fate['table'][] = ['erasures', 'contents', 'upload_parts'];
