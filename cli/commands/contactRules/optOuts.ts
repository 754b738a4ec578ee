import type { Command } from 'commander';
import { jsonLines, terminal } from '../../output/terminal.ts';
import { example, type WithSystem, withSystem } from '../common.ts';

interface Options extends WithSystem {
  address?: string;
  limit: string;
}

export function addOptOuts(program: Command): void {
  const optOuts = program.command('opt-outs').description('Look at who does not want to be reached.');
  example(optOuts, 'opt-outs list', 'opt-outs show +13105550100');
  const list = optOuts
    .command('list')
    .description('List the opt-outs that hold, newest first.')
    .option('--address <address>', 'only of this address')
    .option('--limit <number>', 'how many at most', '200')
    .action(listOptOuts);
  example(withSystem(list), 'opt-outs list', 'opt-outs list --address +13105550100');
  const show = optOuts
    .command('show')
    .description('Show what an address has said, since when it holds, and who can lift it.')
    .argument('<address>', 'an email address, or a number with + and its country')
    .action(showOptOuts);
  example(withSystem(show), 'opt-outs show +13105550100');
}

const HEAD = ['since', 'address', 'channel', 'of', 'why', 'by', 'blocked by'];

async function listOptOuts({ address, limit: most, ...options }: Options): Promise<void> {
  const { wholeNumber } = await import('../../input/numbers.ts');
  const limit = wholeNumber('--limit', most, 1, 10_000);
  const { withClient } = await import('../../system/connect.ts');
  await withClient(options, async (client) => {
    const found = await client.optOuts({ limit, ...(address === undefined ? {} : { address }) });
    if (options.json) return jsonLines(found);
    if (found.length === 0) return terminal.say('Nobody has opted out.');
    const { blockedByProvider } = await import('../../../domain/contactRules/lifting.ts');
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
      blockedByProvider(entry) ? 'us and the provider' : 'us',
    ]);
    terminal.out(table(rows, terminal.width, HEAD));
  });
}

async function showOptOuts(address: string, options: WithSystem): Promise<void> {
  const { withClient } = await import('../../system/connect.ts');
  const { whoCanLift } = await import('../../../domain/contactRules/lifting.ts');
  await withClient(options, async (client) => {
    const found = (await client.optOuts({ address, limit: 100 })).map((entry) => ({
      ...entry,
      lifts: whoCanLift(entry),
    }));
    if (options.json) return jsonLines(found);
    if (found.length === 0) return terminal.say(`${address} has not opted out.`);
    const { moment, ownZone } = await import('../../output/times.ts');
    const { table } = await import('../../output/table.ts');
    for (const entry of found)
      terminal.out(
        table(
          [
            ['address', entry.address],
            ['channel', entry.channel === '*' ? 'all' : entry.channel],
            ['of', entry.purpose ?? 'everything'],
            ['since', moment(entry.at, ownZone())],
            ['from', entry.source],
            ...(entry.evidence === null ? [] : [['said', entry.evidence]]),
            ['who can lift it', entry.lifts],
          ],
          terminal.width,
        ),
      );
  });
}
