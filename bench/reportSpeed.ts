/**
 * `npm run bench:report`: how long `followthrough report` takes over a ledger with 100,000 cases, in a PostgreSQL of
 * this run's own.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import pg from 'pg';
import { connect, type Followthrough } from '../client/index.ts';
import { startPostgres } from '../embedded/postgres.ts';
import { migrate } from '../ledger/migrate.ts';
import { fillWithCases } from './manyCases.ts';
import { count, say } from './terminal.ts';

const { cases, rounds } = new Command('npm run bench:report --')
  .description('Measures the report over a ledger with many cases.')
  .option('--cases <n>', 'cases in the ledger', count, 100_000)
  .option('--rounds <n>', 'reports of each period', count, 5)
  .parse()
  .opts<{ cases: number; rounds: number }>();

const PERIODS = [
  { name: 'the whole year, 52 weeks', from: '2026-01-05', to: '2027-01-03' },
  { name: 'a quarter, 13 weeks', from: '2026-07-06', to: '2026-10-04' },
];
const NOW = Date.parse('2027-02-01T00:00:00Z');
const GOAL_SECONDS = 2;

const folder = await mkdtemp(join(tmpdir(), 'followthrough-bench-'));
// PostgreSQL runs as a user of its own when we are root, and must be able to enter.
await chmod(folder, 0o755);
const postgres = await startPostgres({
  dataDir: join(folder, 'ledger'),
  logFile: join(folder, 'ledger.log'),
});
// The report asks the ledger alone; nobody listens at this address.
const client = await connect({
  ledgerUrl: postgres.url,
  temporal: { address: '127.0.0.1:1', namespace: 'none' },
});
try {
  await migrate(client.ledger);
  say(`filling a ledger with ${cases} cases`);
  const database = new pg.Client({ connectionString: postgres.url });
  await database.connect();
  await fillWithCases(database, cases);
  await database.end();
  process.stdout.write(`\n${cases} cases; Node ${process.versions.node}, ${cpus().length} cores\n\n`);
  for (const period of PERIODS) await measure(client, period);
} finally {
  await client.close();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}

async function measure(on: Followthrough, { name, from, to }: (typeof PERIODS)[number]): Promise<void> {
  const times: number[] = [];
  let opened = 0;
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now();
    const told = await on.report('bench', { from, to, now: NOW });
    times.push((performance.now() - begun) / 1000);
    opened = told.total?.opened ?? 0;
  }
  const shown = times.map((each) => each.toFixed(2)).join(' ');
  const met = Math.max(...times) <= GOAL_SECONDS ? 'met' : 'above';
  process.stdout.write(`${name} (${opened} cases opened): ${shown} s; goal ${GOAL_SECONDS} s: ${met}\n`);
}
