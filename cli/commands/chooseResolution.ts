import type { Command } from 'commander';
import { askCase } from './caseCommand.ts';
import { example, type WithPerson, withPerson } from './common.ts';

interface Options extends WithPerson {
  fact?: string;
}

export function addChooseResolution(program: Command): void {
  const command = program
    .command('choose-resolution')
    .description('Change what happens without an answer.')
    .argument('<case>', 'its id, or the end of it')
    .argument('<resolution>', 'an option of the procedure, with its detail: "as-is", "with shade A2"')
    .option('--fact <name>', 'the choice, where it is not called "resolution"')
    .action((meant: string, resolution: string, options: Options) =>
      askCase(meant, options, `without an answer, this happens now: ${resolution}`, (client, caseId, by) =>
        client.chooseResolution(caseId, { by, resolution, fact: options.fact }),
      ),
    );
  example(
    withPerson(command),
    'choose-resolution alert-1001 as-on-rx',
    'choose-resolution alert-1001 "with shade A2"',
  );
}
