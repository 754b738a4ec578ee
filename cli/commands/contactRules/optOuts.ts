import type { Command } from 'commander';
import { json, jsonLines, terminal } from '../../output/terminal.ts';
import { example, person, type WithPerson, type WithSystem, withPerson, withSystem } from '../common.ts';

interface Options extends WithSystem {
  address?: string;
  limit: string;
}

export function addOptOuts(program: Command): void {
  const optOuts = program
    .command('opt-outs')
    .description('Look at who cannot or does not want to be reached.');
  example(optOuts, 'opt-outs list', 'opt-outs show +13105550100');
  const list = optOuts
    .command('list')
    .description('List addresses that are blocked because they cannot be used, and opt-outs that hold.')
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
  const unblock = optOuts
    .command('unblock')
    .description('Use a blocked address again: it works, as you know. Lifts no opt-out.')
    .argument('<address>', 'an email address, a number with + and its country, or an id of the portal')
    .requiredOption('--channel <channel>', 'email, text, call or portal')
    .requiredOption('--reason <text>', 'why it works again')
    .action(unblockAddress);
  example(
    withPerson(unblock),
    'opt-outs unblock pat@example.com --channel email --reason "The mailbox is there again." --as kim',
  );
}

const HEAD = ['since', 'kind', 'address', 'channel', 'of', 'why', 'by', 'blocked by'];

async function listOptOuts({ address, limit: most, ...options }: Options): Promise<void> {
  const { wholeNumber } = await import('../../input/numbers.ts');
  const limit = wholeNumber('--limit', most, 1, 10_000);
  const { withClient } = await import('../../system/connect.ts');
  await withClient(options, async (client) => {
    const listed = { limit, ...(address === undefined ? {} : { address }) };
    const blocked = (await client.suppressions.list(listed)).filter(({ kind }) => kind === 'blocked');
    const found = await client.optOuts(listed);
    if (options.json)
      return jsonLines([...blocked, ...found.map((entry) => ({ kind: 'opt-out' as const, ...entry }))]);
    if (blocked.length + found.length === 0)
      return terminal.say('Nobody has opted out, and no address is blocked.');
    const { blockedByProvider } = await import('../../../domain/contactRules/lifting.ts');
    const { table } = await import('../../output/table.ts');
    const { ownZone, short } = await import('../../output/times.ts');
    const refused = blocked.map((entry) => [
      short(entry.since, ownZone()),
      'blocked',
      entry.address,
      entry.channel,
      'everything',
      entry.reason,
      '',
      'the other side',
    ]);
    const optedOut = found.map((entry) => [
      short(entry.at, ownZone()),
      'opt-out',
      entry.address,
      entry.channel === '*' ? 'all' : entry.channel,
      (entry.purpose ?? 'everything') +
        (entry.agreedSince.length > 0 ? `, except ${entry.agreedSince.join(', ')}` : ''),
      entry.reason,
      entry.recordedBy,
      blockedByProvider(entry) ? 'us and the provider' : 'us',
    ]);
    terminal.out(table([...refused, ...optedOut], terminal.width, HEAD));
  });
}

interface Unblock extends WithPerson {
  channel: string;
  reason: string;
}

async function unblockAddress(written: string, { channel, reason, ...options }: Unblock): Promise<void> {
  const { withClient } = await import('../../system/connect.ts');
  await withClient(options, async (client) => {
    const { address } = await client.suppressions.unblock({
      address: written,
      channel,
      reason,
      by: person(options),
    });
    if (options.json) return json({ address, channel });
    terminal.out(`${address} is used again for ${channel}. What its person has said holds on.`);
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
