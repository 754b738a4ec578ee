import { didYouMean, listed } from '../../domain/words.ts';
import type { ListedTask } from '../../ledger/tasks.ts';
import { listTasks } from '../../ledger/tasks.ts';
import type { Context } from '../context.ts';
import { ClientError } from '../errors.ts';
import { reviewAction, reviewActions } from '../reviews/action.ts';
import { completeTask, type When } from '../tasks.ts';
import { playReview } from './openItems.ts';
import { namesOf, PLAIN_NAME } from './staff.ts';

/** Who has done what the played staff do. */
export const PLAYED = 'rehearsal';

/** Questions to somebody who may say no. */
export const DECISIONS: ListedTask['kind'][] = [
  'decision',
  'confirm-approval',
  'choose-resolution',
  'declined',
];

export interface PlayedTask {
  /** An option; absent: its first. Of a review also what is done about it, such as `letter`. */
  option?: string | undefined;
  /** Where the option takes a date: when to call again, or for when something was promised. */
  until?: When | undefined;
  note?: string | undefined;
  /** Who does it; absent: nobody in particular. */
  by?: string | undefined;
}

/** What people call a task: the template of a step's task, the act of a decision, else its kind. */
export function nameOfTask(task: Pick<ListedTask, 'kind' | 'about'>): string {
  const [name = task.kind] = namesOf(task);
  return PLAIN_NAME.test(name) ? name : task.kind;
}

/** Staff do a task of the case. @throws ClientError FT-CLI-REHEARSED when none, or more than one, is meant */
export async function playTask(
  context: Context,
  task: ListedTask,
  { option = task.options[0] ?? 'done', until, note, by = PLAYED }: PlayedTask,
): Promise<void> {
  if (task.kind !== 'review') {
    await completeTask(context, task.id, option, { by, until, note });
    return;
  }
  const actions = await reviewActions(context, task.id);
  if (actions.some(({ action }) => action === option)) {
    await reviewAction(context, task.id, option, { by });
    return;
  }
  // Without anything done there is no Done.
  if (option === 'done' && task.logged.length === 0) await playReview(context, task.id);
  await completeTask(context, task.id, option, { by, until, note });
}

/**
 * The open task that is meant, by its id, name or kind; with nothing named the only one.
 * @param wanted which tasks come into question
 */
export async function taskMeant(
  context: Context,
  caseId: string,
  meant: string | undefined,
  wanted: (task: ListedTask) => boolean = () => true,
): Promise<ListedTask> {
  const tasks = (await listTasks(context.ledger, { caseId })).filter(wanted);
  const named = (task: ListedTask) => [task.id, nameOfTask(task), ...namesOf(task), task.kind];
  const found = meant === undefined ? tasks : tasks.filter((task) => named(task).includes(meant));
  const [only, other] = found;
  if (only && !other) return only;
  const open = tasks.map(nameOfTask);
  if (open.length === 0) throw new ClientError('FT-CLI-REHEARSED', 'nobody is asked for anything now.');
  const why =
    meant === undefined
      ? 'say which'
      : only
        ? `"${meant}" is the name of several, so give the id`
        : `none is called "${meant}".${didYouMean(meant, open)}`;
  throw new ClientError('FT-CLI-REHEARSED', `open now: ${listed(open)}; ${why}`);
}
