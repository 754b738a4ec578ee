import type { Command } from 'commander';
import { EXIT } from '../../exit.ts';
import { jsonLines, terminal } from '../../output/terminal.ts';
import { example, type WithSystem, withSystem } from '../common.ts';

export function addOrphans(program: Command): void {
  const command = program
    .command('orphans')
    .description('List open cases that nothing will touch any more. There should be none.')
    .action(listOrphans);
  example(withSystem(command), 'orphans');
}

async function listOrphans(options: WithSystem): Promise<void> {
  const { withClient } = await import('../../system/connect.ts');
  const { ORPHANS } = await import('../../../client/index.ts');
  await withClient(options, async (client) => {
    const found = await client.orphans();
    if (found.length > 0) process.exitCode = EXIT.refused;
    if (options.json) return jsonLines(found);
    if (found.length === 0)
      return terminal.say('None: every open case waits for a date, a person or a request.');
    for (const { caseId, because, about } of found)
      terminal.out(`${caseId}: ${ORPHANS[because]}${about ? ` (${about})` : ''}.`);
  });
}
