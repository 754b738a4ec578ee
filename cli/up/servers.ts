import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { SearchAttributeType } from '@temporalio/common';
import { requireFreePort } from '../../embedded/ports.ts';
import { startPostgres } from '../../embedded/postgres.ts';
import {
  ensureNamespace,
  ensureSearchAttributes,
  obtainTemporalServer,
  recordedServerVersion,
  type SearchAttributes,
  startTemporalServer,
} from '../../embedded/temporalServer.ts';
import { ATTRIBUTES } from '../../workflows/attributes.ts';
import { CommandError } from '../errors.ts';
import type { Stops } from './stops.ts';
import type { StartOptions } from './system.ts';

/** Long enough for questions about a closed case; the ledger keeps everything anyway. */
const RETENTION_DAYS = 30;
/** How late a skip of time may be: rehearsals should not take a second for every step. */
const SKIP_LATE = '100ms';

interface LedgerServer {
  url: string;
  where: string;
}

/** Your PostgreSQL, or one of our own in the data folder. */
export async function startLedger(options: StartOptions, stops: Stops): Promise<LedgerServer> {
  const { databaseUrl, dataDir, onDeath } = options;
  if (databaseUrl) return { url: databaseUrl, where: `PostgreSQL at ${hostOf(databaseUrl)} (DATABASE_URL)` };
  const folder = join(dataDir, 'ledger');
  const postgres = await startPostgres({ dataDir: folder, logFile: join(dataDir, 'logs', 'ledger.log') });
  watch('the ledger', 3_000, postgres, stops, onDeath);
  return { url: postgres.url, where: `PostgreSQL in ${folder}` };
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'the address given';
}

interface TemporalOfOurs {
  address: string;
  ui: string | null;
  version: string | null;
}

/** Your Temporal server, or one of our own, with the namespace and the search attributes that cases need. */
export async function startTemporal(options: StartOptions, stops: Stops): Promise<TemporalOfOurs> {
  const { dataDir, namespace, temporalPort, uiPort, bare, progress, signal, onDeath } = options;
  if (options.temporalAddress) return prepareYours(options.temporalAddress, namespace);
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
    searchAttributes: searchAttributes(),
    timerProcessorMaxTimeShift: SKIP_LATE,
    ...(temporalPort === undefined ? {} : { port: temporalPort }),
    ...(uiPort === undefined ? {} : { uiPort }),
    ...(bare ? { headless: true } : {}),
  });
  watch('Temporal', 6_000, server, stops, onDeath);
  return { address: server.address, ui: server.uiUrl ?? null, version: server.serverVersion };
}

async function prepareYours(address: string, namespace: string): Promise<TemporalOfOurs> {
  let connection: Connection;
  try {
    connection = await Connection.connect({ address, connectTimeout: '5s' });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(
      'FT-CMD-TEMPORAL',
      `no Temporal server answers at ${address} (TEMPORAL_ADDRESS): ${reason}`,
    );
  }
  try {
    await ensureNamespace(connection, { namespace, retentionDays: RETENTION_DAYS });
    await ensureSearchAttributes(connection, namespace, searchAttributes());
  } finally {
    await connection.close();
  }
  return { address, ui: null, version: null };
}

const TYPE_WORDS = {
  [SearchAttributeType.KEYWORD]: 'Keyword',
  [SearchAttributeType.DATETIME]: 'Datetime',
  [SearchAttributeType.INT]: 'Int',
} as const;

function searchAttributes(): SearchAttributes {
  return Object.fromEntries(Object.values(ATTRIBUTES).map(({ name, type }) => [name, TYPE_WORDS[type]]));
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
