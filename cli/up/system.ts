import { erasureFolders } from '../system/erasuresDir.ts';
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { connect, type Followthrough, type TemporalOptions } from '../../client/index.ts';
import type { Config } from '../../connectors/config/config.ts';
import type { ScriptedAnswer } from '../../domain/verify/reading/scripted.ts';
import { freePort } from '../../embedded/ports.ts';
import { takeLock } from '../../embedded/lock.ts';
import { closeLedger, openLedger } from '../../ledger/connect.ts';
import { type Weakness, weaknesses, weaknessWords } from '../../ledger/check/durability.ts';
import { checkIntegrity } from '../../ledger/check/integrity.ts';
import { migrate } from '../../ledger/migrate.ts';
import { CommandError } from '../errors.ts';
import type { System } from '../system/connect.ts';
import { lockOf } from '../system/running.ts';
import { workflowCode } from '../../worker/prebuilt.ts';
import { backupUpkeep } from '../../worker/backups.ts';
import { startDecisionSweep } from '../../worker/decisions.ts';
import { bookingUpkeep } from '../../worker/bookings.ts';
import { carrierUpkeep } from '../../worker/carrier/upkeep.ts';
import { judgeRows } from '../../worker/judgeRows.ts';
import { keepVendorFeeds } from '../../worker/feeds.ts';
import { watchMailboxes } from '../../worker/mailboxes.ts';
import { RECONCILED_EVERY, reconcileUpkeep } from '../../worker/reconcile.ts';
import { startUpkeep } from '../../worker/upkeep.ts';
import { startGateway } from './gateway.ts';
import { hookAccounts } from './hookAccounts.ts';
import { openLog } from './log.ts';
import { startLedger, startTemporal } from './servers.ts';
import type { Stops } from './stops.ts';
import { startCaseWorker } from './worker.ts';

export interface StartOptions {
  dataDir: string;
  /** Ports that are not given are free ones. */
  temporalPort?: number | undefined;
  uiPort?: number | undefined;
  httpPort?: number | undefined;
  /** Absent: only this machine reaches the gateway. */
  httpHost?: string | undefined;
  /** Without Web UI and gateway: for a rehearsal that nobody looks at. */
  bare?: true;
  /** A server that exists already. */
  databaseUrl?: string | undefined;
  temporal?: TemporalOptions | undefined;
  /** Of a server of our own. */
  namespace: string;
  procedures?: string | undefined;
  config: Config;
  /** What sandbox look-ups answer; absent: nothing is ever new. */
  scenario?: ScriptedAnswer[] | undefined;
  /** Ends what takes long, such as a download. */
  signal: AbortSignal;
  /** Told what is being done. */
  progress: (line: string) => void;
  /** Told when a server of ours ends by itself. */
  onDeath: (what: string) => void;
}

export interface Started extends System {
  client: Followthrough;
  http: string | null;
  ui: string | null;
  temporalVersion: string | null;
  /** For people: where the ledger is. */
  ledger: string;
  /** It is one of our own. */
  embedded: boolean;
  /** What its database promises less than it should. */
  weak: Weakness[];
  config: Config;
}

