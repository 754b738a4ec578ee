import type { Command } from 'commander';
import { askCase } from './caseCommand.ts';
import { example, type WithPerson, withPerson } from './common.ts';

export function addSettle(program: Command): void {
  const command = program
    .command('settle')
    .description('The reply is what we waited for: end the case as answered.')
    .argument('<case>', 'its id, or the end of it')
    .action((meant: string, options: WithPerson) =>
      askCase(meant, options, 'settled', (client, caseId, by) => client.settle(caseId, { by })),
    );
  example(withPerson(command), 'settle alert-1001');
}
