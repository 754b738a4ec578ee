import type { EffectResult } from '../../domain/program/events.ts';
import type { TaskKind } from '../../domain/program/state.ts';
import { storeWaiting } from '../../ledger/cases.ts';
import type { Intent } from '../../ledger/schema.ts';
import { findTask, openTasks } from '../../ledger/tasks.ts';
import { addToTimeline } from '../../ledger/timeline.ts';
import { aboutOf, caseNow, type Doing, dueOf } from '../doing.ts';
import { readable } from '../../ledger/sender.ts';
import { sopOfStep } from '../sop.ts';
import type { Job } from './job.ts';

const OPTIONS = ['posted', 'not-possible'];

/** A channel without an API: the finished text becomes a task, and the person's word makes the intent accepted. */
export async function handToPerson(doing: Doing, job: Job, intent: Intent): Promise<EffectResult> {
  const { input, deps } = doing;
  const { kind, role, options } = handedOf(doing, job);
  const key = taskKey(job, intent);
  const at = caseNow(doing);
  const about = aboutOf(doing, job.index);
  await deps.ledger.transaction().execute(async (tx) => {
    const task = {
      caseId: input.caseId,
      key,
      kind,
      role,
      title: titleOf(job, intent),
      body: bodyOf(job, intent),
      options,
      about,
      intentId: intent.id,
      at,
      due: dueOf(doing),
      sop: sopOfStep(doing.procedure, doing.found.variant, input.step),
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
  return { status: 'with-person', task: key, options };
}

/** A retry that finds the text with a person. The task is there unless the worker died between claim and task. */
export async function withPerson(doing: Doing, job: Job, intent: Intent): Promise<EffectResult> {
  const task = await findTask(doing.deps.ledger, intent.case_id, taskKey(job, intent));
  if (!task) return handToPerson(doing, job, intent);
  return { status: 'with-person', task: task.key, options: handedOf(doing, job).options };
}

function handedOf({ found }: Doing, { handed }: Job): { kind: TaskKind; role: string; options: string[] } {
  return handed ?? { kind: 'by-hand', role: found.owner, options: OPTIONS };
}

/** A call that was put off is a new task for the same call. */
function taskKey({ handed }: Job, intent: Intent): string {
  const again = handed?.again ? `:${handed.again}` : '';
  return `${handed?.kind ?? 'by-hand'}:${intent.id}${again}`;
}

function titleOf({ handed, channel }: Job, { subject }: Intent): string {
  return handed && subject ? subject : `${readable(channel)}: post this by hand`;
}

function bodyOf({ handed }: Job, { recipient, subject, text }: Intent): string {
  const head = handed
    ? [`Number: ${recipient}`]
    : [`To: ${recipient}`, ...(subject ? [`Subject: ${subject}`] : [])];
  return [...head, '', text].join('\n');
}
