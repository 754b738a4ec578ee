import { type Selectable, sql } from 'kysely';
import type { Ledger } from '../connect.ts';
import { lockForNews } from '../locks.ts';
import { instant, json } from '../values.ts';
import { type Certificate, sealed } from './certificate.ts';
import { markKeys, markOfAddress, markOfCase } from './marks.ts';
import { countRows, type Removed, removeRows, stillNamed } from './remove.ts';
import type { Erasures, Subject } from './rows.ts';
import { selectSubject } from './select.ts';
import { FATES } from './tables.ts';

export type Erasure = Selectable<Erasures>;

/** Kept before anything is done, so that it is carried through although every process dies. */
export async function beginErasure(
  ledger: Ledger,
  given: Pick<Erasure, 'id' | 'begun_at' | 'begun_by' | 'role' | 'reason'> & { subject: Subject },
): Promise<Erasure> {
  return ledger
    .insertInto('erasures')
    .values({ ...given, begun_at: instant(given.begun_at), subject: json(given.subject) })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function findErasure(ledger: Ledger, id: string): Promise<Erasure | undefined> {
  return ledger.selectFrom('erasures').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Newest first. `before`: the id of the last one of the page before. */
export async function listErasures(
  ledger: Ledger,
  { limit, before }: { limit: number; before?: string | undefined },
): Promise<Erasure[]> {
  return ledger
    .selectFrom('erasures')
    .selectAll()
    .$if(before !== undefined, (query) => query.where('id', '<', before ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** Those that are not done yet, oldest first. */
export async function erasuresToDo(ledger: Ledger): Promise<Erasure[]> {
  return ledger
    .selectFrom('erasures')
    .selectAll()
    .where('ended_at', 'is', null)
    .orderBy('begun_at')
    .limit(20)
    .execute();
}

/** The erasure that an address or case went with; undefined: none. */
export async function erasureOf(ledger: Ledger, words: readonly string[]): Promise<Erasure | undefined> {
  const { rows } = await sql<{
    id: string;
  }>`select e.erasure_id as id from unnest(${[...words]}::text[]) w(word)
    join erased e on e.mark = any(erasure_marks(w.word)) limit 1`.execute(ledger);
  return rows[0] && findErasure(ledger, rows[0].id);
}

/** What would go, without changing anything. */
export async function previewErasure(ledger: Ledger, subject: Subject): Promise<Removed> {
  return ledger.transaction().execute(async (tx) => {
    await sql`set local statement_timeout = 0`.execute(tx);
    await selectSubject(tx, subject);
    return countRows(tx);
  });
}

/**
 * Removes a person from the ledger, marks their cases and addresses and writes the certificate: one transaction, in which
 * no contact with them can start. Their runs must have ended. Done before, it says the same again.
 */
export async function removePerson(
  ledger: Ledger,
  { id }: Erasure,
  outside: Pick<Certificate, 'runs' | 'files'>,
): Promise<Certificate> {
  return ledger.transaction().execute(async (tx) => {
    await sql`set local statement_timeout = 0`.execute(tx);
    const erasure = await tx
      .selectFrom('erasures')
      .selectAll()
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (erasure.certificate) return erasure.certificate;
    const subject = erasure.subject ?? { cases: [], addresses: [], shared: 0 };
    // In the order in which everybody takes them.
    await lockForNews(tx, { addresses: subject.addresses });
    for (const caseId of subject.cases.toSorted()) await lockForNews(tx, { caseId });
    await markKeys(tx);
    await selectSubject(tx, subject);
    const done = await removeRows(tx);
    await mark(tx, erasure, subject);
    const certificate = sealed({
      id,
      begunAt: new Date(erasure.begun_at).toISOString(),
      endedAt: new Date().toISOString(),
      by: erasure.begun_by,
      role: erasure.role,
      reason: erasure.reason,
      cases: subject.cases.length,
      addresses: new Set(subject.addresses.map(markOfAddress)).size,
      sharedAddresses: subject.shared,
      ...done,
      ...outside,
      stillNamed: await stillNamed(tx),
      previous: await lastHash(tx),
    });
    await tx
      .updateTable('erasures')
      .set({ subject: null, ended_at: instant(Date.now()), certificate: json(certificate) })
      .where('id', '=', id)
      .execute();
    return certificate;
  });
}

async function mark(tx: Ledger, { id, begun_at: since }: Erasure, subject: Subject): Promise<void> {
  const words = [
    ...subject.cases.map((each) => ({ kind: 'case', word: markOfCase(each) })),
    ...subject.addresses.map((each) => ({ kind: 'address', word: markOfAddress(each) })),
  ];
  for (const { kind, word } of words)
    await sql`insert into erased (mark, kind, erasure_id, since)
      select m, ${kind}, ${id}, ${instant(since)} from unnest(erasure_marks(${word})) m
      on conflict (mark) do nothing`.execute(tx);
}

/** Certificates are a chain: one erasure ends at a time. */
async function lastHash(tx: Ledger): Promise<string | null> {
  await sql`select pg_advisory_xact_lock(hashtext('followthrough-certificates'))`.execute(tx);
  const row = await tx
    .selectFrom('erasures')
    .select('certificate')
    .where('certificate', 'is not', null)
    .orderBy('ended_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.certificate?.hash ?? null;
}

/**
 * Gives the room of removed rows free: until then PostgreSQL has them in its files, though nobody can read them by SQL.
 * What it overwrites, and when, it decides itself; see docs/privacy.md.
 */
export async function vacuumAfterErasure(ledger: Ledger): Promise<void> {
  const tables = FATES.filter(({ becomes }) => becomes).map(({ table }) => `"${table}"`);
  await ledger.connection().execute(async (connection) => {
    await sql`set statement_timeout = 0`.execute(connection);
    try {
      await sql.raw(`vacuum ${tables.join(', ')}`).execute(connection);
    } finally {
      await sql`reset statement_timeout`.execute(connection);
    }
  });
}
