import type { Instant } from '../domain/program/program.ts';
import type { Ledger } from './connect.ts';
import type { Case, TimelineEntry } from './schema.ts';
import { instant } from './values.ts';

export type PastRow = Pick<Case, 'id' | 'hash' | 'variant' | 'facts' | 'contact' | 'opened_at'>;

/** What stopped a case, or let it go on, in its first round; oldest first. */
export type Turn = Pick<TimelineEntry, 'key' | 'at' | 'what' | 'because'>;

const TURNS = ['replied', 'replied-after-the-end', 'resumed', 'ended'];
const PAGE = 500;

/**
 * The cases of a procedure that opened in a period, rehearsals left out, oldest first, a page in memory at a time.
 * @param period from the first instant until before the second
 */
export async function* pastCases(
  ledger: Ledger,
  procedure: string,
  period: { from: Instant; until: Instant },
): AsyncGenerator<{ row: PastRow; turns: Turn[] }> {
  for (let after: PastRow | undefined; ; ) {
    const page = await pageOf(ledger, procedure, period, after);
    const turns = await turnsOf(
      ledger,
      page.map(({ id }) => id),
    );
    for (const row of page) yield { row, turns: turns.get(row.id) ?? [] };
    after = page.at(-1);
    if (page.length < PAGE) return;
  }
}

async function pageOf(
  ledger: Ledger,
  procedure: string,
  period: { from: Instant; until: Instant },
  after: PastRow | undefined,
): Promise<PastRow[]> {
  let query = ledger
    .selectFrom('cases')
    .select(['id', 'hash', 'variant', 'facts', 'contact', 'opened_at'])
    .where('procedure', '=', procedure)
    .where('rehearsal', '=', false)
    .where('opened_at', '<', instant(period.until))
    .where('opened_at', '>=', instant(after?.opened_at ?? period.from));
  // Instants are read in milliseconds and kept in microseconds: within one, the id decides.
  if (after)
    query = query.where((eb) =>
      eb.or([eb('opened_at', '>=', instant(after.opened_at + 1)), eb('id', '>', after.id)]),
    );
  return query
    .orderBy((eb) => eb.fn('date_trunc', [eb.val('milliseconds'), 'opened_at']))
    .orderBy('id')
    .limit(PAGE)
    .execute();
}

async function turnsOf(ledger: Ledger, ids: string[]): Promise<Map<string, Turn[]>> {
  const turns = new Map<string, Turn[]>();
  if (ids.length === 0) return turns;
  const rows = await ledger
    .selectFrom('timeline')
    .select(['case_id', 'key', 'at', 'what', 'because'])
    .where('case_id', 'in', ids)
    .where('round', '=', 1)
    .where('what', 'in', TURNS)
    .orderBy('at')
    .orderBy('id')
    .execute();
  for (const { case_id: id, ...turn } of rows) turns.set(id, [...(turns.get(id) ?? []), turn]);
  return turns;
}

/** The editions of a procedure's files that the ledger keeps, in the order in which they came. */
export async function keptEditions(
  ledger: Ledger,
  procedure: string,
): Promise<{ version: number; hash: string }[]> {
  return ledger
    .selectFrom('procedures')
    .select(['version', 'hash'])
    .where('name', '=', procedure)
    .orderBy('recorded_at')
    .orderBy('hash')
    .execute();
}
