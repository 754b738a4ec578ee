import type { Command } from 'commander';
import { askCase } from './caseCommand.ts';
import { example, type WithPerson, withPerson } from './common.ts';

export function addWithdraw(program: Command): void {
  const command = program
    .command('withdraw')
    .description('The case need not be followed up any more: end it as withdrawn.')
    .argument('<case>', 'its id, or the end of it')
    .action((meant: string, options: WithPerson) =>
      askCase(meant, options, 'withdrawn', (client, caseId, by) => client.withdraw(caseId, { by })),
    );
  example(withPerson(command), 'withdraw alert-1001');
}
