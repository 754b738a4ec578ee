import type { Command } from 'commander';
import { EXIT } from '../../exit.ts';
import { json, terminal } from '../../output/terminal.ts';
import { example, person, type WithPerson, withPerson } from '../common.ts';

export function addDo(task: Command): void {
  const command = task
    .command('do')
    .description(
      'Do something about an account that is to be looked at: it is logged, and Done is possible then.',
    )
    .argument('<task>', 'its id, or the end of it')
    .argument('<action>', 'email (sent now), letter (it was printed), or an action that `task show` lists')
    .action(doAction);
  example(withPerson(command), 'task do 1f2e3d4c email --as sam', 'task do 1f2e3d4c call-the-customer');
}

async function doAction(meant: string, action: string, options: WithPerson): Promise<void> {
  const { withClient } = await import('../../system/connect.ts');
  const { findTask } = await import('../../system/find.ts');
  await withClient(options, async (client) => {
    const task = await findTask(client, meant);
    const done = await client.reviewAction(task.id, action, { by: person(options) });
    if (done.state === 'failed') process.exitCode = EXIT.refused;
    if (options.json) return json({ case: task.case_id, task: task.id, ...done });
    const said = {
      logged: `${action} is logged`,
      'under-way': 'kept; it is done and logged as soon as Temporal answers',
      failed: `the email could not be sent, and nothing is logged: ${done.why ?? 'no reason given'}`,
    }[done.state];
    if (done.state === 'failed') terminal.say(`${task.title}: ${said}.`);
    else terminal.out(`${task.title}: ${said}.`);
  });
}
