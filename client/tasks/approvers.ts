import { type NotApprover, whyNotApprove } from '../../ledger/approvals.ts';
import type { Case, Task } from '../../ledger/schema.ts';
import { answerersOf } from '../../ledger/people.ts';
import { listTasks } from '../../ledger/tasks.ts';
import { asksForApproval } from '../../ledger/tasks/priority.ts';
import { type Actor, mayActFor } from '../acting.ts';
import type { Context } from '../context.ts';
import { ClientError } from '../errors.ts';
import { actOf } from '../manager.ts';

/**
 * The question that an answer approves: the ledger keeps the approval, and the gate wants to see it there.
 * Undefined: the answer approves nothing.
 */
export async function approvedBy(context: Context, task: Task, option: string): Promise<Task | undefined> {
  if (task.kind === 'decision') return option === 'approve' ? task : undefined;
  if (task.kind !== 'confirm-approval' || option !== 'confirm') return undefined;
  const open = await listTasks(context.ledger, { caseId: task.case_id });
  return open.find((candidate) => candidate.kind === 'decision');
}

/**
 * Only whoever answers for its role answers a question about an irreversible act, and nobody approves what they asked
 * for themselves.
 * @throws ClientError FT-CLI-ROLE, FT-CLI-OWN-REQUEST
 */
export async function checkApprover(
  context: Context,
  row: Case,
  task: Task,
  { actor, question }: { actor: Actor; question: Task | undefined },
): Promise<void> {
  if (!asksForApproval(task.kind) || row.rehearsal) return;
  const { ledger } = context;
  const at = Date.now();
  const { role } = task;
  const because = question
    ? await whyNotApprove(ledger, {
        caseId: row.id,
        act: actOf(question.about),
        person: actor.id,
        role,
        at,
      })
    : (await mayActFor(ledger, actor, role, at))
      ? null
      : 'not-their-role';
  if (because) throw await notApprover(context, because, actor, role);
}

async function notApprover(
  { ledger }: Context,
  because: NotApprover,
  { id }: Actor,
  role: string,
): Promise<ClientError> {
  const others = (await answerersOf(ledger, role, Date.now())).filter((each) => each.id !== id);
  const ask = others.length === 0 ? 'Nobody else can now' : `Ask ${others.map((each) => each.id).join(', ')}`;
  return because === 'not-their-role'
    ? new ClientError('FT-CLI-ROLE', `${id} does not answer for ${role}. ${ask}.`)
    : new ClientError('FT-CLI-OWN-REQUEST', `${id} has asked for this and may not approve it. ${ask}.`);
}
