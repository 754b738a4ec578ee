import { sql } from 'kysely';
import type { Instant } from '../domain/program/program.ts';
import type { Ledger } from './connect.ts';
import type { Case } from './schema.ts';
import { addToTimeline } from './timeline.ts';

/**
 * The case has another owner from now on; null: its role owns it. Handing it to whom it belongs changes nothing.
 * @returns whether it was somebody else's before
 */
export async function handOverCase(
  ledger: Ledger,
  row: Pick<Case, 'id' | 'round'>,
  { to, by, at }: { to: string | null; by: string; at: Instant },
): Promise<boolean> {
  return ledger.transaction().execute(async (tx) => {
    const changed = await tx
      .updateTable('cases')
      .set({ owner_person: to, version: sql`version + 1` })
      .where('id', '=', row.id)
      .where(sql<boolean>`owner_person is distinct from ${to}`)
      .returning('id')
      .executeTakeFirst();
    if (!changed) return false;
    const entry = { at, round: row.round, what: 'owner-changed', about: to ?? '', because: by };
    await addToTimeline(tx, [{ caseId: row.id, ...entry }]);
    return true;
  });
}

/** How many cases a person owns that have not ended. */
export async function openCasesOf(ledger: Ledger, person: string): Promise<number> {
  const { count } = await ledger
    .selectFrom('cases')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('owner_person', '=', person)
    .where('status', '!=', 'closed')
    .executeTakeFirstOrThrow();
  return Number(count);
}
