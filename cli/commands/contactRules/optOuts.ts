import type { Command } from 'commander';
import { jsonLines, terminal } from '../../output/terminal.ts';
import { example, type WithSystem, withSystem } from '../common.ts';

interface Options extends WithSystem {
  address?: string;
  limit: string;
}

export function addOptOuts(program: Command): void {
  const optOuts = program.command('opt-outs').description('Look at who does not want to be reached.');
  example(optOuts, 'opt-outs list --address +13105550100');
  const list = optOuts
    .command('list')
    .description('List the opt-outs that hold, newest first.')
    .option('--address <address>', 'only of this address')
    .option('--limit <number>', 'how many at most', '200')
    .action(listOptOuts);
  example(withSystem(list), 'opt-outs list', 'opt-outs list --address +13105550100');
}

const HEAD = ['since', 'address', 'channel', 'of', 'why', 'by'];

async function listOptOuts({ address, limit: most, ...options }: Options): Promise<void> {
  const { wholeNumber } = await import('../../input/numbers.ts');
  const limit = wholeNumber('--limit', most, 1, 10_000);
  const { withClient } = await import('../../system/connect.ts');
  await withClient(options, async (client) => {
    const found = await client.optOuts({ limit, ...(address === undefined ? {} : { address }) });
    if (options.json) return jsonLines(found);
    if (found.length === 0) return terminal.say('Nobody has opted out.');
    const { table } = await import('../../output/table.ts');
    const { ownZone, short } = await import('../../output/times.ts');
    const rows = found.map((entry) => [
      short(entry.at, ownZone()),
      entry.address,
      entry.channel === '*' ? 'all' : entry.channel,
      (entry.purpose ?? 'everything') +
        (entry.agreedSince.length > 0 ? `, except ${entry.agreedSince.join(', ')}` : ''),
      entry.reason,
      entry.recordedBy,
    ]);
    terminal.out(table(rows, terminal.width, HEAD));
  });
}
