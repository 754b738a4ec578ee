import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import type { OpenedCase } from '../../client/index.ts';
import { collectFact } from '../input/facts.ts';
import { json, terminal } from '../output/terminal.ts';
import { example, person, type WithPerson, type WithProcedures, withPerson } from './common.ts';

interface Options extends WithPerson, WithProcedures {
  id?: string;
  source: string;
  variant?: string;
  calendar?: string;
  fact?: Record<string, string>;
  contact?: Record<string, string>;
  owner?: string;
  ownerRole?: string;
}

export function addOpen(program: Command): void {
  const command = program
    .command('open')
    .description('Open a case. The same occurrence never opens a second one.')
    .argument('<procedure>', 'its name')
    .option('--id <id>', "the outside system's id of this occurrence (default: made up)")
    .option('--source <system>', 'the outside system', 'by-hand')
    .option('--variant <name>', 'variant of the procedure (default: its first)')
    .option(
      '--calendar <name>',
      "the calendar it counts by, such as that of the client's site (default: the procedure's)",
    )
    .option('--fact <name=value>', 'what is known of the case; repeatable', collectFact)
    .option(
      '--contact <name=value>',
      'whom we wait for: name, email, phone, portal, locale, zone, country, region; repeatable',
      collectFact,
    )
    .option('--owner <person>', 'who owns it and signs its messages (default: its role)')
    .option('--owner-role <role>', "the role that gets its tasks (default: the procedure's owner)")
    .option('--procedures <folder>', 'folder with the procedures')
    .action(open);
  example(
    withPerson(command),
    'open case-alert --id alert-1001 --fact alert-sent=2026-03-06T10:30:00-08:00 --fact doctor-name=Example --contact portal=example-dental',
    'open missed-check-in --calendar clinic --fact check-in-due=2026-03-09T09:00:00-07:00 --fact client-name=Pat --fact coach-name=Sam --as kim',
  );
}

async function open(procedure: string, options: Options): Promise<void> {
  const { withClient } = await import('../system/connect.ts');
  const { source, variant, calendar, fact: facts = {} } = options;
  const { country, region, ...rest } = options.contact ?? {};
  const address = country === undefined ? {} : { address: { country, ...(region ? { region } : {}) } };
  const contact = { ...rest, ...address };
  const { owner: ownerPerson, ownerRole: owner } = options;
  const id = options.id ?? randomBytes(4).toString('hex');
  await withClient(options, async (client) => {
    const by = person(options);
    const given = { procedure, source, id, variant, calendar, facts, contact, owner, ownerPerson, by };
    const opened = await client.openCase(given);
    if (opened.differs)
      terminal.say(`It is there with other values: ${opened.differs.join(', ')}. Nothing was changed.`);
    if (options.json) return json(opened);
    print(opened);
  });
}

function print({ id, existing, started, warnings = [] }: OpenedCase): void {
  terminal.out(
    existing ? `${id}: there was such a case already; nothing new was started.` : `${id}: opened.`,
  );
  for (const warning of warnings) terminal.say(warning);
  if (!started) terminal.say('It is kept, and begins as soon as Temporal answers.');
  terminal.say(`Next: followthrough show ${id}`);
}
