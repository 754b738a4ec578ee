import { connect, type Followthrough } from '../../../client/index.ts';
import { sandboxConfig } from '../../../connectors/config/config.ts';
import { restoreBackup } from '../../../ledger/backup/restore.ts';
import { closeLedger, openLedger } from '../../../ledger/connect.ts';
import { readLibrary } from '../../../procedures/library.ts';
import { assembleActivities } from '../../../worker/assemble.ts';
import { startWorker } from '../../../worker/worker.ts';
import type { Stage } from '../../client/support/stage.ts';
import { bundleOfToday } from '../../support/bundle.ts';
import { emptyDatabase } from '../../support/database.ts';

/** A ledger made from a backup, with a worker, in a namespace of a stage's Temporal server. */
export interface RestoredSystem {
  client: Followthrough;
  close(): Promise<void>;
}

export async function restoredSystem(
  { address, taskQueue }: Stage,
  { backup, namespace, proceduresDir }: { backup: string; namespace: string; proceduresDir: string },
): Promise<RestoredSystem> {
  const database = await emptyDatabase();
  await restoreBackup(database.url, { backup, by: 'kim' });
  const temporal = { address, namespace };
  const client = await connect({
    ledgerUrl: database.url,
    temporal,
    taskQueue,
    patience: 3_000,
    proceduresDir,
  });
  await client.afterRestore();
  const ledger = openLedger(database.url);
  const { calendars } = await readLibrary(proceduresDir);
  const calendar = (name: string) => {
    const rules = calendars.find((each) => each.calendar === name);
    if (!rules) throw new Error(`there is no calendar ${name}`);
    return rules;
  };
  const worker = await startWorker({
    ...temporal,
    taskQueue,
    bundle: await bundleOfToday(),
    activities: assembleActivities({ ledger, config: sandboxConfig(), calendar }),
  });
  return {
    client,
    async close() {
      await worker.stop();
      await client.close();
      await closeLedger(ledger);
      await database.drop();
    },
  };
}
