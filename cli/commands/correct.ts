import type { Command } from 'commander';
import { CommandError } from '../errors.ts';
import { json, terminal } from '../output/terminal.ts';
import { example, person, type WithPerson, withPerson } from './common.ts';

const FIELDS = ['name', 'email', 'phone', 'portal', 'locale', 'zone'] as const;

type Options = WithPerson & Partial<Record<(typeof FIELDS)[number], string>>;

export function addCorrect(program: Command): void {
  const command = program
    .command('correct')
    .description('Correct the data of the person a case waits on. An empty text takes one away.')
    .argument('<case>', 'its id, or the end of it')
    .option('--name <name>', 'how the person is called')
    .option('--email <address>', 'email address')
    .option('--phone <number>', 'telephone number, with + and the country')
    .option('--portal <id>', 'the id in the portal')
    .option('--locale <locale>', 'language of the messages')
    .option('--zone <zone>', 'time zone, such as America/Los_Angeles')
    .action(correct);
  example(
    withPerson(command),
    'correct alert-1001 --email pat@example.com',
    'correct client-7 --phone "+1 555 0123" --as kim',
  );
}

async function correct(meant: string, options: Options): Promise<void> {
  const named = FIELDS.flatMap((field) => {
    const value = options[field];
    return value === undefined ? [] : [[field, value === '' ? null : value] as const];
  });
  if (named.length === 0)
    throw new CommandError('FT-CMD-USAGE', 'say what is to be corrected, such as --email pat@example.com.');
  const { withClient } = await import('../system/connect.ts');
  const { findCaseId } = await import('../system/find.ts');
  await withClient(options, async (client) => {
    const caseId = await findCaseId(client, meant);
    const { changes } = await client.correctContact(caseId, Object.fromEntries(named), {
      by: person(options),
    });
    if (options.json) return json({ case: caseId, changes });
    if (changes.length === 0) return terminal.out(`${caseId}: nothing to correct, all of it was known.`);
    for (const { field, before, after } of changes)
      terminal.out(`${caseId}: ${field} is ${after ?? 'taken away'} (was ${before ?? 'not known'}).`);
  });
}
