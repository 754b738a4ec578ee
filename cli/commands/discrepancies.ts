import type { Command } from 'commander';
import { jsonLines, terminal } from '../output/terminal.ts';
import { example, type WithSystem, withSystem } from './common.ts';

interface Options extends WithSystem {
  all?: true;
}

export function addDiscrepancies(program: Command): void {
  const command = program
    .command('discrepancies')
    .description('List where reports and the systems contradict each other, the newest first.')
    .argument('[case]', 'only of this case')
    .option('--all', 'those that were answered as well')
    .action(discrepancies);
  example(withSystem(command), 'discrepancies', 'discrepancies --all --json');
}

async function discrepancies(meant: string | undefined, options: Options): Promise<void> {
  const { withClient } = await import('../system/connect.ts');
  const { findCaseId, shortId, zonesOf } = await import('../system/find.ts');
  await withClient(options, async (client) => {
    const filter = {
      ...(meant === undefined ? {} : { caseId: await findCaseId(client, meant) }),
      ...(options.all ? { all: true } : {}),
    };
    const found = await client.discrepancies(filter);
    if (options.json) return jsonLines(found);
    if (found.length === 0) return terminal.say('Reports and systems agree.');
    const { table } = await import('../output/table.ts');
    const { ownZone, short } = await import('../output/times.ts');
    const zones = await zonesOf(client, [...new Set(found.map(({ caseId }) => caseId))]);
    const rows = found.map((each) => [
      shortId(each.taskId),
      short(each.at, zones.get(each.caseId) ?? ownZone()),
      each.role,
      each.state,
      each.caseId,
      `expected: ${each.expected}; found: ${each.found}`,
    ]);
    terminal.out(table(rows, terminal.width, ['task', 'since', 'for', 'state', 'case', 'what']));
    terminal.out('\nAnswer one with: followthrough task done TASK --outcome corrected, or accepted');
  });
}
