import { sql } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';
import { instant } from '../values.ts';

/** The case follows another version of its procedure from now on. The late word of a worker that was cut off changes nothing. */
export async function storeVersion(tx: Ledger, id: string, asOf: Instant, hash: string): Promise<void> {
  await tx
    .updateTable('cases')
    .set({ hash, version: sql`version + 1` })
    .where('id', '=', id)
    .where('as_of', '<=', instant(asOf))
    .execute();
}
