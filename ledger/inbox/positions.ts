import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';
import { instant } from '../values.ts';

/** How far a folder has been read. */
export interface Position {
  uidValidity: string;
  lastUid: number;
}

export async function positionOf(
  ledger: Ledger,
  mailbox: string,
  folder: string,
): Promise<Position | undefined> {
  const row = await ledger
    .selectFrom('mail_positions')
    .select(['uid_validity', 'last_uid'])
    .where('mailbox', '=', mailbox)
    .where('folder', '=', folder)
    .executeTakeFirst();
  return row && { uidValidity: row.uid_validity, lastUid: Number(row.last_uid) };
}

/** Everything up to this message has been kept. Two programs may read one folder: the position never goes back. */
export async function keepPosition(
  ledger: Ledger,
  mailbox: string,
  folder: string,
  { uidValidity, lastUid }: Position,
  at: Instant,
): Promise<void> {
  const values = { uid_validity: uidValidity, last_uid: lastUid, read_at: instant(at) };
  await ledger
    .insertInto('mail_positions')
    .values({ mailbox, folder, ...values })
    .onConflict((conflict) =>
      conflict
        .columns(['mailbox', 'folder'])
        .doUpdateSet(values)
        .where((where) =>
          where.or([
            where('mail_positions.uid_validity', '<>', uidValidity),
            where('mail_positions.last_uid', '<=', String(lastUid)),
          ]),
        ),
    )
    .execute();
}
