import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { connect, type Followthrough } from '../client/index.ts';
import { type Child, startChild } from '../embedded/child.ts';
import { startPostgres } from '../embedded/postgres.ts';
import { obtainTemporalServer, startTemporalServer } from '../embedded/temporalServer.ts';
import { migrate } from '../ledger/migrate.ts';
import { SEARCH_ATTRIBUTE_TYPES } from '../workflows/attributes.ts';
import { BARE_TABLE } from './bareActivities.ts';

const NAMESPACE = 'followthrough';

/** Everything that a comparison needs, started for this run alone. */
export interface Stage {
  client: Followthrough;
  pids: { server: number; postgres: number; ours: number; bare: number };
  serverVersion: string;
  /** Rejects when a process of the stage ends by itself: what is measured then means nothing. */
  broken: Promise<never>;
  close(): Promise<void>;
}

/**
 * A Temporal server on a database file, a PostgreSQL, and a worker process for each side. Both workers are there all the
 * time, so that neither side is measured with less going on around it.
 */
export async function openStage(say: (line: string) => void): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'followthrough-bench-'));
  // PostgreSQL runs as a user of its own when we are root, and must be able to enter.
  await chmod(folder, 0o755);
  const closers: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  const close = async () => {
    for (const end of closers.splice(0).reverse()) await end();
  };
  try {
    say('starting Temporal and PostgreSQL');
    const { path } = await obtainTemporalServer({ onProgress: say });
    const temporal = await startTemporalServer({
      binary: path,
      dbFilename: join(folder, 'temporal.db'),
      logFile: join(folder, 'temporal.log'),
      headless: true,
      namespace: NAMESPACE,
      searchAttributes: SEARCH_ATTRIBUTE_TYPES,
      timerProcessorMaxTimeShift: '50ms',
    });
    closers.push(() => temporal.stop());
    const postgres = await startPostgres({
      dataDir: join(folder, 'ledger'),
      logFile: join(folder, 'ledger.log'),
    });
    closers.push(() => postgres.stop());
    const client = await connect({
      ledgerUrl: postgres.url,
      temporal: { address: temporal.address, namespace: NAMESPACE },
      patience: 30_000,
    });
    closers.push(() => client.close());
    await prepare(client, postgres.url);

    say('starting a worker for each side');
    const work = (script: string) => startWorkerProcess(script, folder, temporal.address, postgres.url);
    const [ours, bare] = await Promise.all([work('../worker/main.ts'), work('./bareWorker.ts')]);
    closers.push(() =>
      Promise.all(
        [ours, bare].map((child) =>
          child.stop([
            ['SIGTERM', 20_000],
            ['SIGKILL', 5_000],
          ]),
        ),
      ),
    );
    return {
      client,
      pids: { server: temporal.pid, postgres: postgres.pid, ours: ours.pid, bare: bare.pid },
      serverVersion: temporal.serverVersion,
      broken: whenEnded({ temporal, postgres, 'our worker': ours, 'the bare worker': bare }, folder),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function prepare(client: Followthrough, url: string): Promise<void> {
  await migrate(client.ledger);
  const database = new pg.Client({ connectionString: url });
  await database.connect();
  await database.query(BARE_TABLE);
  await database.end();
}

function startWorkerProcess(script: string, folder: string, address: string, url: string): Promise<Child> {
  const program = fileURLToPath(new URL(script, import.meta.url));
  return startChild({
    command: process.execPath,
    args: ['--import', import.meta.resolve('tsx'), program],
    env: {
      ...process.env,
      TZ: 'UTC',
      TEMPORAL_ADDRESS: address,
      TEMPORAL_NAMESPACE: NAMESPACE,
      DATABASE_URL: url,
      // None there: sandboxes everywhere, whatever this folder is configured for.
      FOLLOWTHROUGH_CONFIG: join(folder, 'none.yaml'),
    },
    logFile: join(folder, `${script.replaceAll(/\W/g, '')}.log`),
    onOurDeath: 'SIGTERM',
  });
}

/** A process of the stage, and the file that it writes to. */
type Part = { exited: Promise<unknown>; logFile: string };

function whenEnded(parts: Record<string, Part>): Promise<never> {
  const all = Object.entries(parts).map(async ([name, { exited, logFile }]): Promise<never> => {
    await exited;
    const last = await readFile(logFile, 'utf8').then((log) => log.trimEnd().split('\n').slice(-10));
    throw new Error(`${name} ended in the middle of the run. The end of its log:\n${last.join('\n')}`);
  });
  const broken = Promise.race(all);
  // At the orderly end they all end, and nobody listens any more.
  for (const one of [...all, broken]) one.catch(() => undefined);
  return broken;
}
