import { MessageError } from '../../domain/messages/errors.ts';
import type { EffectResult } from '../../domain/program/events.ts';
import { NOT_POSSIBLE } from '../../domain/program/evolve/taskDone.ts';
import type { Effect } from '../../domain/program/program.ts';
import { storeWaiting } from '../../ledger/cases.ts';
import { findTask, openTasks } from '../../ledger/tasks.ts';
import { addToTimeline } from '../../ledger/timeline.ts';
import { aboutOf, caseNow, type Doing, dueOf } from '../doing.ts';
import { sopOfStep } from '../sop.ts';
import { written } from '../words.ts';
import { needsPerson } from '../results.ts';

const OPTIONS = ['done', NOT_POSSIBLE];

/** Something a person must do before the step goes on. */
export async function task(
  doing: Doing,
  index: number,
  { name, role, meanwhile }: Extract<Effect, { verb: 'task' }>,
): Promise<EffectResult> {
  const { deps, input, found, procedure } = doing;
  const { caseId, round, pass } = input;
  const key = ['task', round, pass, input.key, index].join(':');
  const about = aboutOf(doing, index);
  const before = await findTask(deps.ledger, caseId, key);
  if (before?.state === 'done' && !meanwhile)
    return before.option === NOT_POSSIBLE ? needsPerson('task-not-possible') : { status: 'done' };
  try {
    const { title = name, text } = await written(doing, name, 'task');
    const at = caseNow(doing);
    await deps.ledger.transaction().execute(async (tx) => {
      await openTasks(tx, [
        {
          caseId,
          key,
          kind: meanwhile ? 'aside' : 'step',
          role,
          title,
          body: text,
          options: OPTIONS,
          about,
          at,
          due: dueOf(doing),
          sop: sopOfStep(procedure, found.variant, input.step),
        },
      ]);
      await addToTimeline(tx, [
        { caseId, key: `with-a-person|${key}`, at, round, what: 'with-a-person', about },
      ]);
      if (!meanwhile) await storeWaiting(tx, caseId, input.at, `task:${about}`);
    });
  } catch (error) {
    if (error instanceof MessageError) return needsPerson('message-not-written');
    throw error;
  }
  return { status: 'with-person', task: key, options: OPTIONS };
}
