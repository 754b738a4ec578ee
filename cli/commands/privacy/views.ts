import type { Command } from 'commander';
import { jsonLines, terminal } from '../../output/terminal.ts';
import { example, type WithSystem, withSystem } from '../common.ts';

/** `followthrough views`: who has seen a case (LAW-10). */
export function addViews(program: Command): void {
  const command = program
    .command('views')
    .description('Show who has seen something of a case: on record where you work with health data.')
    .argument('<case>', 'its id, or the end of it')
    .action(views);
  example(withSystem(command), 'views client-3');
}

async function views(meant: string, options: WithSystem): Promise<void> {
  const { withClient } = await import('../../system/connect.ts');
  const { findCaseId } = await import('../../system/find.ts');
  await withClient(options, async (client) => {
    const found = await client.privacy.views(await findCaseId(client, meant));
    if (options.json) return jsonLines(found);
    if (found.length === 0) return terminal.say('No view of it is on record.');
    const { table } = await import('../../output/table.ts');
    const { ownZone, short } = await import('../../output/times.ts');
    const rows = found.map(({ at, by, what, via }) => [short(at, ownZone()), by, what, via]);
    terminal.out(table(rows, terminal.width, ['when', 'who', 'what', 'by way of']));
  });
}
