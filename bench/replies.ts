/**
 * `npm run bench:replies`: how long a reply takes over HTTP from when it is sent until it is acknowledged, with so many
 * a second whatever the answers take, and that each of them stops its case. Gateway, worker, Temporal and PostgreSQL are
 * processes of this run's own.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { connect, type Followthrough } from '../client/index.ts';
import { freePort } from '../embedded/ports.ts';
import { startPostgres } from '../embedded/postgres.ts';
import { obtainTemporalServer, startTemporalServer } from '../embedded/temporalServer.ts';
import { migrate } from '../ledger/migrate.ts';
import { SEARCH_ATTRIBUTE_TYPES } from '../workflows/attributes.ts';
import { count, say } from './terminal.ts';
import { startGatewayProcess, startWorkerProcess } from './workers.ts';

const { rate, seconds } = new Command('npm run bench:replies --')
  .description('Measures replies over HTTP.')
  .option('--rate <n>', 'replies a second', count, 50)
  .option('--seconds <n>', 'for how long', count, 20)
  .parse()
  .opts<{ rate: number; seconds: number }>();

const GOAL_MS = 500;
const DAY_MS = 86_400_000;
const namespace = 'followthrough';

const folder = await mkdtemp(join(tmpdir(), 'followthrough-bench-'));
// PostgreSQL runs as a user of its own when we are root, and must be able to enter.
await chmod(folder, 0o755);
const closers: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
try {
  say('starting Temporal, PostgreSQL, a worker and a gateway');
  const { path } = await obtainTemporalServer({ onProgress: say });
  const temporal = await startTemporalServer({
    binary: path,
    dbFilename: join(folder, 'temporal.db'),
    logFile: join(folder, 'temporal.log'),
    headless: true,
    namespace,
    searchAttributes: SEARCH_ATTRIBUTE_TYPES,
  });
  closers.push(() => temporal.stop());
  const postgres = await startPostgres({
    dataDir: join(folder, 'ledger'),
    logFile: join(folder, 'ledger.log'),
  });
  closers.push(() => postgres.stop());
  const { address } = temporal;
  const client = await connect({ ledgerUrl: postgres.url, temporal: { address, namespace } });
  closers.push(() => client.close());
  await migrate(client.ledger);
  const around = { folder, address, namespace, databaseUrl: postgres.url };
  const worker = await startWorkerProcess('../worker/main.ts', around);
  closers.push(() => worker.stop());
  const port = await freePort();
  const gateway = await startGatewayProcess(port, around);
  closers.push(() => gateway.stop());
  const url = `http://127.0.0.1:${port}`;
  await answering(`${url}/health`);

  const ids = await open(url, rate * seconds);
  say(`${ids.length} cases wait; letting them come to rest`);
  await sleep(3_000);
  say(`${rate} replies a second for ${seconds} s`);
  const took = await reply(url, ids);
  const stopped = await allAnswered(client, ids);
  report(took, stopped);
} finally {
  for (const end of closers.toReversed()) await end();
}

async function answering(url: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const answers = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answers) return;
    if (tries > 300) throw new Error(`${url} does not answer`);
    await sleep(100);
  }
}

/** Alerts that go out tomorrow: nothing else is due while replies come in. */
async function open(url: string, cases: number): Promise<string[]> {
  say(`opening ${cases} cases`);
  const sent = new Date(Date.now() + DAY_MS).toISOString();
  const lines = Array.from({ length: cases }, (_, index) =>
    JSON.stringify({
      procedure: 'case-alert',
      source: 'bench',
      id: `bench-${index}`,
      facts: { 'alert-sent': sent, 'doctor-name': 'Example' },
      contact: { portal: `example-${index}` },
    }),
  );
  const headers = { 'content-type': 'application/x-ndjson' };
  const answer = await fetch(`${url}/v1/cases/bulk`, { method: 'POST', headers, body: lines.join('\n') });
  const results = (await answer.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { case?: { id: string } });
  const ids = results.flatMap((result) => result.case?.id ?? []);
  if (ids.length !== cases) throw new Error(`only ${ids.length} of ${cases} cases could be opened`);
  return ids;
}

interface Took {
  ms: number[];
  refused: number;
}

/** One reply to each case, at its time, whether or not earlier ones have been answered. */
async function reply(url: string, ids: string[]): Promise<Took> {
  const took: Took = { ms: [], refused: 0 };
  const begun = performance.now();
  const all = ids.map(async (id, index) => {
    const due = begun + (index * 1_000) / rate;
    await sleep(Math.max(0, due - performance.now()));
    const answer = await fetch(`${url}/v1/cases/${encodeURIComponent(id)}/replies`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text: 'Please proceed as is.', source: 'bench', eventId: id }),
    });
    await answer.arrayBuffer();
    if (!answer.ok) took.refused += 1;
    // From when it was to be sent: a queue in front counts as well.
    took.ms.push(performance.now() - due);
  });
  await Promise.all(all);
  return took;
}

/** Milliseconds until the ledger shows all of them as answered. */
async function allAnswered(client: Followthrough, ids: string[]): Promise<number> {
  const begun = performance.now();
  for (;;) {
    const { count: answered } = await client.ledger
      .selectFrom('cases')
      .select(({ fn }) => fn.countAll<string>().as('count'))
      .where('source', '=', 'bench')
      .where('status', '=', 'answered')
      .executeTakeFirstOrThrow();
    if (Number(answered) === ids.length) return performance.now() - begun;
    if (performance.now() - begun > 300_000) {
      const left = (await client.list({ limit: 10_000 }))
        .filter(({ status }) => status !== 'answered')
        .slice(0, 5);
      const shown = JSON.stringify(
        left.map(({ id, status, waitingOn, started }) => ({ id, status, waitingOn, started })),
      );
      throw new Error(`only ${answered} of ${ids.length} cases have stopped, not ${shown}`);
    }
    await sleep(100);
  }
}

function report({ ms, refused }: Took, stopped: number): void {
  const sorted = ms.toSorted((a, b) => a - b);
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(0);
  const p99 = Number(at(0.99));
  process.stdout.write(
    [
      '',
      `${ms.length} replies, ${rate} a second; Node ${process.versions.node}, ${cpus().length} cores`,
      `accepted and committed: p50 ${at(0.5)} ms, p90 ${at(0.9)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`,
      `refused: ${refused}`,
      `all cases stopped ${stopped.toFixed(0)} ms after the last answer`,
      p99 < GOAL_MS && refused === 0
        ? `The goal is met: p99 under ${GOAL_MS} ms.`
        : `The goal is missed: p99 under ${GOAL_MS} ms.`,
      '',
    ].join('\n'),
  );
}
