import type { Instant, Program } from '../program.ts';
import type { CaseState, OpenTask } from '../state.ts';
import { told, unrecorded } from './edits.ts';

const HOUR = 3_600_000;

/** Every open task has a day on which it is overdue, counted from when it was opened. */
export function dated(program: Program, state: CaseState, at: Instant): CaseState {
  if (state.tasks.every((task) => task.due !== undefined)) return state;
  const due = at + program.taskHours * HOUR;
  const withDue = (task: OpenTask): OpenTask => (task.due === undefined ? { ...task, due } : task);
  const tasks = state.tasks.map(withDue);
  if (!state.unrecorded) return { ...state, tasks };
  return { ...state, tasks, unrecorded: { ...state.unrecorded, open: state.unrecorded.open.map(withDue) } };
}

/** A task that is left undone is never dropped: it is escalated, again and again, and decides nothing. */
export function escalated(program: Program, state: CaseState, at: Instant): CaseState {
  return state.tasks
    .filter(({ due }) => due !== undefined && due <= at)
    .reduce((so, task) => {
      const change = { due: at + program.taskHours * HOUR, escalated: (task.escalated ?? 0) + 1 };
      const said = told(so, { at, what: 'escalated', about: task.about, because: task.kind });
      return changed(said, task.key, change);
    }, state);
}

/** "Do it later": the task is hidden until then, and overdue so much later. */
export function snoozed(
  program: Program,
  state: CaseState,
  event: { at: Instant; task: string; until: Instant },
): CaseState {
  const task = state.tasks.find(({ key }) => key === event.task);
  if (!task) return state;
  const due = Math.max(task.due ?? 0, event.until + program.taskHours * HOUR);
  const later = unrecorded(withTask(state, task.key, { due }), {
    change: [{ key: task.key, due, showAt: event.until }],
  });
  return told(later, { at: event.at, what: 'task-snoozed', about: task.about });
}

/** A person takes a task, or is given it. Who that is, only the ledger knows, by the command. */
export function assigned(state: CaseState, event: { at: Instant; id: string; task: string }): CaseState {
  const task = state.tasks.find(({ key }) => key === event.task);
  if (!task) return state;
  const given = unrecorded(state, { change: [{ key: task.key, assignedBy: event.id }] });
  return told(given, { at: event.at, what: 'task-assigned', about: task.about });
}

function changed(state: CaseState, key: string, change: { due: Instant; escalated: number }): CaseState {
  return unrecorded(withTask(state, key, change), { change: [{ key, ...change }] });
}

function withTask(state: CaseState, key: string, change: Partial<OpenTask>): CaseState {
  return { ...state, tasks: state.tasks.map((task) => (task.key === key ? { ...task, ...change } : task)) };
}
