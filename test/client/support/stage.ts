import { randomUUID } from 'node:crypto';
import { Connection } from '@temporalio/client';
import { createActivities } from '../../../activities/index.ts';
import { connect, type Followthrough } from '../../../client/index.ts';
import { sandboxConfig } from '../../../connectors/config/config.ts';
import { createConnectors } from '../../../connectors/connectors.ts';
import { ensureNamespace, ensureSearchAttributes } from '../../../embedded/temporalServer.ts';
import { closeLedger, openLedger } from '../../../ledger/connect.ts';
import { readLibrary } from '../../../procedures/library.ts';
import { SEARCH_ATTRIBUTE_TYPES } from '../../../workflows/attributes.ts';
import { bundleWorkflows } from '../../../worker/bundle.ts';
import { type RunningWorker, startWorker } from '../../../worker/worker.ts';
import { freshDatabase } from '../../support/database.ts';
import { cuttable, type Wire } from './wire.ts';
import { ownTemporal } from './ownTemporal.ts';

/** A real engine and a real ledger for one test file. */
export interface Stage {
  client: Followthrough;
  /** The connection of `client` to Temporal, which can be cut. */
  wire: Wire;
  ledgerUrl: string;
  /** Temporal's own address, past the wire. */
  address: string;
  namespace: string;
  taskQueue: string;
  /** Another client, with a wire of its own only if an address is given. */
  connect(options?: { address?: string; patience?: number }): Promise<Followthrough>;
  startWorker(): Promise<void>;
  stopWorker(): Promise<void>;
  close(): Promise<void>;
}

const NAMESPACE = 'followthrough';

export async function openStage(): Promise<Stage> {
  const address = process.env['TEMPORAL_ADDRESS'] ?? (await ownTemporal());
  const connection = await Connection.connect({ address });
  await ensureNamespace(connection, { namespace: NAMESPACE, retentionDays: 30 });
  await ensureSearchAttributes(connection, NAMESPACE, SEARCH_ATTRIBUTE_TYPES);
  await connection.close();
  const database = await freshDatabase();
  const wire = await cuttable(address);
  const taskQueue = `client-${randomUUID()}`;
  const clients: Followthrough[] = [];
  const open = async (options: { address?: string; patience?: number } = {}) => {
    const client = await connect({
      ledgerUrl: database.url,
      temporal: { address: options.address ?? address, namespace: NAMESPACE },
      taskQueue,
      patience: options.patience ?? 3_000,
    });
    clients.push(client);
    return client;
  };
  const client = await open({ address: wire.address });
  const ledger = openLedger(database.url);
  let worker: RunningWorker | null = null;
  const stage: Stage = {
    client,
    wire,
    ledgerUrl: database.url,
    address,
    namespace: NAMESPACE,
    taskQueue,
    connect: open,
    async startWorker() {
      const { calendars } = await readLibrary();
      worker = await startWorker({
        address,
        namespace: NAMESPACE,
        taskQueue,
        bundle: await bundled(),
        activities: createActivities({
          ledger,
          connectors: createConnectors(sandboxConfig(), ledger),
          calendar: (name) => {
            const rules = calendars.find((candidate) => candidate.calendar === name);
            if (!rules) throw new Error(`there is no calendar ${name}`);
            return rules;
          },
          owners: {},
          perPerson: null,
        }),
      });
    },
    async stopWorker() {
      await worker?.stop();
      worker = null;
    },
    async close() {
      await stage.stopWorker();
      await Promise.all(clients.map((each) => each.close()));
      await wire.close();
      await closeLedger(ledger);
      await database.drop();
    },
  };
  return stage;
}

let bundle: ReturnType<typeof bundleWorkflows> | null = null;

function bundled() {
  bundle ??= bundleWorkflows();
  return bundle;
}
