import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { loadConfig } from '../connectors/config/read.ts';
import { render } from '../domain/problem.ts';
import { closeLedger, openLedger } from '../ledger/connect.ts';
import { keepContactRules } from '../ledger/contactRules/kept.ts';
import { keepHouse } from '../ledger/house.ts';
import { assembleActivities } from './assemble.ts';
import { watchCalendars } from './calendars.ts';
import { startDecisionSweep } from './decisions.ts';
import { versions } from './node.ts';
import { readBundle } from './prebuilt.ts';
import { assembleReports } from './reports.ts';
import { startWorker, TASK_QUEUE } from './worker.ts';

/**
 * A worker as a process of its own: TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, DATABASE_URL; optional FOLLOWTHROUGH_CONFIG,
 * FOLLOWTHROUGH_PROCEDURES, FOLLOWTHROUGH_TASK_QUEUE, FOLLOWTHROUGH_DATA_DIR,
 * FOLLOWTHROUGH_BUNDLE or `--bundle FILE`: workflow code that is packed already. Ends orderly on SIGTERM and SIGINT.
 */
async function main(env: NodeJS.ProcessEnv, bundleFile?: string): Promise<void> {
  const log = pino({ base: { part: 'worker' } });
  const ledger = openLedger(needed(env, 'DATABASE_URL'));
  const { config, problems } = await loadConfig(env['FOLLOWTHROUGH_CONFIG'] ?? 'followthrough.yaml');
  if (!config) throw new Error(problems.map((problem) => render(problem, '')).join('\n'));
  await keepContactRules(ledger, config.contactRules, 'worker', Date.now());
  await keepHouse(ledger, config, 'worker', Date.now());
  const calendars = await watchCalendars(env['FOLLOWTHROUGH_PROCEDURES'], log);
  const address = needed(env, 'TEMPORAL_ADDRESS');
  const namespace = env['TEMPORAL_NAMESPACE'] ?? 'followthrough';
  const taskQueue = env['FOLLOWTHROUGH_TASK_QUEUE'] ?? TASK_QUEUE;
  const proceduresDir = env['FOLLOWTHROUGH_PROCEDURES'];
  const reports = assembleReports({
    reports: config.reports,
    dataDir: env['FOLLOWTHROUGH_DATA_DIR'] ?? '.followthrough',
    system: {
      ledgerUrl: needed(env, 'DATABASE_URL'),
      temporal: { address, namespace },
      taskQueue,
      ...(proceduresDir ? { proceduresDir } : {}),
    },
  });
  const prebuilt = bundleFile ?? env['FOLLOWTHROUGH_BUNDLE'];
  const worker = await startWorker({
    address,
    namespace,
    taskQueue,
    ...(prebuilt ? { bundle: await readBundle(prebuilt) } : {}),
    activities: {
      ...assembleActivities({ ledger, config, calendar: (name) => calendars.named(name) }),
      ...reports.activities,
    },
  });
  const base = env['FOLLOWTHROUGH_URL'] ?? null;
  const decisions = startDecisionSweep({ ledger, config, base, log });
  log.info({ ...versions(), bundle: prebuilt ?? 'packed at the start' }, 'polling');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void worker.stop());
  await worker.done;
  await decisions.stop();
  calendars.stop();
  await reports.close();
  await closeLedger(ledger);
}

function needed(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (!value) throw new Error(`set ${name}: the worker can't run without it`);
  return value;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.env['TZ'] ??= 'UTC';
  const { values } = parseArgs({ options: { bundle: { type: 'string' } } });
  await main(process.env, values.bundle);
}
