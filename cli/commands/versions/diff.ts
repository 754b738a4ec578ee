import type { Command } from 'commander';
import { json, terminal } from '../../output/terminal.ts';
import { example, type WithSystem, withSystem } from '../common.ts';

interface Options extends WithSystem {
  procedures?: string;
}

export function addDiff(program: Command): void {
  const command = program
    .command('diff')
    .description('Say in plain English what a version of a procedure does otherwise than another.')
    .argument('<procedure>', 'its name')
    .argument('<from>', 'a version: its number, the beginning of its hash, or "file" for what is on disk')
    .argument('<to>', 'another version')
    .option('--procedures <folder>', 'folder with the procedures as they are on disk')
    .action(diff);
  example(withSystem(command), 'diff case-alert 1 2', 'diff case-alert 2 file', 'diff case-alert 3f9a 81c2');
}

async function diff(name: string, from: string, to: string, options: Options): Promise<void> {
  const { withClient } = await import('../../system/connect.ts');
  await withClient(options, async (client) => {
    const found = await client.diffVersions(name, from, to);
    if (options.json) return json({ procedure: name, ...found });
    const { wrap } = await import('../../output/table.ts');
    const called = ({ version, hash }: { version: number; hash: string }) =>
      `version ${version} (${hash.slice(0, 8)})`;
    terminal.out(`${name}: from ${called(found.from)} to ${called(found.to)}\n`);
    if (found.says.length === 0) {
      const same = found.from.hash === found.to.hash;
      terminal.out(
        same ? 'It is the same version.' : 'They differ in comments and layout only: a case does the same.',
      );
    }
    for (const line of found.says) {
      const [first = '', ...more] = wrap(line, terminal.width - 2);
      terminal.out([`- ${first}`, ...more.map((rest) => `  ${rest}`)].join('\n'));
    }
  });
}
