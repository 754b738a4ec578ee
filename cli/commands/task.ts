import type { Command } from 'commander';
import type { Followthrough } from '../../client/index.ts';
import type { ListedTask } from '../../ledger/tasks.ts';
import { CommandError } from '../errors.ts';
import { json, terminal } from '../output/terminal.ts';
import { printAsked } from './caseCommand.ts';
import { example, person, type WithPerson, type WithSystem, withPerson, withSystem } from './common.ts';

interface Done extends WithPerson {
  outcome?: string;
  note?: string;
}

export function addTask(program: Command): void {
  const task = program.command('task').description('Look at one task, or say that it is done.');
  example(task, 'task show 1f2e3d4c', 'task done 1f2e3d4c');
  const show = task
    .command('show')
    .description('Show a task with its text or script.')
    .argument('<task>', 'its id, or the end of it')
    .action(showTask);
  example(withSystem(show), 'task show 1f2e3d4c');
  const done = task
    .command('done')
    .description('Say that a task is done.')
    .argument('<task>', 'its id, or the end of it')
    .option('--outcome <outcome>', 'how it went (default: the first outcome of the task)')
    .option('--note <text>', 'anything worth keeping')
    .action(doTask);
  example(withPerson(done), 'task done 1f2e3d4c', 'task done 1f2e3d4c --outcome resume --as Sam');
}

/** An answer to the one open decision of a case, or to the decision that is named. */
export function addDecisions(program: Command): void {
  for (const [name, means] of [
    ['approve', 'Approve what a case asks a manager for.'],
    ['decline', 'Decline what a case asks a manager for.'],
  ] as const) {
    const command = program
      .command(name)
      .description(means)
      .argument('<decision>', 'the task, or the case if it asks only one thing')
      .option('--note <text>', 'why')
      .action((meant: string, options: Done) => decide(meant, name, options));
    example(withPerson(command), `${name} alert-1001 --as "Morgan Manager"`);
  }
}

async function showTask(meant: string, options: WithSystem): Promise<void> {
  const { withClient } = await import('../system/connect.ts');
  const { findTask, zonesOf } = await import('../system/find.ts');
  const { moment, ownZone } = await import('../output/times.ts');
  await withClient(options, async (client) => {
    const task = await findTask(client, meant);
    if (options.json) return json(task);
    const zone = (await zonesOf(client, [task.case_id])).get(task.case_id) ?? ownZone();
    const head = `for ${task.role}, since ${moment(task.opened_at, zone)}, ${task.case_id}`;
    terminal.out([task.title, head, '', task.body, '', `Outcomes: ${task.options.join(', ')}`].join('\n'));
  });
}

async function doTask(meant: string, options: Done): Promise<void> {
  const { withClient } = await import('../system/connect.ts');
  const { findTask } = await import('../system/find.ts');
  await withClient(options, async (client) => {
    const task = await findTask(client, meant);
    await complete(client, task, options.outcome ?? task.options[0] ?? 'done', options);
  });
}

async function decide(meant: string, outcome: 'approve' | 'decline', options: Done): Promise<void> {
  const { withClient } = await import('../system/connect.ts');
  const { findCaseId, findTask } = await import('../system/find.ts');
  await withClient(options, async (client) => {
    const open = (await client.tasks()).filter((task) => task.kind === 'decision');
    const byTask = open.filter(({ id }) => id.toLowerCase().endsWith(meant.toLowerCase()));
    if (byTask.length > 0) return complete(client, await findTask(client, meant), outcome, options);
    const caseId = await findCaseId(client, meant);
    const [only, ...more] = open.filter((task) => task.case_id === caseId);
    if (!only) throw new CommandError('FT-CMD-TASK', `${caseId} asks for no decision now.`);
    if (more.length > 0)
      throw new CommandError('FT-CMD-TASK', `${caseId} asks for several decisions: name the task.`);
    await complete(client, only, outcome, options);
  });
}

async function complete(
  client: Followthrough,
  task: ListedTask,
  outcome: string,
  options: Done,
): Promise<void> {
  const asked = await client.completeTask(task.id, outcome, { by: person(options), note: options.note });
  if (options.json) json({ case: task.case_id, task: task.id, outcome, ...asked });
  else await printAsked(client, task.case_id, `"${task.title}" is done: ${outcome}`, asked);
}
