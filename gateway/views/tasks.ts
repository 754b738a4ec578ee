import type { Static } from 'typebox';
import { type CallMade, type ListedTask, optionsOf } from '../../client/index.ts';
import type * as schemas from '../schemas/tasks.ts';
import { iso, isoOrNull } from './moments.ts';

export function taskView(task: ListedTask): Static<typeof schemas.Task> {
  const { id, kind, role, assignee, title, body, about, state, priority, escalated, answered } = task;
  const { stopped, sop, option, note, rehearsal } = task;
  return {
    id,
    caseId: task.case_id,
    kind,
    role,
    assignee,
    title,
    body,
    about,
    state,
    options: optionsOf(task),
    priority,
    openedAt: iso(task.opened_at),
    dueAt: isoOrNull(task.due_at),
    showAt: isoOrNull(task.show_at),
    escalated,
    answered,
    stopped,
    sop,
    closedAt: isoOrNull(task.closed_at),
    closedBy: task.closed_by,
    option,
    note,
    rehearsal,
  };
}

export function callView({ at, ...call }: CallMade): Static<typeof schemas.Calls>['items'][number] {
  return { ...call, at: iso(at) };
}
