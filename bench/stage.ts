import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { connect, type Followthrough } from '../client/index.ts';
import { startPostgres } from '../embedded/postgres.ts';
import { obtainTemporalServer, startTemporalServer } from '../embedded/temporalServer.ts';
import { migrate } from '../ledger/migrate.ts';
import { SEARCH_ATTRIBUTE_TYPES } from '../workflows/attributes.ts';
import { BARE_TABLE } from './bareActivities.ts';
import { startWorkerProcess, whenOneEnds } from './workers.ts';

const namespace = 'followthrough';

/** Everything that a comparison needs, started for this run alone. */
export interface Stage {
  client: Followthrough;
  pids: { server: number; postgres: number; ours: number; bare: number };
  serverVersion: string;
  /** Rejects when a process of the stage ends by itself. */
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
  const closers = [() => rm(folder, { recursive: true, force: true })];
  const close = once(async () => {
    for (const end of closers.reverse()) await end();
  });
  try {
    const log = { temporal: join(folder, 'temporal.log'), postgres: join(folder, 'ledger.log') };
    say('starting Temporal and PostgreSQL');
    const { path } = await obtainTemporalServer({ onProgress: say });
    const temporal = await startTemporalServer({
      binary: path,
      dbFilename: join(folder, 'temporal.db'),
      logFile: log.temporal,
      headless: true,
      namespace,
      searchAttributes: SEARCH_ATTRIBUTE_TYPES,
      timerProcessorMaxTimeShift: '50ms',
    });
    closers.push(() => temporal.stop());
    const postgres = await startPostgres({ dataDir: join(folder, 'ledger'), logFile: log.postgres });
    closers.push(() => postgres.stop());
    const { address } = temporal;
    const client = await connect({
      ledgerUrl: postgres.url,
      temporal: { address, namespace },
      patience: 30_000,
    });
    closers.push(() => client.close());
    await migrate(client.ledger);
    await makeBareTable(postgres.url);

    say('starting a worker for each side');
    const around = { folder, address, namespace, databaseUrl: postgres.url };
    const ours = await startWorkerProcess('../worker/main.ts', around);
    closers.push(() => ours.stop());
    const bare = await startWorkerProcess('./bareWorker.ts', around);
    closers.push(() => bare.stop());
    return {
      client,
      pids: { server: temporal.pid, postgres: postgres.pid, ours: ours.pid, bare: bare.pid },
      serverVersion: temporal.serverVersion,
      broken: whenOneEnds({
        Temporal: { child: temporal, logFile: log.temporal },
        PostgreSQL: { child: postgres, logFile: log.postgres },
        'our worker': ours,
        'the bare worker': bare,
      }),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function makeBareTable(url: string): Promise<void> {
  const database = new pg.Client({ connectionString: url });
  await database.connect();
  await database.query(BARE_TABLE);
  await database.end();
}

function once(work: () => Promise<void>): () => Promise<void> {
  let begun: Promise<void> | undefined;
  return () => (begun ??= work());
}
