import type { WorkflowBundleOption } from '@temporalio/worker';
import type { Logger } from 'pino';
import type { Config } from '../../connectors/config/config.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { assembleActivities } from '../../worker/assemble.ts';
import { watchCalendars } from '../../worker/calendars.ts';
import { startWorker } from '../../worker/worker.ts';
import type { Stops } from './stops.ts';

interface Given {
  address: string;
  namespace: string;
  ledger: Ledger;
  config: Config;
  bundle: Promise<WorkflowBundleOption>;
  procedures?: string | undefined;
  log: Logger;
  onDeath: (what: string) => void;
}

/** The process that carries the cases. */
export async function startCaseWorker(given: Given, stops: Stops): Promise<void> {
  const { address, namespace, ledger, config, log } = given;
  const calendars = await watchCalendars(given.procedures, log);
  stops.add('watching the calendars', 500, async () => calendars.stop());
  const activities = assembleActivities({ ledger, config, calendar: (name) => calendars.named(name) });
  const worker = await startWorker({ address, namespace, activities, bundle: await given.bundle });
  let stopping = false;
  stops.add('the worker', 3_000, () => {
    stopping = true;
    return worker.stop();
  });
  worker.done.then(
    () => stopping || given.onDeath('the worker'),
    (error: unknown) => {
      log.error({ err: error }, 'the worker failed');
      if (!stopping) given.onDeath('the worker');
    },
  );
}
