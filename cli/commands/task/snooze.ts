import type { Command } from 'commander';
import { example, type WithPerson, withPerson } from '../common.ts';
import { withTask } from './answer.ts';

interface Options extends WithPerson {
  note?: string;
}

export function addSnooze(task: Command): void {
  const snooze = task
    .command('snooze')
    .description('Do it later: hide a task until a date.')
    .argument('<task>', 'its id, or the end of it')
    .argument(
      '[until]',
      'a date, a date and time, or tomorrow, next-working-day, one-week, two-weeks, one-month, two-months',
      'next-working-day',
    )
    .option('--note <text>', 'why')
    .action((meant: string, until: string, options: Options) =>
      withTask(meant, options, async (client, found, by) => {
        const { whenIn } = await import('../../input/moments.ts');
        const moment = (await whenIn(client, found.case_id, until)) ?? 'next-working-day';
        const asked = await client.snoozeTask(found.id, { by, until: moment, note: options.note });
        return { asked, done: `"${found.title}" is put off: ${until}` };
      }),
    );
  example(withPerson(snooze), 'task snooze 1f2e3d4c', 'task snooze 1f2e3d4c 2026-03-16 --as sam');
}
