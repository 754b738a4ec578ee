import { type RawBuilder, sql } from 'kysely';
import type { Stop } from '../../domain/gate/stops.ts';
import type { Instant } from '../../domain/program/program.ts';
import type { TaskKind } from '../../domain/program/state.ts';
import type { Ledger } from '../connect.ts';
import type { Task } from '../schema.ts';
import { instant } from '../values.ts';
import { ANSWERED, STOPPED } from './stopped.ts';
import { orderByPlace, type Place, placeColumns, placeValues } from './place.ts';

/**
 * A task, and whether a reply stands in its way or what else does: then a text must not be posted, nobody be called and a
 * step not be done.
 */
export type ListedTask = Task & { answered: boolean; stopped: Stop | null };

const STANDS = [ANSWERED.as('answered'), STOPPED.as('stopped')] as const;

/** Tasks of one case or one role, oldest first, rehearsals and hidden ones too; open ones unless asked otherwise. */
export async function listTasks(
  ledger: Ledger,
  filter: { caseId?: string; role?: string; state?: Task['state'] } = {},
): Promise<ListedTask[]> {
  let query = ledger.selectFrom('tasks as t').selectAll('t').select(STANDS);
  query = query.where('t.state', '=', filter.state ?? 'open');
  if (filter.caseId) query = query.where('t.case_id', '=', filter.caseId);
  if (filter.role) query = query.where('t.role', '=', filter.role);
  return query.orderBy('t.opened_at').orderBy('t.id').execute();
}

/** One task, open or not. */
export async function listedTask(ledger: Ledger, id: string): Promise<ListedTask | undefined> {
  return ledger
    .selectFrom('tasks as t')
    .selectAll('t')
    .select(STANDS)
    .where('t.id', '=', id)
    .executeTakeFirst();
}

/** Open tasks whose id ends with this text, at most `limit`. */
export async function tasksEndingWith(ledger: Ledger, end: string, limit: number): Promise<ListedTask[]> {
  return ledger
    .selectFrom('tasks as t')
    .selectAll('t')
    .select(STANDS)
    .where(sql<boolean>`reverse(t.id) like ${backwards(end)}`)
    .orderBy(sql`t.state <> 'open'`)
    .orderBy('t.opened_at', 'desc')
    .limit(limit)
    .execute();
}

function backwards(end: string): string {
  const letters = Array.from(end.toLowerCase()).reverse();
  return `${letters.map((letter) => letter.replace(/[%_\\]/, '\\$&')).join('')}%`;
}

export interface TaskFilter {
  /** For this role. */
  role?: string | undefined;
  /** Those that this person has, and those that nobody has of the roles the person answers for: see `worklistOf`. */
  of?: { people: string[]; roles: string[] } | undefined;
  caseId?: string | undefined;
  kind?: TaskKind | undefined;
  /** Due before this instant; overdue ones are. */
  dueBefore?: Instant | undefined;
  /** Those that are put off as well. */
  hidden?: boolean | undefined;
  /** Rehearsals as well. */
  rehearsals?: boolean | undefined;
}

/** Open tasks by urgency as they stood at `asOf`, after a place if one is given. */
export async function readTaskPage(
  ledger: Ledger,
  filter: TaskFilter,
  { asOf, after, limit }: { asOf: Instant; after: Place | null; limit: number },
): Promise<ListedTask[]> {
  const wanted = [sql<boolean>`t.state = 'open'`, ...conditions(filter, asOf)];
  if (after) wanted.push(sql<boolean>`${placeColumns(asOf)} > ${placeValues(after)}`);
  const { rows } = await sql<ListedTask>`
    with page as materialized (
      select t.id from tasks t where ${sql.join(wanted, sql` and `)} order by ${orderByPlace(asOf)} limit ${limit})
    select t.*, ${ANSWERED} as answered, ${STOPPED} as stopped
    from page join tasks t on t.id = page.id order by ${orderByPlace(asOf)}`.execute(ledger);
  return rows;
}

function conditions(filter: TaskFilter, asOf: Instant): RawBuilder<boolean>[] {
  const { role, of, caseId, kind, dueBefore, hidden, rehearsals } = filter;
  return [
    ...(rehearsals ? [] : [sql<boolean>`not t.rehearsal`]),
    ...(hidden ? [] : [sql<boolean>`(t.show_at is null or t.show_at <= ${instant(asOf)})`]),
    ...(role === undefined ? [] : [sql<boolean>`t.role = ${role}`]),
    ...(caseId === undefined ? [] : [sql<boolean>`t.case_id = ${caseId}`]),
    ...(kind === undefined ? [] : [sql<boolean>`t.kind = ${kind}`]),
    ...(dueBefore === undefined ? [] : [sql<boolean>`t.due_at < ${instant(dueBefore)}`]),
    ...(of
      ? [sql<boolean>`(t.assignee = any(${of.people}) or (t.assignee is null and t.role = any(${of.roles})))`]
      : []),
  ];
}
