import type { Command } from 'commander';
import { askCase } from './caseCommand.ts';
import { example, type WithPerson, withPerson } from './common.ts';

interface Options extends WithPerson {
  act?: string;
  note?: string;
}

export function addApproval(program: Command): void {
  const approval = program.command('approval').description('Take an approval back before the act is done.');
  example(approval, 'approval withdraw check-in-77 --act end-programme --as morgan');
  const withdraw = approval
    .command('withdraw')
    .description('Take an approval back: from this moment on the act does not start any more.')
    .argument('<case>', 'its id, or the end of it')
    .option('--act <act>', 'what was approved (default: the one that is)')
    .option('--note <text>', 'why')
    .action((meant: string, { act, note, ...options }: Options) =>
      askCase(meant, options, 'the approval is taken back', (client, caseId, by) =>
        client.withdrawApproval(caseId, { by, act, note }),
      ),
    );
  example(withPerson(withdraw), 'approval withdraw check-in-77 --act end-programme --as morgan');
}
