import type { Selectable } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';
import { newId } from '../id.ts';
import { lockForNews, sameAddress } from '../locks.ts';
import { instant } from '../values.ts';
import type { Unencrypted } from './rows.ts';

export type UnencryptedEntry = Selectable<Unencrypted>;

export interface NewUnencrypted {
  address: string;
  channel: 'email' | 'text';
  /** False: no longer. */
  prefers: boolean;
  explainedBy: string;
  evidence: string | null;
  at: Instant;
  by: string;
}

/** A patient's word about unencrypted messages. When a "no longer" is kept, no contact starts that does not know of it. */
export async function recordUnencrypted(ledger: Ledger, given: NewUnencrypted): Promise<string> {
  const { explainedBy, at, by, ...plain } = given;
  const address = sameAddress(given.address);
  const id = newId();
  await ledger.transaction().execute(async (tx) => {
    await lockForNews(tx, { address });
    await tx
      .insertInto('unencrypted')
      .values({ ...plain, id, address, explained_by: explainedBy, at: instant(at), recorded_by: by })
      .execute();
  });
  return id;
}

/** Every word, newest first. */
export async function listUnencrypted(
  ledger: Ledger,
  { address, limit }: { address?: string | undefined; limit: number },
): Promise<UnencryptedEntry[]> {
  let query = ledger.selectFrom('unencrypted').selectAll();
  if (address !== undefined) query = query.where('address', '=', sameAddress(address));
  return query.orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute();
}
