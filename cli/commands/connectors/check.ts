import type { Command } from 'commander';
import type { Checked } from '../../../connectors/check/all.ts';
import type { Ledger } from '../../../ledger/connect.ts';
import { EXIT } from '../../exit.ts';
import { jsonLines, terminal } from '../../output/terminal.ts';
import { example, type WithSystem, withSystem } from '../common.ts';

interface Options extends WithSystem {
  config: string;
}

export function addConnectors(program: Command): void {
  const group = program
    .command('connectors')
    .description('Look at the systems around: what works and what does not.');
  example(group, 'connectors check');
  const check = group
    .command('check')
    .description('Say of each connector what works, what is missing and what a fix is. Contacts nobody.')
    .option(
      '--config <file>',
      'the configuration',
      process.env['FOLLOWTHROUGH_CONFIG'] || 'followthrough.yaml',
    )
    .addHelpText('after', '\nEnds with exit code 1 when something is broken.')
    .action(checkAll);
  example(withSystem(check), 'connectors check', 'connectors check --config staging.yaml --json');
}

const HEAD = ['', 'for', 'connector', 'what was found'];
const MARKS: Record<Checked['state'], string> = { works: '✓', missing: '!', broken: '✗', unknown: '?' };

async function checkAll(options: Options): Promise<void> {
  const { configFrom } = await import('../../up/config.ts');
  const { checkConnectors } = await import('../../../connectors/check/all.ts');
  const config = await configFrom(options.config);
  const found = await withLedger(options, (ledger) => checkConnectors(config, ledger));
  const broken = found.filter(({ state }) => state === 'broken').length;
  if (broken > 0) process.exitCode = EXIT.refused;
  if (options.json) return jsonLines(found);
  const { table } = await import('../../output/table.ts');
  const rows = found.map(({ state, of, connector, what, fix }) => [
    MARKS[state],
    of,
    connector,
    fix === undefined ? what : `${what}\n→ ${fix}`,
  ]);
  terminal.out(table(rows, terminal.width, HEAD));
  terminal.say(broken === 0 ? 'Nothing is broken.' : `Broken: ${broken}.`);
}

/** A check is made before the first start as well: then there is no ledger. */
async function withLedger<T>({ dataDir }: Options, work: (ledger: Ledger | null) => Promise<T>): Promise<T> {
  const { findSystem } = await import('../../system/connect.ts');
  const system = findSystem(dataDir);
  if (!system) return work(null);
  const { closeLedger, openLedger } = await import('../../../ledger/connect.ts');
  const ledger = openLedger(system.databaseUrl);
  try {
    return await work(ledger);
  } finally {
    await closeLedger(ledger);
  }
}
