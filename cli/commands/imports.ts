import { type Command, Option } from 'commander';
import type { RowOutcome } from '../../client/index.ts';
import { json, jsonLines, terminal } from '../output/terminal.ts';
import { example, type WithSystem, withSystem } from './common.ts';

const OUTCOMES: RowOutcome[] = [
  'opened',
  'joined',
  'already-running',
  'not-needed',
  'held',
  'discrepancy',
  'error',
];

interface Options extends WithSystem {
  outcome?: RowOutcome;
  limit?: string;
}

const IMPORTS_SHOWN = '20';
const ROWS_SHOWN = '100';

export function addImports(program: Command): void {
  const imports = program
    .command('imports')
    .description('List the imports, the newest first, or show one with its rows.')
    .option('--limit <number>', `how many at most (default: ${IMPORTS_SHOWN})`)
    .action(listImports);
  example(withSystem(imports), 'imports', 'imports show 1f2e3d4c --outcome error');
  const show = imports
    .command('show')
    .description(
      'Show what became of the rows of an import; without --outcome those that a person should see.',
    )
    .argument('<import>', 'its id, or the end of it')
    .addOption(new Option('--outcome <outcome>', 'only rows that ended like this').choices(OUTCOMES))
    .option('--limit <number>', `how many rows at most (default: ${ROWS_SHOWN})`)
    .action((meant: string, _: unknown, command: Command) => showImport(meant, command.optsWithGlobals()));
  example(withSystem(show), 'imports show 1f2e3d4c', 'imports show 1f2e3d4c --outcome discrepancy');
}

async function listImports(options: Options): Promise<void> {
  const { wholeNumber } = await import('../input/numbers.ts');
  const limit = wholeNumber('--limit', options.limit ?? IMPORTS_SHOWN, 1, 1_000);
  const { withClient } = await import('../system/connect.ts');
  await withClient(options, async (client) => {
    const found = await client.imports({ limit });
    if (options.json) return jsonLines(found);
    if (found.length === 0)
      return terminal.say('Nothing has been imported. "followthrough import --help" shows how.');
    const { importList } = await import('../output/importView.ts');
    terminal.out(importList(found, terminal.width));
  });
}

/** What the supplier of the list must hear of, or somebody must look at. */
const FOR_A_PERSON: RowOutcome[] = ['held', 'discrepancy', 'error'];

async function showImport(meant: string, options: Options): Promise<void> {
  const { wholeNumber } = await import('../input/numbers.ts');
  const limit = wholeNumber('--limit', options.limit ?? ROWS_SHOWN, 1, 100_000);
  const { withClient } = await import('../system/connect.ts');
  await withClient(options, async (client) => {
    const found = await client.showImport(meant);
    const outcomes = options.outcome ? [options.outcome] : FOR_A_PERSON;
    const rows = await client.importRows(found.id, { outcomes, limit });
    if (options.json) return json({ ...found, resultRows: rows });
    const { importHead, importRows } = await import('../output/importView.ts');
    terminal.out(importHead(found));
    if (rows.length > 0) terminal.out(`\n${importRows(rows, terminal.width)}`);
    if (rows.length === limit) terminal.say(`These are the first ${limit} such rows; --limit shows more.`);
  });
}
