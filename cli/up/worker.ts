import type { WorkflowBundleOption } from '@temporalio/worker';
import type { Logger } from 'pino';
import type { TemporalOptions } from '../../client/index.ts';
import type { Config } from '../../connectors/config/config.ts';
import { createConnectors } from '../../connectors/connectors.ts';
import type { ScriptedAnswer } from '../../domain/verify/reading/scripted.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { keepContactRules } from '../../ledger/contactRules/kept.ts';
import { keepHouse } from '../../ledger/house.ts';
import { assembleActivities } from '../../worker/assemble.ts';
import { watchCalendars } from '../../worker/calendars.ts';
import { confirmOptOuts } from '../../worker/confirmations.ts';
import { judgeRows } from '../../worker/judgeRows.ts';
import { assembleReports } from '../../worker/reports.ts';
import { webhookUpkeep } from '../../worker/replays.ts';
import { startUpkeep } from '../../worker/upkeep.ts';
import { startWorker } from '../../worker/worker.ts';
import type { Stops } from './stops.ts';

interface Given {
  temporal: TemporalOptions;
  ledger: Ledger;
  databaseUrl: string;
  dataDir: string;
  config: Config;
  scenario?: ScriptedAnswer[] | undefined;
  bundle: Promise<WorkflowBundleOption>;
  procedures?: string | undefined;
  log: Logger;
  onDeath: (what: string) => void;
}

/** The process that carries the cases. */
export async function startCaseWorker(given: Given, stops: Stops): Promise<void> {
  const { temporal, ledger, config, log } = given;
  await keepContactRules(ledger, config.contactRules, 'up', Date.now());
  await keepHouse(ledger, config, 'up', Date.now());
  const calendars = await watchCalendars(given.procedures, log);
  stops.add('watching the calendars', 500, async () => calendars.stop());
  const activities = assembleActivities({
    ledger,
    config,
    scenario: given.scenario,
    calendar: (name) => calendars.named(name),
  });
  const reports = assembleReports({
    reports: config.reports,
    dataDir: given.dataDir,
    judge: judgeRows(config, ledger, given.scenario),
    system: {
      ledgerUrl: given.databaseUrl,
      temporal,
      ...(given.procedures ? { proceduresDir: given.procedures } : {}),
    },
  });
  stops.add('the intake of reports', 1_000, () => reports.close());
  const worker = await startWorker({
    ...temporal,
    activities: { ...activities, ...reports.activities },
    bundle: await given.bundle,
  });
  const connectors = createConnectors(config, ledger);
  const upkeep = startUpkeep(
    {
      'the texts that confirm opt-outs': () => confirmOptOuts({ ledger, connectors, house: config }),
      ...webhookUpkeep({ ledger, connectors }),
    },
    { log },
  );
  stops.add('the upkeep', 1_000, () => upkeep.stop());
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
