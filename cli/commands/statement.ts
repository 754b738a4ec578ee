import type { Command } from 'commander';
import { json, terminal } from '../output/terminal.ts';
import { example, type WithProcedures, type WithSystem, withSystem } from './common.ts';

interface Options extends WithSystem, WithProcedures {
  on?: string;
}

export function addStatement(program: Command): void {
  const command = program
    .command('statement')
    .description('Show what the customer of a case owes: open invoices, days overdue, ageing, totals.')
    .argument('<case>', 'its id, or the end of it')
    .option('--on <date>', 'as of which day (default: today, by the calendar of the procedure)')
    .option('--procedures <folder>', 'folder with the procedures')
    .action(statement);
  example(withSystem(command), 'statement 10023', 'statement 10023 --on 2026-03-31 --json');
}

async function statement(meant: string, options: Options): Promise<void> {
  const on = options.on === undefined ? undefined : await dateOf(options.on);
  const { withClient } = await import('../system/connect.ts');
  const { findCaseId } = await import('../system/find.ts');
  await withClient(options, async (client) => {
    const given = await client.statement(await findCaseId(client, meant), { on });
    if (options.json) {
      const { statementDocument } = await import('../output/statementDocument.ts');
      return json(statementDocument(given));
    }
    const { statementView } = await import('../output/statementView.ts');
    terminal.out(statementView(given, terminal.width));
  });
}

async function dateOf(text: string): Promise<string> {
  const { dateIn } = await import('../../client/openItems/values.ts');
  return dateIn(text, '--on', 'yyyy-MM-dd');
}
