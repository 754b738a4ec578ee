import type { Instant } from '../../domain/program/program.ts';
import { findCase } from '../../ledger/cases.ts';
import {
  clearDoubts,
  type Doubt,
  doubtAll,
  listDoubts,
  noteRestoration,
} from '../../ledger/standings/doubts.ts';
import { addToTimeline } from '../../ledger/timeline.ts';
import { whoActs } from '../acting.ts';
import type { By } from '../commands.ts';
import type { Context } from '../context.ts';
import { ClientError } from '../errors.ts';

export interface ClearDoubt extends Pick<By, 'by'> {
  /** Absent: all that are in doubt. */
  cases?: readonly string[] | undefined;
  /** What makes the person sure. */
  note: string;
}

const PAGE = 500;

/** Cases in which nothing goes out until a person is sure of what went out before. */
export async function doubts({ ledger }: Context): Promise<Doubt[]> {
  const all: Doubt[] = [];
  for (;;) {
    const page = await listDoubts(ledger, all.at(-1)?.caseId, PAGE);
    all.push(...page);
    if (page.length < PAGE) return all;
  }
}

/**
 * A person has looked at the other sides (mailbox, carrier, portal, CRM) and is sure: nothing went out that the ledger does
 * not know, or it was dealt with. What the cases have due goes out from now on.
 * @returns the cases that were in doubt
 * @throws ClientError FT-CLI-REASON, FT-CLI-ACTOR
 */
export async function clearDoubt(context: Context, { cases, by, note }: ClearDoubt): Promise<string[]> {
  if (note.trim() === '')
    throw new ClientError('FT-CLI-REASON', 'a person says what makes them sure, in a note.');
  await whoActs(context.ledger, by);
  const meant = cases ?? (await doubts(context)).map(({ caseId }) => caseId);
  const at = Date.now();
  const cleared: string[] = [];
  for (let from = 0; from < meant.length; from += PAGE) {
    const part = meant.slice(from, from + PAGE);
    cleared.push(...(await clearDoubts(context.ledger, part, { by, note: note.trim(), at })));
  }
  for (const id of cleared) {
    const row = await findCase(context.ledger, id);
    const entry = {
      at: Math.max(at, row?.as_of ?? 0),
      round: row?.round ?? 1,
      what: 'sure-again',
      because: by,
    };
    await addToTimeline(context.ledger, [{ caseId: id, ...entry }]);
  }
  return cleared;
}

/**
 * The ledger was made from a backup: whatever went out after that backup was taken, it does not know. All open live cases
 * are in doubt from now on. `followthrough restore` says so itself; of one's own PostgreSQL its operator says it.
 * @returns how many cases are in doubt
 */
export async function ledgerRestored(
  { ledger }: Pick<Context, 'ledger'>,
  given: { backup: string; takenAt: Instant | null; by: string },
): Promise<number> {
  const at = Date.now();
  return ledger.transaction().execute(async (tx) => {
    await noteRestoration(tx, { ...given, at });
    return doubtAll(tx, at);
  });
}
