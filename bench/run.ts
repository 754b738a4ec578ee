/**
 * `npm run bench`: our case against a bare hand-written workflow with the same timers and sends, in one run on one
 * server. Prints a table, or JSON with --json. docs/benchmarks.md says how to read it.
 */
import { cpus } from 'node:os';
import { Command } from 'commander';
import { bundleSizes } from './bundles.ts';
import { eventsOf } from './histories.ts';
import { compare, type Line, table } from './report.ts';
import { playRound, type Round } from './round.ts';
import { type SideName, sidesOf } from './sides.ts';
import { openStage, type Stage } from './stage.ts';
import { count, say } from './terminal.ts';

const options = new Command('npm run bench --')
  .description('Compares our case with a bare hand-written workflow that has the same timers and sends.')
  .option('--cases <n>', 'cases a round', count, 120)
  .option('--rounds <n>', 'rounds of each side; the sides take turns', count, 3)
  .option('--json', 'prints the figures as JSON')
  .option('--histories', 'prints the events of one case of each side after the figures')
  .parse()
  .opts<{ cases: number; rounds: number; json?: true; histories?: true }>();

const SIDES: SideName[] = ['ours', 'bare'];
/** By then hot code is compiled, pools and caches are filled, and no table is empty. */
const WARM_UP = 100;

say('bundling both workflows');
const bundles = await bundleSizes();
const stage = await openStage(say);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void stage.close().then(() => process.exit(1)));
try {
  const rounds = await playAll(stage);
  report(rounds, compare(rounds, bundles));
  if (options.histories) await showHistories(stage);
} finally {
  await stage.close();
}

async function playAll(on: Stage): Promise<Round[]> {
  const open = sidesOf(on.client);
  say('warming up');
  for (const side of SIDES) await playRound(on, side, open[side], WARM_UP);
  const rounds: Round[] = [];
  for (let number = 1; number <= options.rounds; number += 1) {
    for (const side of SIDES) {
      const round = await playRound(on, side, open[side], options.cases);
      rounds.push(round);
      const speed = (round.cases / round.seconds).toFixed(1);
      say(`round ${number} of ${options.rounds}, ${side}: ${speed} cases a second`);
    }
  }
  return rounds;
}

function report(measured: Round[], lines: Line[]): void {
  const { cases, rounds } = options;
  const machine = { node: process.versions.node, temporal: stage.serverVersion, cores: cpus().length };
  const { node, temporal, cores } = machine;
  const heading = `${rounds} rounds of ${cases} cases a side; Node ${node}, Temporal ${temporal}, ${cores} cores`;
  const text = options.json
    ? JSON.stringify({ ...machine, lines, rounds: measured }, null, 2)
    : `\n${heading}\n\n${table(lines)}`;
  process.stdout.write(`${text}\n`);
}

async function showHistories({ client }: Stage): Promise<void> {
  const open = sidesOf(client);
  for (const side of SIDES) {
    const id = await open[side]();
    await client.engine.workflow.getHandle(id).result();
    say(`\n  ${side}`);
    for (const event of await eventsOf(client.engine, id)) say(event);
  }
}
