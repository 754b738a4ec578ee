import { sql } from 'kysely';
import type { Inconvenient } from '../../domain/contactRules/inconvenient.ts';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';
import { newId } from '../id.ts';
import { lockForNews, sameAddress } from '../locks.ts';
import { instant } from '../values.ts';

export interface NewInconvenient {
  address: string;
  /** `*`: every channel. */
  channel: string;
  what: Inconvenient;
  /** What the person said. */
  note: string;
  by: string;
  at: Instant;
}

/** Somebody finds it inconvenient to be reached then, or there. When this returns, no contact starts against it. */
export async function recordInconvenient(ledger: Ledger, given: NewInconvenient): Promise<string> {
  const { what, by, at, channel, note } = given;
  const address = sameAddress(given.address);
  const id = newId();
  await ledger.transaction().execute(async (tx) => {
    await lockForNews(tx, { address });
    await tx
      .insertInto('inconvenient')
      .values({
        id,
        address,
        channel,
        note,
        from_hour: what.hours?.from ?? null,
        until_hour: what.hours?.until ?? null,
        weekdays: what.hours && what.weekdays ? [...what.weekdays] : null,
        at: instant(at),
        recorded_by: by,
      })
      .execute();
  });
  return id;
}

/** A note that still holds, as people read it. */
export interface KeptInconvenient {
  id: string;
  address: string;
  channel: string;
  from: string | null;
  until: string | null;
  weekdays: number[] | null;
  note: string;
  at: Instant;
  recordedBy: string;
}

/** The notes that hold, newest first, `limit` at most. */
export async function listInconvenient(
  ledger: Ledger,
  given: { address?: string | undefined; limit: number },
): Promise<KeptInconvenient[]> {
  const { address = null, limit } = given;
  const { rows } = await sql<KeptInconvenient>`
    select id, address, channel, from_hour as "from", until_hour as "until", weekdays, note, at, recorded_by as "recordedBy"
    from inconvenient where lifted_at is null and (${address}::text is null or address = ${address})
    order by id desc limit ${limit}`.execute(ledger);
  return rows;
}

/** A note that holds no more stays on record. False: there is none, or it was lifted before. */
export async function liftInconvenient(
  ledger: Ledger,
  given: { id: string; by: string; at: Instant },
): Promise<boolean> {
  const lifted = await ledger
    .updateTable('inconvenient')
    .set({ lifted_at: instant(given.at), lifted_by: given.by })
    .where('id', '=', given.id)
    .where('lifted_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return lifted !== undefined;
}
