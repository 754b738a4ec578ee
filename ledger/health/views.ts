import { type Selectable, sql } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';
import { instant } from '../values.ts';
import type { Views } from './rows.ts';

export type View = Selectable<Views>;

export interface NewViews {
  /** What may be ids of cases; those that are none, and rehearsals, are left out. */
  ids: readonly string[];
  by: string;
  what: string;
  via: string;
  at: Instant;
}

/** Somebody is about to see something of these cases. */
export async function recordViews(ledger: Ledger, { ids, by, what, via, at }: NewViews): Promise<void> {
  await sql`insert into views (case_id, at, by, what, via)
    select c.id, ${instant(at)}, ${by}, ${what}, ${via} from cases c
    where c.id = any(${[...ids]}::text[]) and not c.rehearsal order by c.id`.execute(ledger);
}

/** Who has seen a case, newest first. */
export async function viewsOf(ledger: Ledger, caseId: string, limit: number): Promise<View[]> {
  return ledger
    .selectFrom('views')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}
