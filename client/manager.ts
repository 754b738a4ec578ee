import { whyNotApprove } from '../ledger/approvals.ts';
import type { Task } from '../ledger/schema.ts';
import { listTasks } from '../ledger/tasks.ts';
import { ask, type Asked } from './ask.ts';
import type { Context } from './context.ts';
import { existing, sender, type Told } from './messages.ts';

export interface ManagerSaid extends Told {
  /** Who decided. Without a name a person has to confirm it. */
  approver?: string | undefined;
  /** The key of the decision task that was answered. Without it a person has to confirm what was meant. */
  decision?: string | undefined;
}

/** A manager approved in another system. It counts only when it says who, and to which open question. */
export async function managerApproved(context: Context, caseId: string, given: ManagerSaid): Promise<Asked> {
  return managerSaid(context, caseId, 'managerApproved', given);
}

/** A manager declined in another system. */
export async function managerDeclined(context: Context, caseId: string, given: ManagerSaid): Promise<Asked> {
  return managerSaid(context, caseId, 'managerDeclined', given);
}

async function managerSaid(
  context: Context,
  caseId: string,
  name: 'managerApproved' | 'managerDeclined',
  given: ManagerSaid,
): Promise<Asked> {
  await existing(context, caseId);
  const tasks = await listTasks(context.ledger, { caseId });
  const { approver, decision } = given;
  const open = tasks.find(({ kind, key }) => kind === 'decision' && key === decision);
  const task = approver && open && (await mayAnswer(context, open, approver, name)) ? open : undefined;
  const args = {
    claimed: { approver, decision },
    ...(task ? { task: task.key, decision: task.key, approver } : {}),
    ...(task && name === 'managerApproved'
      ? { approves: { act: actOf(task.about), decision: task.key } }
      : {}),
  };
  const { actor, id } = sender(given);
  return ask(context, { caseId, name, args, actor: given.approver ?? actor, id });
}

/** Somebody who may not answer this has said nothing that counts: whoever may is asked to confirm it. */
async function mayAnswer(
  { ledger }: Context,
  { case_id: caseId, about, role }: Task,
  person: string,
  name: 'managerApproved' | 'managerDeclined',
): Promise<boolean> {
  const asked = { caseId, act: actOf(about), person, role, at: Date.now() };
  const because = await whyNotApprove(ledger, asked);
  return because === null || (because === 'own-request' && name === 'managerDeclined');
}

/** What a decision task is about is the act and the moment it was asked. */
export function actOf(about: string): string {
  return about.split('@')[0] ?? about;
}
