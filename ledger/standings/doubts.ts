import { sql } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';
import { instant } from '../values.ts';
import type { Doubts } from './rows.ts';

/** Nothing goes out in these cases until a person is sure that it has not gone out before. */
export interface Doubt {
  caseId: string;
  since: Instant;
  because: Doubts['because'];
  /** Temporal has been looked at since. */
  compared: boolean;
  /** The next date of the case. */
  nextAt: Instant | null;
}

/** Every live case that is open: a restored ledger does not know what was sent after its backup. @returns how many */
export async function doubtAll(ledger: Ledger, at: Instant): Promise<number> {
  const { rows } = await sql`
    insert into doubts (case_id, since, because)
    select id, ${new Date(at)}::timestamptz, 'restored' from cases where closed_at is null and not rehearsal
    on conflict (case_id) do update set since = excluded.since, because = excluded.because,
      compared_at = null, cleared_at = null, cleared_by = null, note = null
    returning case_id`.execute(ledger);
  return rows.length;
}

/** One case. It stays as it is when it is in doubt already. */
export async function doubt(ledger: Ledger, caseId: string, because: Doubts['because'], at: Instant) {
  const now = { because, since: instant(at), compared_at: instant(at), cleared_at: null, cleared_by: null };
  await ledger
    .insertInto('doubts')
    .values({ case_id: caseId, ...now })
    .onConflict((conflict) =>
      conflict.column('case_id').doUpdateSet(now).where('doubts.cleared_at', 'is not', null),
    )
    .execute();
}

/** The ledger was restored, and Temporal has not been looked at since. */
export async function isToCompare(ledger: Ledger, caseId: string): Promise<boolean> {
  const found = await ledger
    .selectFrom('doubts')
    .select('case_id')
    .where('case_id', '=', caseId)
    .where('compared_at', 'is', null)
    .where('cleared_at', 'is', null)
    .executeTakeFirst();
  return found !== undefined;
}

export async function markCompared(ledger: Ledger, caseId: string, at: Instant): Promise<void> {
  await ledger
    .updateTable('doubts')
    .set({ compared_at: instant(at) })
    .where('case_id', '=', caseId)
    .where('compared_at', 'is', null)
    .execute();
}

/** A person is sure of these cases. @returns those that were in doubt */
export async function clearDoubts(
  ledger: Ledger,
  caseIds: readonly string[],
  { by, note, at }: { by: string; note: string | null; at: Instant },
): Promise<string[]> {
  if (caseIds.length === 0) return [];
  const rows = await ledger
    .updateTable('doubts')
    .set({ cleared_at: instant(at), cleared_by: by, note })
    .where('case_id', 'in', [...caseIds])
    .where('cleared_at', 'is', null)
    .returning('case_id')
    .execute();
  return rows.map(({ case_id }) => case_id);
}

/** Open cases in doubt, by id. `after`: the last of the page before. */
export async function listDoubts(ledger: Ledger, after = '', limit = 500): Promise<Doubt[]> {
  const { rows } = await sql<Doubt>`
    select d.case_id as "caseId", d.since, d.because, d.compared_at is not null as compared, c.next_at as "nextAt"
    from doubts d join cases c on c.id = d.case_id
    where d.cleared_at is null and c.closed_at is null and d.case_id > ${after}
    order by d.case_id limit ${limit}`.execute(ledger);
  return rows;
}

/** The backup that the ledger was made from, noted with who did it. */
export async function noteRestoration(
  ledger: Ledger,
  given: { backup: string; takenAt: Instant | null; by: string; at: Instant },
): Promise<void> {
  const { backup, takenAt, by, at } = given;
  await ledger
    .insertInto('restorations')
    .values({ backup, by, taken_at: takenAt === null ? null : instant(takenAt), restored_at: instant(at) })
    .execute();
}

/** The ledger was restored, and what must be done before a worker runs is not done yet. */
export async function isRestorationOpen(ledger: Ledger): Promise<boolean> {
  const open = await ledger
    .selectFrom('restorations')
    .select('id')
    .where('finished_at', 'is', null)
    .limit(1)
    .execute();
  return open.length > 0;
}

export async function finishRestorations(ledger: Ledger, at: Instant): Promise<void> {
  await ledger
    .updateTable('restorations')
    .set({ finished_at: instant(at) })
    .where('finished_at', 'is', null)
    .execute();
}
