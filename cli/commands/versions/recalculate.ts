import type { Command } from 'commander';
import { example, withPerson } from '../common.ts';
import { changing, type ChangeOptions } from './change.ts';

interface Options extends ChangeOptions {
  calendar?: string;
}

export function addRecalculate(program: Command): void {
  const command = program
    .command('recalculate')
    .description('Show which dates of open cases a changed calendar moves; with --yes, move them.')
    .argument('[procedure]', 'only cases of this procedure; none: of all')
    .option('--calendar <name>', 'only cases whose dates come from this calendar')
    .option('--yes', 'take the new dates')
    .option('--limit <number>', 'so many cases at most; the same command goes on with the others')
    .option('--case <case...>', 'these cases only')
    .option('--why <text>', 'why, for the timeline')
    .option('--procedures <folder>', 'folder with the procedures as they are on disk')
    .action(recalculate);
  example(
    withPerson(command),
    'recalculate --calendar dental-lab',
    'recalculate case-alert --yes --why "closed on the day after Thanksgiving" --as morgan',
  );
}

async function recalculate(procedure: string | undefined, options: Options): Promise<void> {
  await changing(options, 'recalculated', (client, asked) =>
    client.recalculate({ procedure, calendar: options.calendar, ...asked }),
  );
}
