import type { Command } from 'commander';
import { example, withPerson } from '../common.ts';
import { changing, type ChangeOptions } from './change.ts';

interface Options extends ChangeOptions {
  to: string;
}

export function addMoveCases(program: Command): void {
  const command = program
    .command('move-cases')
    .description(
      'Show what open cases would do under another version of their procedure; with --yes, move them.',
    )
    .argument('<procedure>', 'its name')
    .requiredOption('--to <version>', 'its number, the beginning of its hash, or "file" for what is on disk')
    .option('--yes', 'move the cases that can be moved')
    .option('--limit <number>', 'so many cases at most; the same command goes on with the others')
    .option('--case <case...>', 'these cases only')
    .option('--why <text>', 'why, for the timeline')
    .option('--procedures <folder>', 'folder with the procedures as they are on disk')
    .action(moveCases);
  example(
    withPerson(command),
    'move-cases case-alert --to 2',
    'move-cases case-alert --to 2 --yes --why "one more reminder" --as morgan',
    'move-cases case-alert --to file --case alert-1001',
  );
}

async function moveCases(procedure: string, options: Options): Promise<void> {
  await changing(options, 'moved', (client, asked) =>
    client.moveCases({ procedure, to: options.to, ...asked }),
  );
}
