import { sql } from 'kysely';
import type { Followthrough } from '../../client/index.ts';
import { type ListedTask, tasksEndingWith } from '../../ledger/tasks/list.ts';
import { CommandError } from '../errors.ts';

/** How many of several candidates a message names. */
const NAMED = 5;

/**
 * The case a person means: by its whole id, or by an end of it (behind a colon) that only one case has: half a word is
 * too little to change a case by.
 * @throws CommandError when no case, or more than one, is meant
 */
export async function findCaseId(client: Followthrough, meant: string): Promise<string> {
  const { ledger } = client;
  const exact = await ledger.selectFrom('cases').select('id').where('id', '=', meant).executeTakeFirst();
  if (exact) return exact.id;
  const found = await ledger
    .selectFrom('cases')
    .select('id')
    .where(sql<boolean>`right(id, ${meant.length + 1}) = ${`:${meant}`}`)
    .orderBy('opened_at', 'desc')
    .limit(NAMED + 1)
    .execute();
  const [only, ...more] = found.map(({ id }) => id);
  if (only === undefined)
    throw new CommandError('FT-CMD-CASE', `no case has the id "${meant}", or ends with ":${meant}".`);
  if (more.length === 0) return only;
  const named = [only, ...more].slice(0, NAMED).join(', ');
  throw new CommandError(
    'FT-CMD-CASE',
    `"${meant}" is the end of several cases: ${named}${more.length >= NAMED ? ' …' : ''}`,
  );
}

/** How much of a task's id people get to see: its end, which is random. */
const SHORT = 8;

export function shortId(id: string): string {
  return id.slice(-SHORT).toLowerCase();
}

/** The open task a person means, by its id or the end of it. */
export async function findTask(client: Followthrough, meant: string): Promise<ListedTask> {
  const found = await tasksEndingWith(client.ledger, meant, 2);
  const [only, other] = found.filter(({ state }) => state === 'open');
  if (only && !other) return only;
  if (only)
    throw new CommandError('FT-CMD-TASK', `"${meant}" is the end of several tasks: give more of the id.`);
  const [done] = found;
  if (!done) throw new CommandError('FT-CMD-TASK', `there is no open task "${meant}".`);
  const how = done.state === 'done' ? `done by ${done.closed_by ?? 'somebody'}` : 'no longer needed';
  throw new CommandError('FT-CMD-TASK', `the task "${meant}" is not open: it was ${how}.`);
}

/** The zones that people of these cases live by; a case without dates yet has none. */
export async function zonesOf(client: Followthrough, caseIds: string[]): Promise<Map<string, string>> {
  if (caseIds.length === 0) return new Map();
  const rows = await client.ledger
    .selectFrom('cases')
    .select(['id', sql<string | null>`plan ->> 'zone'`.as('zone')])
    .where('id', 'in', caseIds)
    .execute();
  return new Map(rows.flatMap(({ id, zone }) => (zone === null ? [] : [[id, zone] as const])));
}
