import type { Command } from 'commander';
import { CommandError } from '../../errors.ts';
import { example, type WithPerson, withPerson } from '../common.ts';
import { withTask } from './answer.ts';

interface Options extends WithPerson {
  to?: string;
  toRole?: true;
  note?: string;
}

export function addAssign(task: Command): void {
  const assign = task
    .command('assign')
    .description('Take a task, give it to somebody, or give it back to its role.')
    .argument('<task>', 'its id, or the end of it')
    .option('--to <person>', 'the id of a person (default: you)')
    .option('--to-role', 'whoever answers for its role')
    .option('--note <text>', 'what the person should know')
    .action((meant: string, options: Options) => {
      if (options.to !== undefined && options.toRole)
        throw new CommandError('FT-CMD-USAGE', 'give either --to or --to-role.');
      return withTask(meant, options, async (client, found, by) => {
        const to = options.toRole ? null : (options.to ?? by);
        const asked = await client.assignTask(found.id, { by, to, note: options.note });
        return { asked, done: `"${found.title}" is now with ${to ?? found.role}` };
      });
    });
  example(withPerson(assign), 'task assign 1f2e3d4c --as sam', 'task assign 1f2e3d4c --to kim --as sam');
}
