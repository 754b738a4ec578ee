import type { Command } from 'commander';
import { json, jsonLines, terminal } from '../../output/terminal.ts';
import { example, person, type WithPerson, type WithSystem, withPerson, withSystem } from '../common.ts';

interface Options extends WithPerson {
  name?: string;
  email?: string;
  phone?: string;
  portal?: string;
  note: string;
}

/** `followthrough confidential`: who is reached at one address and nowhere else (LAW-10). */
export function addConfidential(program: Command): void {
  const group = program
    .command('confidential')
    .description('Record where somebody wants to be reached, and nowhere else.');
  const add = group
    .command('add')
    .description('These addresses win over every other, in open cases and new ones.')
    .argument('<address>', 'an email address or telephone number by which they are known')
    .requiredOption('--note <text>', 'what they asked for, and how')
    .option('--name <name>', 'of several people at that address, this one')
    .option('--email <address>', 'where emails go')
    .option('--phone <number>', 'where calls and texts go')
    .option('--portal <id>', 'where portal messages go')
    .action(addRequest);
  const list = group.command('list').description('List the requests that hold.').action(listRequests);
  const end = group
    .command('end')
    .description('They may be reached at other addresses again.')
    .argument('<id>', 'the request, as `confidential list` shows it')
    .action(endRequest);
  example(
    withPerson(add),
    'confidential add pat@example.com --email pat.private@example.net --note "asked at the desk" --as kim',
  );
  example(withSystem(list), 'confidential list');
  example(withPerson(end), 'confidential end 0198c0de-0000-7000-8000-000000000001 --as kim');
  example(group, 'confidential list');
}

async function addRequest(address: string, options: Options): Promise<void> {
  const { withClient } = await import('../../system/connect.ts');
  await withClient(options, async (client) => {
    const { name, email, phone, portal, note } = options;
    const given = { address, name, email, phone, portal, note, by: person(options) };
    const kept = await client.privacy.confidential(given);
    if (options.json) return json(kept);
    terminal.out('From now on they are reached there only.');
    if (kept.cases.length > 0) terminal.out(`Corrected: ${kept.cases.join(', ')}`);
    terminal.say(`Next: followthrough confidential list (this one is ${kept.id})`);
  });
}

async function listRequests(options: WithSystem): Promise<void> {
  const { withClient } = await import('../../system/connect.ts');
  await withClient(options, async (client) => {
    const found = await client.privacy.confidentialRequests();
    if (options.json) return jsonLines(found);
    if (found.length === 0) return terminal.say('Nobody has asked for confidential communication.');
    const { table } = await import('../../output/table.ts');
    const { ownZone, short } = await import('../../output/times.ts');
    const rows = found.map((each) => [
      each.request,
      short(each.at, ownZone()),
      each.name ?? each.address,
      [each.email, each.phone, each.portal].filter((address) => address !== null).join(', '),
      each.note,
    ]);
    terminal.out(table(rows, terminal.width, ['request', 'since', 'who', 'only at', 'note']));
  });
}

async function endRequest(id: string, options: WithPerson): Promise<void> {
  const { withClient } = await import('../../system/connect.ts');
  await withClient(options, async (client) => {
    await client.privacy.endConfidential(id, { by: person(options) });
    if (options.json) return json({ id, ended: true });
    terminal.out(
      `${id}: they may be reached at other addresses again. Correct the contacts of their cases by hand.`,
    );
  });
}
