import pg from 'pg';
import type { Activities } from '../activities/contract.ts';
import { startWorker } from '../worker/worker.ts';
import { bareActivities } from './bareActivities.ts';
import { bundleOf } from './bundles.ts';
import { BARE_QUEUE } from './sides.ts';

/** The hand-written workflow's worker, a process of its own with the settings of ours. */
const { TEMPORAL_ADDRESS = '', TEMPORAL_NAMESPACE = '', DATABASE_URL = '' } = process.env;
const database = new pg.Pool({ connectionString: DATABASE_URL, max: 10 });
const worker = await startWorker({
  address: TEMPORAL_ADDRESS,
  namespace: TEMPORAL_NAMESPACE,
  taskQueue: BARE_QUEUE,
  bundle: await bundleOf('bare'),
  // Shared are the settings of the worker; which activities it offers is for its workflow to know.
  activities: bareActivities(database) as unknown as Activities,
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void worker.stop());
await worker.done;
await database.end();
