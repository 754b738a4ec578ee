import type { WorkflowBundleOption } from '@temporalio/worker';
import type { Logger } from 'pino';
import { createActivities } from '../../activities/index.ts';
import type { Config } from '../../connectors/config/config.ts';
import { createConnectors } from '../../connectors/connectors.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { startWorker } from '../../worker/worker.ts';
import { watchCalendars } from './calendars.ts';
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
  const { owners, perPerson } = config;
  const connectors = createConnectors(config, ledger);
  const activities = createActivities({ ledger, connectors, calendar: calendars.named, owners, perPerson });
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
