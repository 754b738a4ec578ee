import type { Instant } from '../../domain/program/program.ts';
import type { TaskKind } from '../../domain/program/state.ts';
import { type ListedTask, readTaskPage } from '../../ledger/tasks/list.ts';
import { cursorOf, placeOf, readCursor } from '../../ledger/tasks/place.ts';
import { worklistOf } from '../../ledger/tasks/worklist.ts';
import type { Context } from '../context.ts';
import { ClientError } from '../errors.ts';

export interface TaskPageFilter {
  role?: string | undefined;
  /** What this person has to do: their own, and what nobody has of the roles they answer for now. */
  person?: string | undefined;
  /** Only this case's; then also those of a rehearsal. */
  caseId?: string | undefined;
  kind?: TaskKind | undefined;
  /** Left undone past its date, or due before an instant. */
  due?: 'overdue' | Instant | undefined;
  /** Those that are put off as well. */
  hidden?: boolean | undefined;
  /** Those of rehearsals as well. */
  rehearsals?: boolean | undefined;
  /** At most so many; from 1 to 1,000, absent: 50. */
  limit?: number | undefined;
  /** `next` of the page before, asked with the same filter. */
  after?: string | undefined;
}

export interface TaskPage {
  /** Most urgent first. */
  tasks: ListedTask[];
  /** Give it as `after` to get what follows; null: that was all. */
  next: string | null;
  /** The moment by which all pages judge what is overdue and what is hidden. */
  asOf: Instant;
}

const USUAL = 50;
const MOST = 1_000;

/**
 * What people have to do, by urgency. A page begins right behind the place of the last task of the page before, wherever
 * the others have gone meanwhile: what stays where it is comes once, whatever is opened, done or put off in between. What
 * is escalated in between is at the head of the next reading.
 * @throws ClientError FT-CLI-PAGE
 */
export async function taskPage(context: Context, filter: TaskPageFilter = {}): Promise<TaskPage> {
  const { ledger } = context;
  const { role, person, caseId, kind, due, hidden, limit = USUAL } = filter;
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST)
    throw new ClientError('FT-CLI-PAGE', `a page has from 1 to ${MOST} tasks, not ${limit}.`);
  const after = filter.after === undefined ? null : readCursor(filter.after);
  if (filter.after !== undefined && !after)
    throw new ClientError('FT-CLI-PAGE', `"${filter.after}" is not the end of a page.`);
  const asOf = after?.asOf ?? Date.now();
  const wanted = {
    role,
    caseId,
    kind,
    hidden,
    rehearsals: filter.rehearsals ?? caseId !== undefined,
    of: person === undefined ? undefined : await worklistOf(ledger, person, asOf),
    // What is due at this very moment is overdue.
    dueBefore: due === 'overdue' ? asOf + 1 : due,
  };
  const found = await readTaskPage(ledger, wanted, { asOf, after, limit: limit + 1 });
  const tasks = found.slice(0, limit);
  const last = tasks.at(-1);
  return { tasks, next: found.length > limit && last ? cursorOf(placeOf(last, asOf)) : null, asOf };
}
