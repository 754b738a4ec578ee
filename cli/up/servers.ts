import { join } from 'node:path';
import { type TemporalOptions, withCodec } from '../../client/index.ts';
import { requireFreePort } from '../../embedded/ports.ts';
import { startPostgres } from '../../embedded/postgres.ts';
import {
  obtainTemporalServer,
  recordedServerVersion,
  startTemporalServer,
} from '../../embedded/temporalServer.ts';
import { SEARCH_ATTRIBUTE_TYPES } from '../../workflows/attributes.ts';
import { prepareYours, RETENTION_DAYS } from './prepareTemporal.ts';
import type { Stops } from './stops.ts';
import type { StartOptions } from './system.ts';

/** How late a skip of time may be: rehearsals should not take a second for every step. */
const SKIP_LATE = '100ms';

interface LedgerServer {
  url: string;
  where: string;
  embedded: boolean;
}

/** Your PostgreSQL, or one of our own in the data folder. */
export async function startLedger(options: StartOptions, stops: Stops): Promise<LedgerServer> {
  const { databaseUrl, dataDir, onDeath } = options;
  if (databaseUrl)
    return {
      url: databaseUrl,
      where: `PostgreSQL at ${hostOf(databaseUrl)} (DATABASE_URL)`,
      embedded: false,
    };
  const folder = join(dataDir, 'ledger');
  const postgres = await startPostgres({ dataDir: folder, logFile: join(dataDir, 'logs', 'ledger.log') });
  watch('the ledger', 3_000, postgres, stops, onDeath);
  return { url: postgres.url, where: `PostgreSQL in ${folder}`, embedded: true };
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'the address given';
}

interface PreparedTemporal {
  temporal: TemporalOptions;
  ui: string | null;
  version: string | null;
}

/** Your Temporal server, or one of our own, with the namespace and the search attributes that cases need. */
export async function startTemporal(options: StartOptions, stops: Stops): Promise<PreparedTemporal> {
  const { dataDir, namespace, temporalPort, uiPort, bare, progress, signal, onDeath } = options;
  const sealing = withCodec({}, process.env);
  if (options.temporal) return { ...(await prepareYours(options.temporal)), ui: null, version: null };
  if (temporalPort !== undefined) await requireFreePort(temporalPort, 'Temporal', '--temporal-port');
  if (uiPort !== undefined) await requireFreePort(uiPort, "Temporal's Web UI", '--ui-port');
  const dbFilename = join(dataDir, 'temporal', 'temporal.db');
  const { path } = await obtainTemporalServer({
    onProgress: progress,
    serverVersion: recordedServerVersion(dbFilename),
    signal,
  });
  const server = await startTemporalServer({
    binary: path,
    dbFilename,
    logFile: join(dataDir, 'logs', 'temporal.log'),
    namespace,
    retentionDays: RETENTION_DAYS,
    searchAttributes: SEARCH_ATTRIBUTE_TYPES,
    timerProcessorMaxTimeShift: SKIP_LATE,
    ...(temporalPort === undefined ? {} : { port: temporalPort }),
    ...(uiPort === undefined ? {} : { uiPort }),
    ...(bare ? { headless: true } : {}),
    ...(sealing.codec ? { uiCodecEndpoint: `http://127.0.0.1:${options.httpPort}/codec` } : {}),
  });
  watch('Temporal', 6_000, server, stops, onDeath);
  const temporal = { address: server.address, namespace, ...sealing };
  return { temporal, ui: server.uiUrl ?? null, version: server.serverVersion };
}

function watch(
  what: string,
  within: number,
  server: { exited: Promise<unknown>; stop(): Promise<void> },
  stops: Stops,
  onDeath: (what: string) => void,
): void {
  let stopping = false;
  stops.add(what, within, () => {
    stopping = true;
    return server.stop();
  });
  void server.exited.then(() => stopping || onDeath(what));
}
