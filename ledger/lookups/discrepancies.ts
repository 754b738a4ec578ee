import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';
import { newId } from '../id.ts';
import { openTasks } from '../tasks.ts';
import { addToTimeline } from '../timeline.ts';
import { instant } from '../values.ts';

export interface NewDiscrepancy {
  caseId: string;
  /** The round of the case. */
  round: number;
  /** The look-up that found it. */
  name: string;
  at: Instant;
  expected: string;
  found: string;
  /** The same contradiction is reported once. */
  about: string;
  /** Who supplies the report. */
  role: string;
  /** Where the organisation's SOP says it. */
  sop?: string | undefined;
}

/** What a person says of it: the report or the system was corrected, or both are right after all. */
const OPTIONS = ['corrected', 'accepted'];

/**
 * Reports at once, as a task, that the systems contradict the report. What is reported already is left alone; what was
 * said to be corrected and is seen again is reported again.
 */
export async function reportDiscrepancy(tx: Ledger, given: NewDiscrepancy): Promise<void> {
  const { caseId, round, role, at, sop, ...plain } = given;
  const task = `discrepancy:${newId()}`;
  const row = await tx
    .insertInto('discrepancies')
    .values({ ...plain, id: newId(), case_id: caseId, at: instant(at), task })
    .onConflict((conflict) =>
      conflict
        .columns(['case_id', 'about'])
        .doUpdateSet({ task, at: instant(at) })
        .where((eb) =>
          eb.exists(
            eb
              .selectFrom('tasks as t')
              .select('t.id')
              .whereRef('t.case_id', '=', 'discrepancies.case_id')
              .whereRef('t.key', '=', 'discrepancies.task')
              .where('t.option', '=', 'corrected'),
          ),
        ),
    )
    .returning('id')
    .executeTakeFirst();
  if (!row) return;
  const about = `look-up:${given.name}`;
  await openTasks(tx, [
    {
      caseId,
      key: task,
      kind: 'discrepancy',
      role,
      about,
      at,
      sop,
      options: OPTIONS,
      title: 'The report and the systems disagree',
      body: bodyOf(given),
    },
  ]);
  await addToTimeline(tx, [{ caseId, key: task, at, round, what: 'discrepancy', about }]);
}

function bodyOf({ expected, found }: NewDiscrepancy): string {
  return [
    `Expected: ${expected}`,
    `Found: ${found}`,
    '',
    'Correct whichever is wrong, then say “corrected”; say “accepted” if the case may go on as it is.',
  ].join('\n');
}

/** A contradiction between a report and the systems. */
export interface Discrepancy {
  id: string;
  caseId: string;
  lookUp: string;
  at: Instant;
  expected: string;
  found: string;
  /** The task's id, under which it is answered. */
  taskId: string;
  role: string;
  /** `open`, or what a person said of it. */
  state: 'open' | 'corrected' | 'accepted' | 'called-off';
}

/** Newest first. Rehearsals are left out. */
export async function listDiscrepancies(
  ledger: Ledger,
  filter: { caseId?: string; all?: boolean; limit?: number } = {},
): Promise<Discrepancy[]> {
  let query = ledger
    .selectFrom('discrepancies as d')
    .innerJoin('tasks as t', (join) =>
      join.onRef('t.case_id', '=', 'd.case_id').onRef('t.key', '=', 'd.task'),
    )
    .innerJoin('cases as c', 'c.id', 'd.case_id')
    .select(['d.id', 'd.case_id', 'd.name', 'd.at', 'd.expected', 'd.found', 't.id as task_id'])
    .select(['t.role', 't.state', 't.option']);
  if (!filter.all) query = query.where('t.state', '=', 'open');
  query = filter.caseId
    ? query.where('d.case_id', '=', filter.caseId)
    : query.where('c.rehearsal', '=', false);
  const rows = await query
    .orderBy('d.at', 'desc')
    .orderBy('d.id', 'desc')
    .limit(filter.limit ?? 1_000)
    .execute();
  return rows.map(({ case_id, name, task_id, option, state, ...plain }) => ({
    ...plain,
    caseId: case_id,
    lookUp: name,
    taskId: task_id,
    state: (option ?? state) as Discrepancy['state'],
  }));
}
