import { type RehearsalState, type RehearsalTask, SHORTCUTS } from '../../client/index.ts';
import { readMoment } from '../input/moments.ts';

/** What was written behind `do`. */
export interface Answer {
  /** The task's id, or what was written where no task is called so; absent: the only one. */
  task: string | undefined;
  option: string | undefined;
  until: number | string | undefined;
}

/** "2 spoke 2026-03-12", "release-production done", "spoke" where one task has that answer; nothing where one is open. */
export function answerIn({ tasks, zone }: RehearsalState, written: string): Answer {
  const words = written.split(/\s+/).filter(Boolean);
  const [first, ...others] = words;
  const task = first === undefined ? undefined : taskCalled(tasks, first);
  const answered = tasks.filter(({ options }) => options.some(({ option }) => option === first));
  const byOption = task === undefined && answered.length === 1 ? answered[0] : undefined;
  const [option, date] = byOption ? words : others;
  // What is neither is most likely a task's name with a slip in it: the client knows which one is near.
  const meant = (byOption ?? task)?.id ?? first;
  return { task: meant, option, until: date === undefined ? undefined : dateIn(date, zone) };
}

function taskCalled(tasks: RehearsalTask[], written: string): RehearsalTask | undefined {
  const numbered = /^\d+$/.test(written) ? tasks[Number(written) - 1] : undefined;
  const named = tasks.filter(({ name, kind, id }) => [name, kind, id].includes(written));
  return numbered ?? (named.length === 1 ? named[0] : undefined);
}

function dateIn(text: string, zone: string): number | string {
  const calendarKnows = /^\d{4}-\d{2}-\d{2}$/.test(text) || (SHORTCUTS as readonly string[]).includes(text);
  return calendarKnows ? text : readMoment(text, zone);
}
