import type { Command } from 'commander';
import type { Followthrough, KeptPerson, NewPerson } from '../../../client/index.ts';
import { CommandError } from '../../errors.ts';
import { json, terminal } from '../../output/terminal.ts';
import { person, type WithPerson } from '../common.ts';

interface Fields extends WithPerson {
  role?: string[];
  signsAs?: string;
  mailbox?: string;
  number?: string;
  site?: string;
  slack?: string;
}

export function fieldOptions(command: Command): Command {
  const collect = (role: string, before: string[] = []) => [...before, role];
  return command
    .option('--role <role>', 'a role of the procedures; repeatable, and all of them at once', collect)
    .option('--signs-as <name>', 'how messages are signed (default: with the name)')
    .option('--mailbox <address>', 'the email address that messages come from, or are answered to')
    .option('--number <number>', 'telephone, with + and the country')
    .option('--site <site>', 'where they work')
    .option('--slack <user>', 'their member id in Slack (default: known there by the mailbox)');
}

export async function add(id: string, options: Fields & { name: string }): Promise<void> {
  await keep(options, 'added', async (client) =>
    client.addPerson({ ...fieldsOf(options), id, name: options.name, by: person(options) }),
  );
}

export async function change(id: string, options: Fields & { name?: string; active?: true }): Promise<void> {
  const { name, active } = options;
  const wanted = { ...fieldsOf(options), name, active };
  if (Object.values(wanted).every((value) => value === undefined))
    throw new CommandError('FT-CMD-USAGE', 'say what is to be changed: --role, --mailbox, --name …');
  await keep(options, 'changed', async (client) =>
    client.changePerson(id, { ...wanted, by: person(options) }),
  );
}

export async function remove(id: string, options: WithPerson): Promise<void> {
  await keep(options, 'removed', async (client) => client.removePerson(id, { by: person(options) }));
}

type Keep = (client: Followthrough) => Promise<KeptPerson>;

async function keep(options: WithPerson, done: string, work: Keep): Promise<void> {
  const { withClient } = await import('../../system/connect.ts');
  await withClient(options, async (client) => {
    const kept = await work(client);
    for (const warning of kept.warnings) terminal.say(`Note: ${warning}`);
    if (options.json) return json({ ...kept.person, warnings: kept.warnings });
    const { id, name, roles } = kept.person;
    terminal.out(`${id} (${name}) is ${done}${roles.length > 0 ? `; roles: ${roles.join(', ')}` : ''}.`);
  });
}

/** An empty text takes a value away. */
function fieldsOf({ role, signsAs, mailbox, number, site, slack }: Fields): Omit<NewPerson, 'id' | 'name'> {
  const given = (text: string | undefined) => (text === '' ? null : text);
  return {
    roles: role?.filter((each) => each !== ''),
    senderName: given(signsAs),
    mailbox: given(mailbox),
    number: given(number),
    site: given(site),
    slack: given(slack),
  };
}
