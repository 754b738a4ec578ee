import { sql } from 'kysely';
import type { Instant } from '../domain/program/program.ts';
import { approverOf } from './approvals/approver.ts';
import { askersFor } from './approvals/askers.ts';
import { findCase } from './cases.ts';
import type { Ledger } from './connect.ts';
import { newId } from './id.ts';
import { lockForNews } from './locks.ts';
import { hasPeople, mayAnswerFor } from './people.ts';
import { findProcedure } from './procedures.ts';
import { findTask } from './tasks.ts';
import { instant } from './values.ts';

export interface NewApproval {
  /** The id of the command that gave it, so that it can be withdrawn when the workflow refuses that. */
  id?: string;
  caseId: string;
  /** The act that is approved, in the procedure's word. */
  act: string;
  /** The question that was answered; one question is approved once. */
  decision: string;
  by: string;
  at: Instant;
}

/** Keeps a manager's approval. Written before the workflow hears of it: the gate wants both. */
export async function recordApproval(ledger: Ledger, given: NewApproval): Promise<void> {
  const { id, caseId, act, decision, by, at } = given;
  await ledger
    .insertInto('approvals')
    .values({ id: id ?? newId(), case_id: caseId, act, decision, approved_by: by, approved_at: instant(at) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Takes the approvals of an act back. When this returns, the act does not start any more. */
export async function revokeApproval(
  ledger: Ledger,
  { caseId, act, by, at }: { caseId: string; act: string; by: string; at: Instant },
): Promise<void> {
  await ledger.transaction().execute(async (tx) => {
    await lockForNews(tx, { caseId });
    await tx
      .updateTable('approvals')
      .set({ revoked_by: by, revoked_at: instant(at) })
      .where('case_id', '=', caseId)
      .where('act', '=', act)
      .where('revoked_at', 'is', null)
      .execute();
  });
}

/** The workflow knows of no such approval any more, mostly because the act is done: what was revoked just so stands again. */
export async function restoreApproval(
  ledger: Ledger,
  { caseId, act, by, at }: { caseId: string; act: string; by: string; at: Instant },
): Promise<void> {
  await ledger
    .updateTable('approvals')
    .set({ revoked_by: null, revoked_at: null })
    .where('case_id', '=', caseId)
    .where('act', '=', act)
    .where('revoked_by', '=', by)
    .where('revoked_at', '=', instant(at))
    .execute();
}

/** The workflow did not take the approval: it never held. */
export async function withdrawApproval(ledger: Ledger, id: string, at: Instant): Promise<void> {
  await ledger
    .updateTable('approvals')
    .set({ revoked_by: 'followthrough', revoked_at: instant(at), revoked_because: 'refused' })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .execute();
}

/**
 * A reply or other facts made the approvals of an act void, or the workflow heard that they were taken back. Only those
 * count whose question was asked before: an approval of a later question has nothing to do with it.
 */
export async function voidApprovals(
  tx: Ledger,
  { caseId, act, at, because }: { caseId: string; act: string; at: Instant; because: 'void' | null },
): Promise<void> {
  await tx
    .updateTable('approvals')
    .set({ revoked_by: 'followthrough', revoked_at: instant(at), revoked_because: because })
    .where('case_id', '=', caseId)
    .where('act', '=', act)
    .where('revoked_at', 'is', null)
    .where(
      sql<boolean>`not exists (select from tasks t where t.case_id = approvals.case_id
        and t.key = approvals.decision and t.opened_at >= ${instant(at)})`,
    )
    .execute();
}

/** Why somebody may not approve an act in a case. */
export type NotApprover = 'not-their-role' | 'own-request';

/**
 * Null when the person may approve the act at that instant. Asked when the approval is given and again when the act is
 * done. Rehearsals play their staff, and before there are people nobody's role is known.
 * @param given.role that the question was put to; null: the procedure's approver of the act
 */
export async function whyNotApprove(
  ledger: Ledger,
  given: { caseId: string; act: string; person: string; role: string | null; at: Instant },
): Promise<NotApprover | null> {
  const { caseId, act, person, at } = given;
  const row = await findCase(ledger, caseId);
  if (!row || row.rehearsal) return null;
  const procedure = (await findProcedure(ledger, row.hash))?.decoded;
  const role = given.role ?? (procedure && approverOf(procedure, act)) ?? row.owner;
  if ((await hasPeople(ledger)) && !(await mayAnswerFor(ledger, person, role, at))) return 'not-their-role';
  const askers = procedure ? await askersFor(ledger, { row, act, procedure }) : new Set();
  return askers.has(person) ? 'own-request' : null;
}

/**
 * Whether the approval of an act that is on record was given by somebody who may still give it at this instant: has the
 * role or stands in for it now, and has not asked for the act. False where there is no approval that holds.
 */
export async function approverStillMay(
  ledger: Ledger,
  caseId: string,
  act: string,
  at: Instant,
): Promise<boolean> {
  const approval = await ledger
    .selectFrom('approvals')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('act', '=', act)
    .where('revoked_at', 'is', null)
    .orderBy('approved_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!approval) return false;
  const asked = await findTask(ledger, caseId, approval.decision);
  const person = approval.approved_by;
  return (await whyNotApprove(ledger, { caseId, act, person, role: asked?.role ?? null, at })) === null;
}
