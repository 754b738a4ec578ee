import { sql } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../connect.ts';
import { findProcedure } from '../procedures.ts';
import { USUAL_HOURS } from '../tasks.ts';
import { addToTimeline } from '../timeline.ts';
import { instant } from '../values.ts';
import { escalateTask } from './change.ts';
import { APART } from './priority.ts';

const HOUR = 3_600_000;

/**
 * Escalates overdue tasks that no workflow watches: those that none waits for, and those of ended cases. A task is never
 * dropped for being left undone. @returns how many it were
 */
export async function escalateApart(ledger: Ledger, now: Instant, limit = 100): Promise<number> {
  const overdue = await ledger
    .selectFrom('tasks as t')
    .innerJoin('cases as c', 'c.id', 't.case_id')
    .select(['t.case_id', 't.key', 't.kind', 't.about', 't.escalated', 'c.hash', 'c.round'])
    .where('t.state', '=', 'open')
    .where('t.rehearsal', '=', false)
    .where('t.due_at', '<=', instant(now))
    .where(sql<boolean>`(t.kind = any(${APART}) or c.status = 'closed')`)
    .orderBy('t.due_at')
    .limit(limit)
    .execute();
  for (const { case_id: caseId, key, kind, about, escalated, hash, round } of overdue) {
    const tasks = (await findProcedure(ledger, hash))?.decoded.tasks;
    const due = now + (tasks?.limitHours ?? USUAL_HOURS) * HOUR;
    const to = tasks?.escalateTo ?? null;
    await ledger.transaction().execute(async (tx) => {
      await escalateTask(tx, { caseId, key, times: escalated + 1, due, to, at: now });
      const entry = { at: now, round, what: 'escalated', about, because: kind };
      await addToTimeline(tx, [{ caseId, key: `escalated|${key}|${escalated + 1}`, ...entry }]);
    });
  }
  return overdue.length;
}
