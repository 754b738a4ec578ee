import type { Command } from 'commander';
import type { ChannelState } from '../../../client/index.ts';
import { jsonLines, terminal } from '../../output/terminal.ts';
import { example, person, type WithPerson, type WithSystem, withPerson, withSystem } from '../common.ts';

interface Switch extends WithPerson {
  reason: string;
}

export function addChannels(program: Command): void {
  const group = program
    .command('channels')
    .description('Show which channels work, are switched off or are failing.')
    .option('--log', 'who switched what, newest first')
    .action(show);
  for (const [name, says] of [
    ['off', 'Stop a channel for everybody, within seconds. Steps wait; no case fails.'],
    ['on', 'Let it go on. What has waited goes out within half an hour, bit by bit.'],
  ] as const) {
    const command = group
      .command(name)
      .description(says)
      .argument('<channel>', 'as the list shows it, or all')
      .requiredOption('--reason <text>', 'why, for whoever reads it later')
      .action((channel: string, _: Switch, ran: Command) =>
        turn(name, channel, ran.optsWithGlobals<Switch>()),
      );
    example(withPerson(command), `channels ${name} text --reason "${REASONS[name]}" --as kim`);
  }
  example(withSystem(group), 'channels', 'channels off all --reason "an incident" --as kim');
}

const REASONS = { off: 'texts go out twice', on: 'the provider has repaired it' };

async function turn(name: 'on' | 'off', channel: string, options: Switch): Promise<void> {
  const { withClient } = await import('../../system/connect.ts');
  await withClient(options, async (client) => {
    const given = { channel, reason: options.reason, by: person(options) };
    const { changed } = await (name === 'off' ? client.channelOff(given) : client.channelOn(given));
    const now = (await client.channels()).filter((each) => channel === 'all' || each.channel === channel);
    if (options.json) return jsonLines(now.map((each) => ({ ...each, changed })));
    const word = channel === 'all' ? 'All channels' : channel;
    terminal.out(
      changed ? `${word}: ${name} from now on.` : `${word}: ${name} already; nothing was changed.`,
    );
    const off = now.filter(({ state }) => state === 'off').map((each) => each.channel);
    if (name === 'on' && off.length > 0)
      terminal.say(`Still off: ${off.join(', ')}. Followthrough channels says why.`);
  });
}

interface Show extends WithSystem {
  log?: true;
}

const HEAD = ['channel', 'state', 'since', 'by', 'why'];

async function show(options: Show): Promise<void> {
  const { withClient } = await import('../../system/connect.ts');
  const { table } = await import('../../output/table.ts');
  const { ownZone, short } = await import('../../output/times.ts');
  const zone = ownZone();
  await withClient(options, async (client) => {
    if (options.log) {
      const log = await client.channelLog({ limit: 200 });
      if (options.json) return jsonLines(log);
      if (log.length === 0) return terminal.say('Nobody has switched a channel.');
      const rows = log.map(({ at, channel, off, by, reason }) => [
        short(at, zone),
        channel === '*' ? 'all' : channel,
        off ? 'off' : 'on',
        by,
        reason,
      ]);
      return terminal.out(table(rows, terminal.width, ['when', 'channel', 'switched', 'by', 'why']));
    }
    const all = await client.channels();
    if (options.json) return jsonLines(all);
    const rows = all.map((each) => [
      each.channel,
      each.state,
      each.since === null ? '' : short(each.since, zone),
      each.by ?? '',
      why(each, (at) => short(at, zone)),
    ]);
    terminal.out(table(rows, terminal.width, HEAD));
  });
}

function why({ state, reason, until }: ChannelState, when: (at: number) => string): string {
  if (state === 'failing' && until !== null) return `${reason}; tried again ${when(until)}`;
  return state === 'trying' ? `${reason}; the next message tries it` : (reason ?? '');
}
