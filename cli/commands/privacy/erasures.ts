import type { Command } from 'commander';
import { json, jsonLines, terminal } from '../../output/terminal.ts';
import { example, type WithSystem, withSystem } from '../common.ts';

/** `followthrough erasures`: certificates of what was removed. */
export function addErasures(program: Command): void {
  const erasures = program.command('erasures').description('Look at erasures and their certificates.');
  example(erasures, 'erasures list', 'erasures show 0198c0de-0000-7000-8000-000000000001');
  const list = erasures
    .command('list')
    .description('List erasures, newest first: when, by whom and why, never who it was.')
    .action(listErasures);
  example(withSystem(list), 'erasures list');
  const show = erasures
    .command('show')
    .description('Show the certificate of an erasure.')
    .argument('<id>', 'its id')
    .action(showErasure);
  example(withSystem(show), 'erasures show 0198c0de-0000-7000-8000-000000000001');
}

async function listErasures(options: WithSystem): Promise<void> {
  const { withClient } = await import('../../system/connect.ts');
  const { erasuresTable } = await import('../../output/erasureView.ts');
  await withClient(options, async (client) => {
    const found = await client.erasures.list();
    if (options.json) return jsonLines(found);
    if (found.length === 0) return terminal.say('Nobody has been erased.');
    terminal.out(erasuresTable(found, terminal.width));
  });
}

async function showErasure(id: string, options: WithSystem): Promise<void> {
  const { withClient } = await import('../../system/connect.ts');
  const { certificateText } = await import('../../output/erasureView.ts');
  await withClient(options, async (client) => {
    const found = await client.erasures.show(id);
    if (options.json) return json(found);
    terminal.out(
      found.certificate
        ? certificateText(found.certificate, terminal.width)
        : `${id}: not done yet. It is finished as soon as Temporal and a worker answer.`,
    );
  });
}
