/**
 * `npm run bench:start`: how long `followthrough up` takes from the command to "Followthrough runs", from the sources as
 * `npm start` runs them: once on an empty data folder, then again on the same one. A Temporal server that must be built
 * first is built before.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { freePort } from '../embedded/ports.ts';
import { obtainTemporalServer } from '../embedded/temporalServer.ts';
import { count, say } from './terminal.ts';

const { rounds } = new Command('npm run bench:start --')
  .description('Measures how long a start takes.')
  .option('--rounds <n>', 'later starts', count, 5)
  .parse()
  .opts<{ rounds: number }>();

const ENTRY = fileURLToPath(new URL('../cli/followthrough.mjs', import.meta.url));
const GOAL_SECONDS = 15;

await obtainTemporalServer({ onProgress: say });
const folder = await mkdtemp(join(tmpdir(), 'followthrough-bench-'));
try {
  process.stdout.write(`\nNode ${process.versions.node}, ${cpus().length} cores\n\n`);
  process.stdout.write(`the very first start: ${(await started()).toFixed(1)} s\n`);
  const later: number[] = [];
  for (let round = 0; round < rounds; round += 1) later.push(await started());
  later.sort((one, other) => one - other);
  const [median = 0, longest = 0] = [later[Math.floor(later.length / 2)], later.at(-1)];
  say(
    `a later start: median ${median.toFixed(1)} s, longest ${longest.toFixed(1)} s; goal ${GOAL_SECONDS} s`,
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** @returns seconds until it runs; it is ended as Ctrl-C does it */
async function started(): Promise<number> {
  const ports = ['--http-port', '--temporal-port', '--ui-port'].map(async (name) => [
    name,
    `${await freePort()}`,
  ]);
  const args = [
    'up',
    '--no-samples',
    '--data-dir',
    join(folder, 'data'),
    ...(await Promise.all(ports)).flat(),
  ];
  const begun = performance.now();
  const child = spawn(process.execPath, [ENTRY, ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(child, 'exit');
  for await (const part of child.stdout.setEncoding('utf8'))
    if (`${part}`.includes('Followthrough runs')) break;
  const seconds = (performance.now() - begun) / 1_000;
  child.kill('SIGINT');
  const [code] = await ended;
  if (code !== 0) throw new Error(`it ended with exit code ${code}`);
  return seconds;
}
