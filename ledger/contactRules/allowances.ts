import { sql } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';
import { newId } from '../id.ts';
import { instant } from '../values.ts';

export interface NewAllowance {
  caseId: string;
  /** One of CAN_BE_ALLOWED (domain/gate/rules.ts). */
  rule: string;
  /** Null: whichever channel comes first. */
  channel: string | null;
  reason: string;
  by: string;
  /** By which role they may. */
  role: string;
  at: Instant;
  until: Instant;
}

/** A person allows one attempt although a rule refuses it. Kept for ever; used once. */
export async function recordAllowance(ledger: Ledger, given: NewAllowance): Promise<string> {
  const { caseId, by, at, until, ...plain } = given;
  const id = newId();
  await ledger
    .insertInto('allowances')
    .values({
      ...plain,
      id,
      case_id: caseId,
      allowed_by: by,
      at: instant(at),
      until: instant(until),
    })
    .execute();
  return id;
}

/**
 * The change that uses allowances up for a piece of work.
 * @param onlyIfThereAre the part of the same statement without which they stay unused
 */
export function useAllowances(
  ledger: Ledger,
  { ids, work, at }: { ids: string[]; work: string; at: Instant },
  onlyIfThereAre: string,
) {
  return ledger
    .updateTable('allowances')
    .set({ used_for: work, used_at: sql`coalesce(used_at, ${instant(at)})` })
    .where('id', 'in', ids)
    .where(sql<boolean>`exists (select from ${sql.table(onlyIfThereAre)})`);
}

/** What was allowed for a case, oldest first. */
export async function allowancesOf(ledger: Ledger, caseId: string) {
  return ledger.selectFrom('allowances').selectAll().where('case_id', '=', caseId).orderBy('id').execute();
}
