import { type Command, Option } from 'commander';
import { json, terminal } from '../output/terminal.ts';
import { example, type WithProcedures, type WithSystem, withSystem } from './common.ts';

interface Options extends WithSystem, WithProcedures {
  from?: string;
  to?: string;
  csv?: true;
}

export function addReport(program: Command): void {
  const command = program
    .command('report')
    .description('Show how a procedure works: week by week, and one version against the other.')
    .argument('<procedure>', 'its name')
    .option('--from <date>', 'from the week of this date (default: twelve weeks ago)')
    .option('--to <date>', 'up to the week of this date (default: this week)')
    .addOption(new Option('--csv', 'print CSV, one row a week and version').conflicts('json'))
    .option('--procedures <folder>', 'folder with the procedures')
    .action(report);
  example(
    withSystem(command),
    'report three-follow-ups',
    'report case-alert --from 2026-01-01 --to 2026-06-30 --csv',
  );
}

async function report(procedure: string, { from, to, ...options }: Options): Promise<void> {
  const { withClient } = await import('../system/connect.ts');
  await withClient(options, async (client) => {
    const told = await client.report(procedure, { ...(from ? { from } : {}), ...(to ? { to } : {}) });
    if (options.json) return json(told);
    if (options.csv) {
      const { reportCsv } = await import('../output/report/csv.ts');
      return terminal.out(reportCsv(told));
    }
    const { reportView } = await import('../output/report/view.ts');
    terminal.out(reportView(told, terminal.width));
  });
}
