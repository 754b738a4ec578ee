import type { OpenTask, Unrecorded } from '../../domain/program/state.ts';
import type { Procedure } from '../../domain/procedure/procedure.ts';
import { approverOf } from '../../ledger/approvals/approver.ts';
import type { Ledger } from '../../ledger/connect.ts';
import type { Case } from '../../ledger/schema.ts';
import { type NewTask, openTasks } from '../../ledger/tasks.ts';
import { assignTask, escalateTask, putOffTask } from '../../ledger/tasks/change.ts';
import { logAction } from '../../ledger/tasks/logged.ts';
import { asksForApproval } from '../../ledger/tasks/priority.ts';
import { taskWords } from '../../ledger/taskWords.ts';
import type { RecordInput } from '../contract.ts';
import { REASONS } from '../reasons.ts';
import { sopOfAct } from '../sop.ts';

/** Opens what the interpreter asks people, in words, for the role that it is for. */
export async function openAsked(
  tx: Ledger,
  { at, changes }: RecordInput,
  found: Case,
  procedure: Procedure,
): Promise<void> {
  await openTasks(
    tx,
    changes.open.map((task): NewTask => {
      const { key, kind, options, about, due } = task;
      const words = taskWords(kind, detailOf(task));
      const sop = sopOfAct(procedure, actIn(about));
      return { caseId: found.id, key, kind, options, about, at, due, sop, ...words, role: roleOf(task) };
    }),
  );

  function roleOf({ role, kind, about }: OpenTask): string {
    return role ?? (asksForApproval(kind) ? approverOf(procedure, actIn(about)) : undefined) ?? found.owner;
  }
}

/** Other dates, other people: put off, escalated or given to somebody. */
export async function changeTasks(
  tx: Ledger,
  { caseId, at, changes }: RecordInput,
  procedure: Procedure,
): Promise<void> {
  const to = procedure.tasks.escalateTo ?? null;
  for (const { key, due, escalated, showAt, assignedBy } of changes.change) {
    if (due !== undefined && escalated !== undefined)
      await escalateTask(tx, { caseId, key, due, times: escalated, to, at });
    if (due !== undefined && showAt !== undefined) await putOffTask(tx, { caseId, key, due, showAt });
    if (assignedBy !== undefined) await assignTask(tx, { caseId, key, by: assignedBy });
  }
  // Done about a review; the entry says when, so that the same record is kept once.
  for (const { what, about, because, at: doneAt } of changes.log)
    if (what === 'action-done' && about && because)
      await logAction(tx, { caseId, key: about, action: because, at: doneAt });
}

/** Questions are named "cancel@<instant>": the act, and when it came up. */
export function actIn(about: string): string {
  return about.split('@')[0] ?? about;
}

function detailOf({ kind, about }: Unrecorded['open'][number]): string | undefined {
  const word = actIn(about);
  if (kind === 'problem') {
    const reason = Object.entries(REASONS).find(([known]) => known === word)?.[1] ?? `Reason: ${word}.`;
    const [, effect] = about.split('/');
    return effect === undefined ? reason : `${reason} It is about: ${effect.replace(':', ' ')}.`;
  }
  return kind === 'decision' ? `To be approved: ${word}.` : undefined;
}
