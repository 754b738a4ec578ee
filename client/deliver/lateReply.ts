import { findCase } from '../../ledger/cases.ts';
import { knowsOfReply, markAfterEnd } from '../../ledger/deliveries.ts';
import { findProcedure } from '../../ledger/procedures.ts';
import { listTasks, type NewTask, openTasks } from '../../ledger/tasks.ts';
import { addToTimeline } from '../../ledger/timeline.ts';
import type { Instant } from '../../domain/program/program.ts';
import type { Case, InboundMessage } from '../../ledger/schema.ts';
import { taskWords } from '../../ledger/taskWords.ts';
import { caseNow } from '../caseClock.ts';
import type { Context } from '../context.ts';
import { runState } from '../engine.ts';
import { reopen } from './reopen.ts';

const HOUR = 3_600_000;

/**
 * A reply whose workflow has ended (MSG-7): a task for the owner, or the case opens again where its procedure says so.
 * A case that ended without telling the ledger (terminated, deleted) cannot go on by itself: that is a task as well.
 * @returns false when another reply has begun the next run in the meantime: that one is to be told
 * @throws Undelivered when Temporal does not take the new run
 */
export async function lateReply(context: Context, caseId: string, reply: InboundMessage): Promise<boolean> {
  const row = await findCase(context.ledger, caseId);
  if (!row || (await knowsOfReply(context.ledger, caseId, reply.id))) return true;
  const program = await context.procedures.programOf(row);
  const at = Math.max(caseNow(row), row.closed_at ?? 0);
  if (row.status === 'closed' && program.afterEnd === 'reopen') {
    await reopen(context, program, row, { at, id: reply.id });
    return true;
  }
  const { engine, patience } = context;
  if (row.status !== 'closed' && (await runState(engine, caseId, patience)) === 'running') return false;
  await context.ledger.transaction().execute(async (tx) => {
    await markAfterEnd(tx, reply.id);
    const asked = (await listTasks(tx, { caseId })).some(({ kind }) => kind === 'late-reply');
    const due = at + program.taskHours * HOUR;
    const sop = (await findProcedure(tx, row.hash))?.decoded.sop;
    if (!asked) await openTasks(tx, [{ ...toRead(row, reply.id, at), due, sop }]);
    await addToTimeline(tx, [
      { caseId, at, round: row.round, what: 'replied-after-the-end', about: reply.id },
    ]);
  });
  return true;
}

/** One task asks for all replies that came after the end. */
function toRead(row: Case, about: string, at: Instant): NewTask {
  const words = { kind: 'late-reply' as const, ...taskWords('late-reply'), options: ['seen'], about };
  return { caseId: row.id, key: `late-reply:${about}`, role: row.owner, at, ...words };
}
