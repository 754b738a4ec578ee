/**
 * `npm run bench`: our case against a bare hand-written workflow with the same timers and sends, in one run on one
 * server. Prints a table, or JSON with --json. docs/benchmarks.md says how to read it.
 */
import { cpus } from 'node:os';
import { Command } from 'commander';
import { bundleWorkflows } from '../worker/bundle.ts';
import { bareBundle } from './bareWorker.ts';
import { eventsOf } from './histories.ts';
import { compare, table } from './report.ts';
import { playRound, type Round } from './round.ts';
import { type SideName, sidesOf } from './sides.ts';
import { openStage } from './stage.ts';
import { count, say } from './terminal.ts';

const options = new Command('npm run bench --')
  .description(
    'compares our case with a bare hand-written workflow that has the same timers and the same sends',
  )
  .option('--cases <n>', 'cases a round', count, 150)
  .option('--rounds <n>', 'rounds of each side; they alternate', count, 4)
  .option('--json', 'the figures as JSON on the standard output')
  .option('--histories', 'prints the events of one case of each side after the table')
  .parse()
  .opts<{ cases: number; rounds: number; json?: true; histories?: true }>();

/** Code is compiled, caches and pools are filled, tables are not empty. */
const WARM_UP = 100;
const SIDES: SideName[] = ['ours', 'bare'];

const bundles = { ours: (await bundleWorkflows()).code.length, bare: (await bareBundle()).code.length };
const stage = await openStage(say);
try {
  const open = sidesOf(stage.client);
  for (const side of SIDES) await playRound(stage, side, open[side], WARM_UP);
  const rounds: Round[] = [];
  for (let number = 1; number <= options.rounds; number += 1) {
    for (const side of SIDES) {
      const round = await playRound(stage, side, open[side], options.cases);
      rounds.push(round);
      say(
        `round ${number} of ${options.rounds}, ${side}: ${(round.cases / round.seconds).toFixed(1)} cases/s`,
      );
    }
  }
  const lines = compare(rounds, bundles);
  const machine = { node: process.versions.node, cores: cpus().length, temporal: stage.serverVersion };
  const { cases, rounds: each } = options;
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ ...machine, cases, rounds: each, lines }, null, 2)}\n`
      : `\n${each} rounds of ${cases} cases a side; Node ${machine.node}, Temporal ${machine.temporal}, ${machine.cores} cores\n\n${table(lines)}\n`,
  );
  if (options.histories) {
    for (const side of SIDES) {
      const id = await open[side]();
      await stage.client.engine.workflow.getHandle(id).result();
      process.stdout.write(`\n${side}\n${(await eventsOf(stage.client.engine, id)).join('\n')}\n`);
    }
  }
} finally {
  await stage.close();
}
