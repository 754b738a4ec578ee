import type { Instant } from '../domain/program/program.ts';
import type { Ledger } from './connect.ts';
import { lockForNews } from './locks.ts';
import type { Intent } from './schema.ts';
import { instant } from './values.ts';

/** A message that went out, or may have; undefined: there is none. */
export async function findMessage(ledger: Ledger, id: string): Promise<Intent | undefined> {
  return ledger
    .selectFrom('intents')
    .selectAll()
    .where('id', '=', id)
    .where('verb', '=', 'send')
    .where('state', 'in', ['sending', 'unknown', 'accepted'])
    .executeTakeFirst();
}

/** It did not arrive. When this returns, no act starts that relies on it as a warning. */
export async function markUndelivered(
  ledger: Ledger,
  { id, caseId, at }: { id: string; caseId: string; at: Instant },
): Promise<void> {
  await ledger.transaction().execute(async (tx) => {
    await lockForNews(tx, { caseId });
    await tx
      .updateTable('intents')
      .set({ undelivered_at: instant(at) })
      .where('id', '=', id)
      .where('undelivered_at', 'is', null)
      .execute();
  });
}
