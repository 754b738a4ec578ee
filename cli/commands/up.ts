import type { Command } from 'commander';
import { Progress } from '../up/progress.ts';
import { example } from './common.ts';

export interface UpOptions {
  dataDir: string;
  httpPort: string;
  httpHost?: string;
  temporalPort: string;
  uiPort: string;
  samples: boolean;
  procedures?: string;
  config: string;
  lookUps?: string;
}

export function addUp(program: Command): void {
  const command = program
    .command('up')
    .description('Start everything: ledger, Temporal with its Web UI, worker and gateway. Ctrl-C ends it.')
    .option('--data-dir <folder>', 'where all data is kept', '.followthrough')
    .option('--http-port <port>', 'port of the gateway', '8230')
    .option(
      '--http-host <address>',
      'address of the gateway; another than this machine needs a key (default: 127.0.0.1)',
    )
    .option('--temporal-port <port>', 'port of the Temporal server', '7233')
    .option('--ui-port <port>', "port of Temporal's Web UI", '8233')
    .option('--no-samples', 'no sample cases on the very first start')
    .option('--procedures <folder>', 'folder with the procedures (default: those shipped)')
    .option(
      '--config <file>',
      'connectors and names; without the file nothing leaves this machine',
      process.env['FOLLOWTHROUGH_CONFIG'] || 'followthrough.yaml',
    )
    .option(
      '--look-ups <file>',
      'what sandbox look-ups answer, one JSON object a line (default: nothing is new)',
    )
    .addHelpText(
      'after',
      `
Servers that you have already are used when the environment names them:
  DATABASE_URL                             PostgreSQL for the ledger
  TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE     Temporal server 1.32 or newer`,
    )
    .action(async (options: UpOptions) => {
      new Progress().show('Loading');
      const { up } = await import('../up/up.ts');
      await up(options);
    });
  example(command, 'up', 'up --data-dir /var/lib/followthrough --http-port 9000 --no-samples');
}
