import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Instant } from '../domain/program/program.ts';
import type { Ledger } from './connect.ts';
import { newId } from './id.ts';
import type { Uploads } from './requests/rows.ts';
import { instant } from './values.ts';

/** A file that came in by HTTP and is imported by whichever gateway gets to it. */
export type Upload = Selectable<Uploads>;

export async function beginUpload(
  ledger: Ledger,
  given: Pick<Upload, 'procedure' | 'variant' | 'list' | 'begun_by'>,
): Promise<string> {
  const id = newId();
  await ledger
    .insertInto('uploads')
    .values({ ...given, id, begun_at: instant(Date.now()), bytes: 0, ...NOT_YET })
    .execute();
  return id;
}

const NOT_YET = { received_at: null, import_id: null, ended_at: null, error_code: null, error: null };

export async function addPart(ledger: Ledger, id: string, part: number, body: Buffer): Promise<void> {
  await ledger.insertInto('upload_parts').values({ upload_id: id, part, body }).execute();
}

/** All of it is here: from now on it is promised that it will be imported. */
export async function uploadReceived(ledger: Ledger, id: string, bytes: number): Promise<Upload> {
  return ledger
    .updateTable('uploads')
    .set({ received_at: instant(Date.now()), bytes })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** It did not come in whole. */
export async function dropUpload(ledger: Ledger, id: string): Promise<void> {
  await ledger.deleteFrom('uploads').where('id', '=', id).where('received_at', 'is', null).execute();
}

/** Those that broke off and were left behind by a gateway that died. */
export async function dropUnfinishedUploads(ledger: Ledger, before: Instant): Promise<void> {
  await ledger
    .deleteFrom('uploads')
    .where('received_at', 'is', null)
    .where('begun_at', '<', instant(before))
    .execute();
}

export async function findUpload(ledger: Ledger, id: string): Promise<Upload | undefined> {
  return ledger.selectFrom('uploads').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Files that wait to be imported, oldest first. */
export async function uploadsToDo(ledger: Ledger): Promise<Upload[]> {
  return ledger
    .selectFrom('uploads')
    .selectAll()
    .where('ended_at', 'is', null)
    .where('received_at', 'is not', null)
    .orderBy('id')
    .limit(100)
    .execute();
}

/** The parts of a file in order, one at a time. */
export async function* partsOf(ledger: Ledger, id: string): AsyncGenerator<Buffer> {
  for (let part = 0; ; part += 1) {
    const row = await ledger
      .selectFrom('upload_parts')
      .select('body')
      .where('upload_id', '=', id)
      .where('part', '=', part)
      .executeTakeFirst();
    if (!row) return;
    yield row.body;
  }
}

export async function uploadImports(ledger: Ledger, id: string, importId: string): Promise<void> {
  await ledger.updateTable('uploads').set({ import_id: importId }).where('id', '=', id).execute();
}

/** It was imported, or cannot be. What people wrote in it is not kept twice. */
export async function endUpload(
  ledger: Ledger,
  id: string,
  error: { code: string; message: string } | null,
): Promise<void> {
  await ledger.transaction().execute(async (tx) => {
    await tx
      .updateTable('uploads')
      .set({
        ended_at: instant(Date.now()),
        error_code: error?.code ?? null,
        error: error?.message ?? null,
      })
      .where('id', '=', id)
      .execute();
    await tx.deleteFrom('upload_parts').where('upload_id', '=', id).execute();
  });
}

/** One gateway imports a file. Held by the connection until it is closed or unlocked. */
export async function lockUpload(connection: Ledger, id: string): Promise<boolean> {
  const { rows } = await sql<{
    taken: boolean;
  }>`select pg_try_advisory_lock(hashtextextended(${`upload:${id}`}, 0)) as taken`.execute(connection);
  return rows[0]?.taken ?? false;
}

export async function unlockUpload(connection: Ledger, id: string): Promise<void> {
  await sql`select pg_advisory_unlock(hashtextextended(${`upload:${id}`}, 0))`.execute(connection);
}
