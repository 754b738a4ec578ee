import type { Command } from 'commander';
import { CommandError } from '../errors.ts';
import { json, terminal } from '../output/terminal.ts';
import { example, person, type WithPerson, withPerson } from './common.ts';

interface Options extends WithPerson {
  reason?: string;
  settled?: true;
}

export function addDispute(program: Command): void {
  const command = program
    .command('dispute')
    .description('Say that an invoice is disputed, so that nobody asks for it, or that this is settled.')
    .argument('<case>', 'its id, or the end of it')
    .argument('<invoice>', 'its number')
    .option('--reason <text>', 'what the customer says is wrong')
    .option('--settled', 'the dispute is over: the invoice is asked for again')
    .action(dispute);
  example(
    withPerson(command),
    'dispute 10023 INV-7 --reason "two boxes were empty"',
    'dispute 10023 INV-7 --settled --as sam',
  );
}

async function dispute(meant: string, invoice: string, options: Options): Promise<void> {
  const { settled, reason } = options;
  if ((settled === undefined) === (reason === undefined))
    throw new CommandError('FT-CMD-USAGE', 'give either --reason or --settled.');
  const { withClient } = await import('../system/connect.ts');
  const { findCaseId } = await import('../system/find.ts');
  await withClient(options, async (client) => {
    const caseId = await findCaseId(client, meant);
    const done = await client.dispute(caseId, { invoice, reason: reason ?? null, by: person(options) });
    if (options.json) return json({ case: caseId, invoice, ...done });
    const now = settled ? 'is asked for again' : 'is disputed, and not asked for until settled';
    terminal.out(`${caseId}: ${invoice} ${now}${done.changed ? '' : '; it was before'}.`);
    if (!done.delivered) terminal.say('The case is told as soon as Temporal answers.');
  });
}
