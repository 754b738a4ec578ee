import type { Task } from '../ledger/schema.ts';
import { listedTask } from '../ledger/tasks/list.ts';
import { type ListedTask, listTasks } from '../ledger/tasks.ts';
import type { Context } from './context.ts';
import { ClientError } from './errors.ts';

export { completeTask, decide, type Done } from './tasks/complete.ts';
export { optionsOf, plainOption, type TaskOption } from './tasks/options.ts';
export { type TaskPage, taskPage, type TaskPageFilter } from './tasks/page.ts';
export { type Assign, assignTask, type PutOff, snoozeTask } from './tasks/putOff.ts';
export { SHORTCUTS, type When } from './tasks/when.ts';

/** All tasks of a case or role, oldest first, hidden ones too; open ones unless asked otherwise. Work lists: `taskPage`. */
export async function tasks(
  context: Context,
  filter: { caseId?: string; role?: string; state?: Task['state'] } = {},
): Promise<ListedTask[]> {
  return listTasks(context.ledger, filter);
}

/** One task, open or not. @throws ClientError FT-CLI-NO-TASK */
export async function task(context: Context, id: string): Promise<ListedTask> {
  const found = await listedTask(context.ledger, id);
  if (found) return found;
  throw new ClientError('FT-CLI-NO-TASK', `there is no task "${id}".`);
}
