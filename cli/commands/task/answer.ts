import type { Followthrough } from '../../../client/index.ts';
import type { Asked } from '../../../client/index.ts';
import type { ListedTask } from '../../../ledger/tasks.ts';
import { json, terminal } from '../../output/terminal.ts';
import { printAsked } from '../caseCommand.ts';
import { person, type WithPerson } from '../common.ts';

/** Finds the task that is meant, asks something of it, and prints how its case stands then. */
export async function withTask(
  meant: string,
  options: WithPerson,
  work: (client: Followthrough, task: ListedTask, by: string) => Promise<{ asked: Asked; done: string }>,
): Promise<void> {
  const { withClient } = await import('../../system/connect.ts');
  const { findTask } = await import('../../system/find.ts');
  await withClient(options, async (client) => {
    const task = await findTask(client, meant);
    const { asked, done } = await work(client, task, person(options));
    await told(client, task, options, asked, done);
  });
}

export async function told(
  client: Followthrough,
  task: ListedTask,
  options: WithPerson,
  asked: Asked,
  done: string,
  more: object = {},
): Promise<void> {
  if (options.json) json({ case: task.case_id, task: task.id, ...more, ...asked });
  else await printAsked(client, task.case_id, done, asked);
  if (asked.despite === undefined) return;
  const { whyNotYet } = await import('../../output/notYet.ts');
  terminal.say(`It was not to be done now (${whyNotYet(asked.despite)}), and is on record all the same.`);
}
