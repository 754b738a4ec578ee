import { pathToFileURL } from 'node:url';
import { pino } from 'pino';
import { loadConfig } from '../connectors/config/read.ts';
import { render } from '../domain/problem.ts';
import { closeLedger, openLedger } from '../ledger/connect.ts';
import { assembleActivities } from './assemble.ts';
import { watchCalendars } from './calendars.ts';
import { versions } from './node.ts';
import { startWorker, TASK_QUEUE } from './worker.ts';

/**
 * A worker as a process of its own: TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, DATABASE_URL; optional FOLLOWTHROUGH_CONFIG,
 * FOLLOWTHROUGH_PROCEDURES, FOLLOWTHROUGH_TASK_QUEUE. Ends orderly on SIGTERM and SIGINT.
 */
async function main(env: NodeJS.ProcessEnv): Promise<void> {
  const log = pino({ base: { part: 'worker' } });
  const ledger = openLedger(needed(env, 'DATABASE_URL'));
  const { config, problems } = await loadConfig(env['FOLLOWTHROUGH_CONFIG'] ?? 'followthrough.yaml');
  if (!config) throw new Error(problems.map((problem) => render(problem, '')).join('\n'));
  const calendars = await watchCalendars(env['FOLLOWTHROUGH_PROCEDURES'], log);
  const worker = await startWorker({
    address: needed(env, 'TEMPORAL_ADDRESS'),
    namespace: env['TEMPORAL_NAMESPACE'] ?? 'followthrough',
    taskQueue: env['FOLLOWTHROUGH_TASK_QUEUE'] ?? TASK_QUEUE,
    activities: assembleActivities({ ledger, config, calendar: (name) => calendars.named(name) }),
  });
  log.info(versions(), 'polling');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void worker.stop());
  await worker.done;
  calendars.stop();
  await closeLedger(ledger);
}

function needed(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (!value) throw new Error(`set ${name}: the worker can't run without it`);
  return value;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.env['TZ'] ??= 'UTC';
  await main(process.env);
}
