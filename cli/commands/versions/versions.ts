import type { Command } from 'commander';
import { json, terminal } from '../../output/terminal.ts';
import { example, type WithSystem, withSystem } from '../common.ts';

interface Options extends WithSystem {
  procedures?: string;
}

export function addVersions(program: Command): void {
  const command = program
    .command('versions')
    .description('List every version of a procedure that cases have run on, and the open cases on it.')
    .argument('<procedure>', 'its name')
    .option('--procedures <folder>', 'folder with the procedures as they are on disk')
    .action(listVersions);
  example(withSystem(command), 'versions case-alert');
}

async function listVersions(name: string, options: Options): Promise<void> {
  const { withClient } = await import('../../system/connect.ts');
  await withClient(options, async (client) => {
    const versions = await client.versions(name);
    if (options.json) return json({ procedure: name, versions });
    const { table } = await import('../../output/table.ts');
    const { ownZone, short } = await import('../../output/times.ts');
    const rows = versions.map(({ version, hash, firstSeen, by, openCases, onDisk }) => [
      String(version),
      hash.slice(0, 8),
      short(firstSeen, ownZone()) || 'not used yet',
      by ?? '',
      String(openCases),
      onDisk ? 'the file' : '',
    ]);
    const head = ['version', 'hash', `first seen (${ownZone()})`, 'by', 'open cases', ''];
    terminal.out(table(rows, terminal.width, head));
  });
}
