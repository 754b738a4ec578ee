import type { ListedTask } from '../../ledger/tasks.ts';
import { shortId } from '../system/find.ts';
import { ownZone, short } from './times.ts';

export const TASK_HEAD = ['task', 'since', 'for', 'outcomes', 'what'];

/** Open tasks as rows under TASK_HEAD. */
export function taskRows(tasks: ListedTask[], zones: ReadonlyMap<string, string>): string[][] {
  return tasks.map((task) => [
    shortId(task.id),
    short(task.opened_at, zones.get(task.case_id) ?? ownZone()),
    task.role,
    task.options.join(' | '),
    task.answered && task.kind !== 'reply' ? `${task.title} (wait: a reply has come in)` : task.title,
  ]);
}
