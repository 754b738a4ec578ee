import { type Generated, type JSONColumnType, sql } from 'kysely';
import type { Letterhead } from '../domain/statement/letterhead.ts';
import type { Instant } from '../domain/program/program.ts';
import type { Ledger } from './connect.ts';
import { instant, json } from './values.ts';

/** What the configuration says of the house itself. */
export interface House {
  /** Null: letters bear the name of whoever signs. */
  letterhead: Letterhead | null;
  /** The name that automatic messages are signed with, by the role that owns the case. */
  owners: Record<string, string>;
  /** Who signs automatic messages: the person who owns the case, where there is one, or always the role. */
  signedBy: 'owner' | 'role';
}

/** A row of the table. */
export interface HouseRow {
  id: Generated<string>;
  settings: JSONColumnType<House>;
  since: Instant;
  recorded_by: string;
}

export const NO_HOUSE: House = { letterhead: null, owners: {}, signedBy: 'owner' };

/**
 * Keeps it for every program that works on this ledger, so that a letter looks the same wherever it is printed. The same
 * again changes nothing; each change stays on record.
 */
export async function keepHouse(ledger: Ledger, house: House, by: string, at: Instant): Promise<void> {
  // A whole configuration may be given: its secrets have no place here.
  const { letterhead, owners, signedBy } = house;
  const settings = json({ letterhead, owners, signedBy });
  await sql`
    insert into house (settings, since, recorded_by)
    select ${settings}::jsonb, ${instant(at)}, ${by}
    where (select h.settings from house h order by h.id desc limit 1) is distinct from ${settings}::jsonb`.execute(
    ledger,
  );
}

/** What holds now. */
export async function houseOf(ledger: Ledger): Promise<House> {
  const row = await ledger
    .selectFrom('house')
    .select('settings')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return { ...NO_HOUSE, ...row?.settings };
}
