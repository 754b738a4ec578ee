import { sql } from 'kysely';
import type { CaseState } from '../../domain/program/state.ts';
import { isHeard, type LastWord, type Speaking, type Turn } from '../../domain/program/turn.ts';
import type { Ledger } from '../connect.ts';
import { instant, json } from '../values.ts';

/** A case as its run has told it, whole. `state` null: nothing was told yet. */
export interface KeptStanding extends LastWord {
  state: CaseState | null;
  /** A run that is not listened to has tried to go on. */
  overtaken: boolean;
}

export interface NewStanding {
  caseId: string;
  turn: Turn;
  state: CaseState;
}

export async function findStanding(ledger: Ledger, caseId: string): Promise<KeptStanding | undefined> {
  const { rows } = await sql<KeptStanding>`
    select epoch, count, at, fresh, state, overtaken_at is not null as overtaken from standings
    where case_id = ${caseId}`.execute(ledger);
  return rows[0];
}

/** The change that keeps how a case stands; what is older than what is kept changes nothing. */
export function standingChange(ledger: Ledger, { caseId, turn, state }: NewStanding) {
  const { epoch, count, at } = turn;
  // The log is in the timeline, and longer there.
  const told = { epoch, count, at: instant(at), fresh: false, state: json({ ...state, log: [] }) };
  return ledger
    .insertInto('standings')
    .values({ case_id: caseId, ...told })
    .onConflict((conflict) =>
      conflict
        .column('case_id')
        .doUpdateSet(told)
        .where(
          sql<boolean>`standings.epoch < excluded.epoch or (standings.epoch = excluded.epoch
            and (standings.fresh or (standings.at, standings.count) <= (excluded.at, excluded.count)))`,
        ),
    );
}

/**
 * Whether the ledger has its last word from another copy of the case: an older copy of Temporal's store, or of the ledger,
 * is at work. It is noted down for the reconciliation, and until then nothing that this run wants is done.
 */
export async function isOvertaken(ledger: Ledger, caseId: string, by: Speaking): Promise<boolean> {
  const { rows } = await sql<Omit<KeptStanding, 'state'>>`
    select epoch, count, at, fresh, overtaken_at is not null as overtaken from standings
    where case_id = ${caseId}`.execute(ledger);
  const [last] = rows;
  if (!last) return false;
  if (isHeard(by, last) && !(last.overtaken && by.turn.epoch === last.epoch)) return false;
  await ledger
    .updateTable('standings')
    .set({ overtaken_at: instant(Date.now()) })
    .where('case_id', '=', caseId)
    .where('overtaken_at', 'is', null)
    .execute();
  return true;
}

/** A new run is about to begin: from now on the ledger listens to it alone. @returns what it begins with */
export async function nextEpoch(ledger: Ledger, caseId: string, after = 0): Promise<Turn> {
  const first = { epoch: after + 1, count: 0, at: instant(0), fresh: true, state: null };
  return ledger
    .insertInto('standings')
    .values({ case_id: caseId, ...first })
    .onConflict((conflict) =>
      conflict.column('case_id').doUpdateSet({
        epoch: sql`greatest(standings.epoch, ${after}) + 1`,
        fresh: true,
        overtaken_at: null,
      }),
    )
    .returning(['epoch', 'count', 'at'])
    .executeTakeFirstOrThrow();
}
