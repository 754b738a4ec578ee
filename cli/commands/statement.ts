import type { Command } from 'commander';
import { CommandError } from '../errors.ts';
import { json, terminal } from '../output/terminal.ts';
import { example, person, type WithPerson, type WithProcedures, withPerson } from './common.ts';

interface Options extends WithPerson, WithProcedures {
  on?: string;
  letter?: string;
}

export function addStatement(program: Command): void {
  const command = program
    .command('statement')
    .description('Show what the customer of a case owes: open invoices, days overdue, ageing, totals.')
    .argument('<case>', 'its id, or the end of it')
    .option('--on <date>', 'as of which day (default: today, by the calendar of the procedure)')
    .option('--letter <file>', 'write the letter of its level as PDF and log that it was printed')
    .option('--procedures <folder>', 'folder with the procedures')
    .action(statement);
  example(
    withPerson(command),
    'statement 10023',
    'statement 10023 --on 2026-03-31 --json',
    'statement 10023 --letter 10023.pdf --as sam',
  );
}

async function statement(meant: string, options: Options): Promise<void> {
  if (options.letter !== undefined) return printLetter(meant, options.letter, options);
  const on = options.on === undefined ? undefined : await dateOf(options.on);
  const { withClient } = await import('../system/connect.ts');
  const { findCaseId } = await import('../system/find.ts');
  await withClient(options, async (client) => {
    const given = await client.statement(await findCaseId(client, meant), { on });
    if (options.json) {
      const { statementDocument } = await import('../../client/statementDocument.ts');
      return json({ case: given.caseId, ...statementDocument(given) });
    }
    const { statementView } = await import('../output/statementView.ts');
    terminal.out(statementView(given, terminal.width));
  });
}

async function printLetter(meant: string, file: string, options: Options): Promise<void> {
  if (options.on !== undefined)
    throw new CommandError('FT-CMD-USAGE', 'a letter says how the account stands now: leave --on out.');
  const { withClient } = await import('../system/connect.ts');
  const { findCaseId } = await import('../system/find.ts');
  const { printInto } = await import('../output/printInto.ts');
  await withClient(options, async (client) => {
    const caseId = await findCaseId(client, meant);
    await printInto(file, (id) => client.letter(caseId, { by: person(options), id }));
    if (options.json) json({ case: caseId, file });
    else terminal.out(`${caseId}: the letter is in ${file}, and is logged as printed.`);
  });
}

async function dateOf(text: string): Promise<string> {
  const { dateIn } = await import('../../client/openItems/values.ts');
  return dateIn(text, '--on', 'yyyy-MM-dd');
}
