import type { EffectResult } from '../../domain/program/events.ts';
import { storeWaiting } from '../../ledger/cases.ts';
import type { Intent } from '../../ledger/schema.ts';
import { findTask, openTasks } from '../../ledger/tasks.ts';
import { addToTimeline } from '../../ledger/timeline.ts';
import { aboutOf, caseNow, type Doing } from '../doing.ts';
import { readable } from '../words.ts';
import type { Job } from './job.ts';

const OPTIONS = ['posted', 'not-possible'];

/** A channel without an API: the finished text becomes a task, and the person's word makes the intent accepted. */
export async function handToPerson(doing: Doing, job: Job, intent: Intent): Promise<EffectResult> {
  const { input, found, deps } = doing;
  const key = taskKey(intent);
  const at = caseNow(doing);
  const about = aboutOf(doing, job.index);
  await deps.ledger.transaction().execute(async (tx) => {
    const task = {
      caseId: input.caseId,
      key,
      kind: 'by-hand' as const,
      role: found.owner,
      title: `${readable(job.channel)}: post this by hand`,
      body: [
        `To: ${intent.recipient}`,
        ...(intent.subject ? [`Subject: ${intent.subject}`] : []),
        '',
        intent.text,
      ].join('\n'),
      options: OPTIONS,
      about,
      intentId: intent.id,
      at,
    };
    await openTasks(tx, [task]);
    await addToTimeline(tx, [
      {
        caseId: input.caseId,
        key: `with-a-person|${intent.id}`,
        at,
        round: input.round,
        what: 'with-a-person',
        about,
        intentId: intent.id,
      },
    ]);
    await storeWaiting(tx, input.caseId, input.at, `task:${about}`);
  });
  return { status: 'with-person', task: key, options: OPTIONS };
}

/** A retry that finds the text with a person. The task is there unless the worker died between claim and task. */
export async function withPerson(doing: Doing, job: Job, intent: Intent): Promise<EffectResult> {
  const task = await findTask(doing.deps.ledger, intent.case_id, taskKey(intent));
  if (!task) return handToPerson(doing, job, intent);
  return { status: 'with-person', task: task.key, options: OPTIONS };
}

function taskKey(intent: Intent): string {
  return `by-hand:${intent.id}`;
}
