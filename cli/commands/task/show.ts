import type { Command } from 'commander';
import { json, terminal } from '../../output/terminal.ts';
import { example, type WithSystem, withSystem } from '../common.ts';

export function addTaskShow(task: Command): void {
  const show = task
    .command('show')
    .description('Show a task: its text or script, what each outcome does, and what happened in the case.')
    .argument('<task>', 'its id, or the end of it')
    .action(showTask);
  example(withSystem(show), 'task show 1f2e3d4c');
}

async function showTask(meant: string, options: WithSystem): Promise<void> {
  const { withClient } = await import('../../system/connect.ts');
  const { findTask, zonesOf } = await import('../../system/find.ts');
  const { optionsOf } = await import('../../../client/index.ts');
  await withClient(options, async (client) => {
    const task = await findTask(client, meant);
    const history = await client.history(task.case_id);
    const answers = optionsOf(task);
    const actions = task.kind === 'review' ? await client.reviewActions(task.id) : [];
    const calls = task.kind === 'call' ? await client.taskCalls(task.id) : [];
    const refusals = await client.takenForRefusals(task.case_id);
    if (options.json) return json({ ...task, answers, actions, calls, refusals, history });
    const { ownZone } = await import('../../output/times.ts');
    const { taskView } = await import('../../output/taskView.ts');
    const zone = (await zonesOf(client, [task.case_id])).get(task.case_id) ?? ownZone();
    terminal.out(taskView(task, { answers, actions, calls, refusals, history }, zone, terminal.width));
  });
}