/** Starts everything in order; what was started is in `stops`, also when a later part fails. */
export async function startSystem(options: StartOptions, stops: Stops): Promise<Started> {
  const { dataDir, progress } = options;
  await claim(dataDir, stops);
  const log = openLog(join(dataDir, 'logs', 'followthrough.log'));
  // May take seconds of its own: the servers start meanwhile.
  const packed = process.env['FOLLOWTHROUGH_BUNDLE'];
  const say = (words: string) => log.debug({ part: 'bundle' }, words);
  const bundle = workflowCode(packed, say).catch(refused);
  bundle.catch(() => undefined);
  progress('Starting the ledger');
  const ledger = await startLedger(options, stops);
  progress('Starting Temporal');
  const httpPort = options.httpPort ?? (await freePort());
  const { temporal, ui, version } = await startTemporal({ ...options, httpPort }, stops);
  progress('Looking whether the ledger is whole');
  const records = openLedger(ledger.url, { connections: 20 });
  stops.add('the connection to the ledger', 1_000, () => closeLedger(records));
  await checkIntegrity(records, { justStarted: ledger.embedded });
  await migrate(records);
  const weak = await weaknesses(records);
  for (const each of weak) log.warn({ part: 'ledger' }, weaknessWords(each));
  const client = await connect({
    ledgerUrl: ledger.url,
    temporal,
    ...erasureFolders(dataDir),
    ...(options.procedures ? { proceduresDir: options.procedures } : {}),
  });
  stops.add('the client', 1_000, () => client.close());
  await client.afterRestore();
  progress('Starting the worker');
  await startCaseWorker(
    { ...options, temporal, databaseUrl: ledger.url, bundle, ledger: records, log },
    stops,
  );
  const redrive = client.startRedrive();
  stops.add('the redrive', 1_000, () => redrive.stop());
  const http = options.bare
    ? null
    : await startGateway(
        client,
        {
          port: httpPort,
          host: options.httpHost,
          publicUrl: process.env['FOLLOWTHROUGH_URL'],
          trustedProxies: process.env['FOLLOWTHROUGH_TRUSTED_PROXIES'],
          accounts: hookAccounts(options.config, client),
          sources: options.config.inbound.hooks,
          judge: judgeRows(options.config, records, options.scenario),
          sealed: { codec: temporal.codec, ui: ui ?? process.env['FOLLOWTHROUGH_UI_ORIGIN'] },
        },
        log,
        stops,
      );
  if (!options.bare) {
    const base = process.env['FOLLOWTHROUGH_URL'] ?? http;
    const decisions = startDecisionSweep({ ledger: records, config: options.config, base, log });
    stops.add('the letters about decisions', 1_000, () => decisions.stop());
    const backups = {
      ledger: records,
      databaseUrl: ledger.url,
      dataDir,
      settings: options.config.backups,
      log,
    };
    const reconciling = startUpkeep(
      { ...reconcileUpkeep(client, log), ...backupUpkeep({ ...backups, embedded: ledger.embedded }) },
      { log, everyMs: RECONCILED_EVERY },
    );
    stops.add('the reconciliation', 2_000, () => reconciling.stop());
    const mailboxes = await watchMailboxes({ client, inbound: options.config.inbound, log });
    stops.add('the mailboxes', 2_000, () => mailboxes.stop());
    await keepVendorFeeds(records, options.config);
    const vendors = { ...carrierUpkeep(client, options.config), ...bookingUpkeep(client, options.config) };
    const told = startUpkeep(vendors, { log });
    stops.add('what vendors say', 1_000, () => told.stop());
  }
  return {
    client,
    databaseUrl: ledger.url,
    ledger: ledger.where,
    embedded: ledger.embedded,
    weak,
    temporal,
    temporalVersion: version,
    ui,
    http,
    config: options.config,
  };
}

function refused(error: Error): never {
  throw new CommandError('FT-CMD-FILE', `${error.message}.`);
}

/** Root runs PostgreSQL as another user, who must be able to pass through. */
export const FOLDER_MODE = process.getuid?.() === 0 ? 0o711 : 0o700;

/** One program a data folder, whichever servers it uses. */
async function claim(dataDir: string, stops: Stops): Promise<void> {
  try {
    const made = await mkdir(dataDir, { recursive: true });
    if (made !== undefined) await chmod(dataDir, FOLDER_MODE);
    await mkdir(join(dataDir, 'logs'), { recursive: true, mode: 0o700 });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError('FT-CMD-DATA-DIR', `the data folder ${dataDir} cannot be used: ${reason}`);
  }
  const lock = await takeLock(lockOf(dataDir), `The data folder ${dataDir}`, []);
  stops.add('the lock', 500, async () => lock.release());
}
