import type { Command } from 'commander';
import { example, type WithSystem, withSystem } from './common.ts';

export interface PrepareCommand extends WithSystem {
  retentionDays: string;
}

export function addPrepare(program: Command): void {
  const command = program
    .command('prepare')
    .description(
      'Make a ledger and a Temporal of your own ready, once before each version starts: tables, namespace, search attributes.',
    )
    .option('--retention-days <days>', 'how long Temporal keeps finished cases, at least', '30')
    .action(async (options: PrepareCommand) => {
      const { prepare } = await import('../up/prepare.ts');
      await prepare(options);
    });
  example(withSystem(command), 'prepare', 'prepare --retention-days 90');
}
