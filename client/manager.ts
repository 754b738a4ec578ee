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
  const task = tasks.find((open) => open.kind === 'decision' && open.key === given.decision);
  const { approver, decision } = given;
  const args = {
    claimed: { approver, decision },
    ...(task && approver ? { decision: task.key, approver } : {}),
    ...(task && approver && name === 'managerApproved'
      ? { approves: { act: actOf(task.about), decision: task.key } }
      : {}),
  };
  const { actor, id } = sender(given);
  return ask(context, { caseId, name, args, actor: given.approver ?? actor, id });
}

/** What a decision task is about is the act and the moment it was asked. */
export function actOf(about: string): string {
  return about.split('@')[0] ?? about;
}
