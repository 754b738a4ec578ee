/**
 * `npm run bench:tasks`: how long a page of the work list takes with 10,000 open tasks, in a PostgreSQL of this run's
 * own, and how long it takes to read the list to its end.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import pg from 'pg';
import { connect, type Followthrough, type TaskPageFilter } from '../client/index.ts';
import { startPostgres } from '../embedded/postgres.ts';
import { migrate } from '../ledger/migrate.ts';
import { fillWithTasks } from './manyTasks.ts';
import { count, say } from './terminal.ts';

const { tasks, rounds } = new Command('npm run bench:tasks --')
  .description('Measures a page of the work list with many open tasks.')
  .option('--tasks <n>', 'open tasks in the ledger', count, 10_000)
  .option('--rounds <n>', 'pages of each kind', count, 50)
  .parse()
  .opts<{ tasks: number; rounds: number }>();

const GOAL_MS = 50;
const LISTS: { name: string; filter: TaskPageFilter }[] = [
  { name: 'all roles', filter: {} },
  { name: 'one role', filter: { role: 'role-3' } },
  { name: 'one person', filter: { person: 'person-3' } },
  { name: 'overdue', filter: { due: 'overdue' } },
];

const folder = await mkdtemp(join(tmpdir(), 'followthrough-bench-'));
// PostgreSQL runs as a user of its own when we are root, and must be able to enter.
await chmod(folder, 0o755);
const postgres = await startPostgres({
  dataDir: join(folder, 'ledger'),
  logFile: join(folder, 'ledger.log'),
});
// The list asks the ledger alone; nobody listens at this address.
const client = await connect({
  ledgerUrl: postgres.url,
  temporal: { address: '127.0.0.1:1', namespace: 'none' },
});
try {
  await migrate(client.ledger);
  say(`filling a ledger with ${tasks} open tasks`);
  const database = new pg.Client({ connectionString: postgres.url });
  await database.connect();
  await fillWithTasks(database, tasks);
  await database.end();
  const cores = cpus().length;
  process.stdout.write(
    `\n${tasks} open tasks, ${10 * tasks} done; Node ${process.versions.node}, ${cores} cores\n\n`,
  );
  for (const list of LISTS) await measure(client, list);
  await readThrough(client);
} finally {
  await client.close();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}

/** Pages one after the other from the head of the list; a list that ends begins again. */
async function measure(on: Followthrough, { name, filter }: (typeof LISTS)[number]): Promise<void> {
  const times: number[] = [];
  let after: string | null = null;
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now();
    const page = await on.taskPage({ ...filter, ...(after === null ? {} : { after }) });
    times.push(performance.now() - begun);
    after = page.next;
  }
  times.sort((one, other) => one - other);
  const at = (share: number) => times[Math.floor(share * (times.length - 1))] ?? 0;
  const met = at(1) <= GOAL_MS ? 'met' : 'above';
  process.stdout.write(
    `${name}: a page of 50 in ${at(0.5).toFixed(1)} ms (median), ${at(0.95).toFixed(1)} ms (95 %), ${at(1).toFixed(1)} ms (longest); goal ${GOAL_MS} ms: ${met}\n`,
  );
}

async function readThrough(on: Followthrough): Promise<void> {
  const begun = performance.now();
  let read = 0;
  let after: string | undefined;
  do {
    const page = await on.taskPage({ hidden: true, limit: 1_000, after });
    read += page.tasks.length;
    after = page.next ?? undefined;
  } while (after !== undefined);
  const seconds = ((performance.now() - begun) / 1000).toFixed(2);
  process.stdout.write(`all ${read} of them, 1,000 a page: ${seconds} s\n`);
}
