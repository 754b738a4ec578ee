import type { Command } from 'commander';
import type { ListedTask } from '../../../ledger/tasks.ts';
import { CommandError } from '../../errors.ts';
import { example, type WithPerson, withPerson } from '../common.ts';
import { withTask } from './answer.ts';

interface Done extends WithPerson {
  outcome?: string;
  note?: string;
  at?: string;
  promisedFor?: string;
  next?: string;
}

export function addDone(task: Command): void {
  const done = task
    .command('done')
    .description('Say that a task is done.')
    .argument('<task>', 'its id, or the end of it')
    .option(
      '--outcome <outcome>',
      'how it went; must be given where the outcomes mean different things, as of a call',
    )
    .option('--note <text>', 'anything worth keeping; a reason where the outcome wants one')
    .option('--at <date>', 'for call-at: when to call again')
    .option('--promised-for <date>', 'for spoke: the date for which something was promised')
    .option(
      '--next <date>',
      'of an account: when to look at it again, instead of at its next level: a date, one-week, two-weeks, one-month, two-months',
    )
    .action(doTask);
  example(
    withPerson(done),
    'task done 1f2e3d4c',
    'task done 1f2e3d4c --outcome resume --as sam',
    'task done 1f2e3d4c --outcome call-at --at 2026-03-12T15:30',
    'task done 1f2e3d4c --next two-weeks',
    'task done 1f2e3d4c --outcome spoke --promised-for 2026-03-05 --note "pays on the 5th"',
  );
}

export function addDecide(task: Command): void {
  const decide = task
    .command('decide')
    .description('Answer a question that a case asks people.')
    .argument('<task>', 'its id, or the end of it')
    .argument('<option>', 'one of its options')
    .option('--note <text>', 'why; some options want a reason')
    .action((meant: string, option: string, options: Done) =>
      withTask(meant, options, async (client, found, by) => ({
        asked: await client.decide(found.id, option, { by, reason: options.note }),
        done: `"${found.title}" is answered: ${option}`,
      })),
    );
  example(
    withPerson(decide),
    'task decide 1f2e3d4c approve --as morgan',
    'task decide 1f2e3d4c decline --note "she is back on Monday" --as morgan',
  );
}

async function doTask(meant: string, options: Done): Promise<void> {
  const { at, promisedFor, next, note } = options;
  const [date, ...more] = [at, promisedFor, next].filter((each) => each !== undefined);
  if (more.length > 0)
    throw new CommandError(
      'FT-CMD-USAGE',
      'a call is put off (--at) or had a result (--promised-for); --next is for accounts: give one of them.',
    );
  await withTask(meant, options, async (client, task, by) => {
    const { whenIn } = await import('../../input/moments.ts');
    const outcome = options.outcome ?? (await plainOutcome(task));
    const until = await whenIn(client, task.case_id, date);
    const asked = await client.completeTask(task.id, outcome, { by, note, until });
    return { asked, done: `"${task.title}" is done: ${outcome}` };
  });
}

/** @throws CommandError FT-CMD-OUTCOME where nobody may guess what a person means by "done" */
async function plainOutcome(task: ListedTask): Promise<string> {
  const { plainOption } = await import('../../../client/index.ts');
  const outcome = plainOption(task);
  if (outcome !== undefined) return outcome;
  const { options, title } = task;
  throw new CommandError('FT-CMD-OUTCOME', `"${title}": say how it went. Outcomes: ${options.join(', ')}.`);
}
