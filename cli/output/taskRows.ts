import type { ListedTask } from '../../ledger/tasks.ts';
import { shortId } from '../system/find.ts';
import { whyNotYet } from './notYet.ts';
import { ownZone, short } from './times.ts';

export const TASK_HEAD = ['task', 'due', 'for', 'outcomes', 'what'];

/** Open tasks as rows under TASK_HEAD. */
export function taskRows(tasks: ListedTask[], zones: ReadonlyMap<string, string>): string[][] {
  return tasks.map((task) => {
    const zone = zones.get(task.case_id) ?? ownZone();
    return [
      shortId(task.id),
      short(task.due_at, zone),
      task.assignee === null ? task.role : `${task.assignee} (${task.role})`,
      task.options.join(' | '),
      [task.title, ...remarks(task, zone)].join(', '),
    ];
  });
}

function remarks(task: ListedTask, zone: string): string[] {
  return [
    ...(task.escalated > 0 ? [`escalated ${task.escalated}×`] : []),
    ...(task.show_at === null ? [] : [`put off until ${short(task.show_at, zone)}`]),
    ...(task.stopped === null ? [] : [`not yet: ${whyNotYet(task.stopped)}`]),
  ];
}
