import type { Command } from 'commander';
import { json, jsonLines, terminal } from '../../output/terminal.ts';
import { example, person, type WithPerson, type WithSystem, withPerson, withSystem } from '../common.ts';

interface Add extends WithPerson {
  channel?: string;
  from?: string;
  until?: string;
  days?: string[];
  note: string;
}

/** `followthrough inconvenient`: when and where a person does not want to be reached. */
export function addInconvenient(program: Command): void {
  const group = program
    .command('inconvenient')
    .description(
      'Note when, or at which address, it is inconvenient to reach somebody. No contact starts then.',
    );
  const add = group
    .command('add')
    .description('Note hours, or an address such as one at work. Holds at once, in every case.')
    .argument('<address>', 'email address, telephone number or id of the portal')
    .requiredOption('--note <text>', 'what the person said')
    .option('--channel <name>', 'call, text, email or portal (default: every channel)')
    .option('--from <time>', "on the contact's clock, such as 12:00 (default: from midnight)")
    .option('--until <time>', 'such as 13:30 (default: until midnight)')
    .option('--days <weekday...>', 'monday to sunday (default: every day)')
    .addHelpText(
      'after',
      '\nWithout hours and days the address itself is inconvenient, until its person agrees to it.',
    )
    .action(note);
  const list = group
    .command('list')
    .description('List what holds, newest first.')
    .option('--address <address>', 'only of this address')
    .option('--limit <number>', 'how many at most', '200')
    .action(listNotes);
  const lift = group
    .command('lift')
    .description('The person has said that it holds no more.')
    .argument('<id>', 'of the note, as the list shows it')
    .action(liftNote);
  example(
    withPerson(add),
    'inconvenient add +13105550100 --from 12:00 --until 14:00 --days monday tuesday --note "teaches then" --as kim',
    'inconvenient add pat@work.example --note "it is the address at work" --as kim',
  );
  example(withSystem(list), 'inconvenient list --address +13105550100');
  example(withPerson(lift), 'inconvenient lift 0198c0de-0000-7000-8000-000000000001 --as kim');
  example(group, 'inconvenient list');
}

async function note(address: string, options: Add): Promise<void> {
  const { withClient } = await import('../../system/connect.ts');
  await withClient(options, async (client) => {
    const { channel, from, until, days, note: said } = options;
    const kept = await client.inconvenient({
      address,
      channel,
      from,
      until,
      days,
      note: said,
      by: person(options),
    });
    if (options.json) return json(kept);
    terminal.out(`${kept.address}: noted. No contact starts against it any more.`);
    terminal.say(`Next: followthrough inconvenient list --address ${kept.address}`);
  });
}

interface List extends WithSystem {
  address?: string;
  limit: string;
}

const HEAD = ['id', 'since', 'address', 'channel', 'when', 'said'];

async function listNotes({ address, limit: most, ...options }: List): Promise<void> {
  const { wholeNumber } = await import('../../input/numbers.ts');
  const limit = wholeNumber('--limit', most, 1, 10_000);
  const { withClient } = await import('../../system/connect.ts');
  await withClient(options, async (client) => {
    const found = await client.inconveniences({ limit, ...(address === undefined ? {} : { address }) });
    if (options.json) return jsonLines(found);
    if (found.length === 0) return terminal.say('Nobody has called a time or an address inconvenient.');
    const { WEEKDAYS } = await import('../../../domain/calendar/rules.ts');
    const { table } = await import('../../output/table.ts');
    const { ownZone, short } = await import('../../output/times.ts');
    const rows = found.map(({ id, at, channel, from, until, weekdays, ...entry }) => [
      id,
      short(at, ownZone()),
      entry.address,
      channel === '*' ? 'all' : channel,
      from === null
        ? 'at any time'
        : `${from}–${until}${weekdays ? `, ${weekdays.map((day) => WEEKDAYS[day - 1]).join(', ')}` : ''}`,
      entry.note,
    ]);
    terminal.out(table(rows, terminal.width, HEAD));
  });
}

async function liftNote(id: string, options: WithPerson): Promise<void> {
  const { withClient } = await import('../../system/connect.ts');
  await withClient(options, async (client) => {
    await client.liftInconvenient(id, { by: person(options) });
    if (options.json) return json({ id });
    terminal.out('Lifted: it holds no more, and stays on record.');
  });
}
