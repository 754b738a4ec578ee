import type { Change } from '../../domain/move/changes.ts';
import type { MoveRefusal } from '../../domain/move/errors.ts';
import type { Case } from '../../ledger/schema.ts';
import { type OpenCases, openCasesOf } from '../../ledger/versions/openCases.ts';
import type { Asked } from '../ask.ts';
import type { Context } from '../context.ts';
import { Undelivered } from '../engine.ts';
import { ClientError } from '../errors.ts';

/** What became of one case. */
export type CaseChange = { caseId: string; zone: string | null } & (
  | { became: 'would-change' | 'changed' | 'pending'; change: Change }
  | { became: 'unchanged' }
  | { became: 'refused'; refused: { code: MoveRefusal | 'not-carried' | 'kept-changing'; about?: string }[] }
);

export interface CaseChanges {
  /** By what became of them. */
  counts: Record<CaseChange['became'], number>;
  /** Why it ended before the last case; absent: it did not. */
  stopped?: string;
}

export interface Run {
  by: string;
  /** Why, for the timeline. */
  note?: string | undefined;
  /** False: only looks. */
  apply: boolean;
  /** So many cases are changed at most; the others can follow later. */
  limit?: number | undefined;
  /** Stops between two cases. */
  signal?: AbortSignal | undefined;
  onCase?: ((change: CaseChange) => void) | undefined;
}

/** One case: what would change, and how it is asked to. */
export type Judged =
  | Extract<CaseChange, { became: 'unchanged' | 'refused' }>
  | {
      became: 'would-change';
      caseId: string;
      zone: string | null;
      change: Change;
      ask: () => Promise<Asked>;
    };

const PAGE = 100;
/** A case that changes between being looked at and being asked is looked at again so often. */
const TRIES = 3;

/**
 * Goes through open cases one by one, in the order of their ids. Stopped or broken off, it can be run again: what is done
 * is found to be done.
 */
export async function changeCases(
  context: Context,
  which: Omit<OpenCases, 'limit' | 'after'>,
  run: Run,
  judge: (row: Case) => Promise<Judged>,
): Promise<CaseChanges> {
  const counts = { 'would-change': 0, changed: 0, pending: 0, unchanged: 0, refused: 0 };
  let after: string | undefined;
  for (;;) {
    const page = await openCasesOf(context.ledger, { ...which, after, limit: PAGE });
    for (const row of page) {
      const done = counts['would-change'] + counts.changed + counts.pending;
      if (run.signal?.aborted) return { counts, stopped: 'it was stopped' };
      if (run.limit !== undefined && done >= run.limit) return { counts, stopped: 'the limit is reached' };
      try {
        const change = await changeCase(row, run, judge);
        counts[change.became] += 1;
        run.onCase?.(change);
      } catch (error) {
        if (error instanceof Undelivered) return { counts, stopped: error.message };
        throw error;
      }
    }
    if (page.length < PAGE) return { counts };
    after = page.at(-1)?.id;
  }
}

async function changeCase(
  row: Case,
  { apply }: Run,
  judge: (row: Case) => Promise<Judged>,
): Promise<CaseChange> {
  const { id: caseId } = row;
  for (let left = TRIES; left > 0; left -= 1) {
    const judged = await judge(row);
    if (judged.became !== 'would-change') return judged;
    const { zone, change, ask } = judged;
    if (!apply) return { became: 'would-change', caseId, zone, change };
    try {
      const { delivered } = await ask();
      return { became: delivered ? 'changed' : 'pending', caseId, zone, change };
    } catch (error) {
      if (!(error instanceof ClientError && AGAIN.includes(error.refusal ?? ''))) throw error;
    }
  }
  return { became: 'refused', caseId, zone: row.plan?.zone ?? null, refused: [{ code: 'kept-changing' }] };
}

const AGAIN = ['changed-meanwhile', 'work-under-way', 'case-closed'];
