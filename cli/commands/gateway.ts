import type { Command } from 'commander';
import { example, withSystem } from './common.ts';

export interface GatewayCommand {
  dataDir?: string;
  httpPort: string;
  httpHost?: string;
  config: string;
}

export function addGateway(program: Command): void {
  const command = program
    .command('gateway')
    .description(
      'Only the HTTP gateway, for an installation whose ledger, Temporal and workers run elsewhere.',
    )
    .option('--http-port <port>', 'its port; 0 takes any free one', '8230')
    .option(
      '--http-host <address>',
      'its address; another than this machine needs a key (default: 127.0.0.1)',
    )
    .option(
      '--config <file>',
      'connectors that are asked before a list opens cases',
      process.env['FOLLOWTHROUGH_CONFIG'] || 'followthrough.yaml',
    )
    .action(async (options: GatewayCommand) => {
      const { gatewayAlone } = await import('../up/gatewayAlone.ts');
      await gatewayAlone(options);
    });
  example(withSystem(command), 'gateway --http-host 0.0.0.0 --http-port 8080');
}
