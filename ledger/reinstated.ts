import type { Instant } from '../domain/program/program.ts';
import type { Ledger } from './connect.ts';
import type { Case } from './schema.ts';
import { addToTimeline } from './timeline.ts';

/** Keeps that a new case takes up an ended one again, and says so in both timelines. Once, however often it is told. */
export async function linkReinstated(
  ledger: Ledger,
  { ended, taken, by, at }: { ended: Case; taken: string; by: string; at: Instant },
): Promise<void> {
  await ledger.transaction().execute(async (tx) => {
    await tx
      .updateTable('cases')
      .set({ reinstates: ended.id })
      .where('id', '=', taken)
      .where('reinstates', 'is', null)
      .execute();
    const entry = { at, because: by };
    await addToTimeline(tx, [
      {
        caseId: ended.id,
        key: 'reinstated',
        round: ended.round,
        what: 'reinstated',
        about: taken,
        ...entry,
      },
      { caseId: taken, key: 'reinstates', round: 1, what: 'reinstates', about: ended.id, ...entry },
    ]);
  });
}

/** The case that takes this one up again. */
export async function reinstatedAs(ledger: Ledger, caseId: string): Promise<string | null> {
  const row = await ledger
    .selectFrom('cases')
    .select('id')
    .where('reinstates', '=', caseId)
    .executeTakeFirst();
  return row?.id ?? null;
}
