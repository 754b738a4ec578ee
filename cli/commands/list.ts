import { type Command, Option } from 'commander';
import { STATUSES, type Status } from '../../domain/program/state.ts';
import { jsonLines, terminal } from '../output/terminal.ts';
import { example, type WithSystem, withSystem } from './common.ts';

interface Options extends WithSystem {
  status?: Status;
  procedure?: string;
  limit: string;
}

export function addList(program: Command): void {
  const command = program
    .command('list')
    .description('List cases, the newest first.')
    .addOption(new Option('--status <status>', 'only those that stand like this').choices(STATUSES))
    .option('--procedure <name>', 'only those of one procedure')
    .option('--limit <number>', 'how many at most', '50')
    .action(list);
  example(withSystem(command), 'list', 'list --status answered --procedure case-alert', 'list --json');
}

async function list(options: Options): Promise<void> {
  const { wholeNumber } = await import('../input/numbers.ts');
  const limit = wholeNumber('--limit', options.limit, 1, 10_000);
  const { withClient } = await import('../system/connect.ts');
  await withClient(options, async (client) => {
    const cases = await client.list({
      limit,
      ...(options.status ? { status: [options.status] } : {}),
      ...(options.procedure ? { procedure: options.procedure } : {}),
    });
    if (options.json) return jsonLines(cases);
    if (cases.length === 0)
      return terminal.say('There is no such case. "followthrough open --help" shows how to open one.');
    const { zonesOf } = await import('../system/find.ts');
    const { caseList } = await import('../output/caseList.ts');
    terminal.out(
      caseList(
        cases,
        await zonesOf(
          client,
          cases.map(({ id }) => id),
        ),
        terminal.width,
      ),
    );
    if (cases.length === limit) terminal.say(`These are the newest ${limit}; --limit shows more.`);
  });
}
