import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { connect, temporalFrom } from '../client/index.ts';
import { loadConfig } from '../connectors/config/read.ts';
import { createConnectors } from '../connectors/connectors.ts';
import { render } from '../domain/problem.ts';
import { closeLedger, openLedger } from '../ledger/connect.ts';
import { keepContactRules } from '../ledger/contactRules/kept.ts';
import { weaknesses, weaknessWords } from '../ledger/check/durability.ts';
import { checkIntegrity } from '../ledger/check/integrity.ts';
import { keepHouse } from '../ledger/house.ts';
import { showAlive } from './alive.ts';
import { assembleActivities } from './assemble.ts';
import { backupUpkeep } from './backups.ts';
import { watchCalendars } from './calendars.ts';
import { bookingUpkeep } from './bookings.ts';
import { carrierUpkeep } from './carrier/upkeep.ts';
import { startDecisionSweep } from './decisions.ts';
import { confirmOptOuts } from './confirmations.ts';
import { keepVendorFeeds } from './feeds.ts';
import { endWhenHanging } from './hanging.ts';
import { processLog } from './log.ts';
import { watchMailboxes } from './mailboxes.ts';
import { judgeRows } from './judgeRows.ts';
import { versions } from './node.ts';
import { workflowCode } from './prebuilt.ts';
import { RECONCILED_EVERY, reconcileUpkeep } from './reconcile.ts';
import { webhookUpkeep } from './replays.ts';
import { assembleReports } from './reports.ts';
import { logRuntime } from './runtimeLog.ts';
import { replayRecent, unfit } from './verify.ts';
import { startUpkeep } from './upkeep.ts';
import { type RunningWorker, startWorker, TASK_QUEUE } from './worker.ts';

/**
 * A worker as a process of its own: TEMPORAL_ADDRESS or a profile (see `temporalFrom`), DATABASE_URL; optional FOLLOWTHROUGH_CONFIG,
 * FOLLOWTHROUGH_PROCEDURES, FOLLOWTHROUGH_TASK_QUEUE, FOLLOWTHROUGH_DATA_DIR, FOLLOWTHROUGH_ALIVE (see `showAlive`),
 * FOLLOWTHROUGH_HANG_SECONDS (see `endWhenHanging`),
 * FOLLOWTHROUGH_BUNDLE or `--bundle FILE`: workflow code that is packed already. Ends orderly on SIGTERM and SIGINT.
 * `--verify`: replays the newest cases first and ends with an error, before it polls, if this code does not fit them.
 */
async function main(
  env: NodeJS.ProcessEnv,
  { bundleFile, verify }: { bundleFile?: string | undefined; verify: boolean },
): Promise<void> {
  const log = processLog('worker', env);
  logRuntime(log);
  let polling: RunningWorker | undefined;
  let told = false;
  endWhenHanging('worker', () => told || polling === undefined || polling.state() === 'RUNNING');
  const ledger = openLedger(needed(env, 'DATABASE_URL'));
  const { config, problems } = await loadConfig(env['FOLLOWTHROUGH_CONFIG'] ?? 'followthrough.yaml');
  if (!config) throw new Error(problems.map((problem) => render(problem, '')).join('\n'));
  await keepContactRules(ledger, config.contactRules, 'worker', Date.now());
  await keepHouse(ledger, config, 'worker', Date.now());
  await checkIntegrity(ledger, { justStarted: false });
  for (const each of await weaknesses(ledger)) log.warn(weaknessWords(each));
  const calendars = await watchCalendars(env['FOLLOWTHROUGH_PROCEDURES'], log);
  const temporal = temporalFrom(env) ?? missing('TEMPORAL_ADDRESS');
  const taskQueue = env['FOLLOWTHROUGH_TASK_QUEUE'] ?? TASK_QUEUE;
  const proceduresDir = env['FOLLOWTHROUGH_PROCEDURES'];
  const system = {
    ledgerUrl: needed(env, 'DATABASE_URL'),
    temporal,
    taskQueue,
    ...(proceduresDir ? { proceduresDir } : {}),
  };
  const reports = assembleReports({
    reports: config.reports,
    dataDir: env['FOLLOWTHROUGH_DATA_DIR'] ?? '.followthrough',
    judge: judgeRows(config, ledger),
    system,
  });
  const prebuilt = bundleFile ?? env['FOLLOWTHROUGH_BUNDLE'];
  const bundle = await workflowCode(prebuilt);
  if (verify) {
    const { replayed, failed } = await replayRecent({ ...temporal, taskQueue, bundle });
    if (failed.length > 0) throw new Error(unfit(failed));
    log.info({ replayed }, 'the newest cases fit this code');
  }
  const dataDir = env['FOLLOWTHROUGH_DATA_DIR'] ?? '.followthrough';
  // Beside the backups: what a restored ledger has forgotten.
  const erasuresDir = env['FOLLOWTHROUGH_ERASURES'] ?? join(dataDir, 'erasures');
  const client = await connect({ ...system, erasuresDir });
  await client.afterRestore();
  const worker = await startWorker({
    ...temporal,
    taskQueue,
    bundle,
    activities: {
      ...assembleActivities({ ledger, config, calendar: (name) => calendars.named(name) }),
      ...reports.activities,
    },
  });
  polling = worker;
  const stop = () => {
    told = true;
    void worker.stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  const base = env['FOLLOWTHROUGH_URL'] ?? null;
  const decisions = startDecisionSweep({ ledger, config, base, log });
  const connectors = createConnectors(config, ledger);
  await keepVendorFeeds(ledger, config);
  const upkeep = startUpkeep(
    {
      'the texts that confirm opt-outs': () => confirmOptOuts({ ledger, connectors, house: config }),
      ...webhookUpkeep({ ledger, connectors }),
      ...carrierUpkeep(client, config),
      ...bookingUpkeep(client, config),
    },
    { log },
  );
  const backups = {
    ledger,
    databaseUrl: system.ledgerUrl,
    dataDir,
    settings: config.backups,
    embedded: false,
    log,
  };
  const reconciling = startUpkeep(
    { ...reconcileUpkeep(client, log), ...backupUpkeep(backups) },
    { log, everyMs: RECONCILED_EVERY },
  );
  // What comes in here must reach its case, whether a gateway runs or not; any number of processes may do it.
  const redrive = client.startRedrive();
  const mailboxes = await watchMailboxes({ client, inbound: config.inbound, log });
  log.info({ ...versions(), bundle: prebuilt ?? 'its own' }, 'polling');
  const unwatched = showAlive(env['FOLLOWTHROUGH_ALIVE'], worker);
  await worker.done;
  unwatched();
  await mailboxes.stop();
  await redrive.stop();
  await upkeep.stop();
  await reconciling.stop();
  await client.close();
  await decisions.stop();
  calendars.stop();
  await reports.close();
  await closeLedger(ledger);
}

function needed(env: NodeJS.ProcessEnv, name: string): string {
  return env[name] || missing(name);
}

function missing(name: string): never {
  throw new Error(`set ${name}: the worker can't run without it`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  // Whatever the machine says: a worker's clock shows UTC (DET-3).
  process.env['TZ'] = 'UTC';
  const { values } = parseArgs({ options: { bundle: { type: 'string' }, verify: { type: 'boolean' } } });
  await main(process.env, { bundleFile: values.bundle, verify: values.verify ?? false });
}
