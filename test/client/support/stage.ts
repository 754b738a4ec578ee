import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { Connection } from '@temporalio/client';
import type { Deps } from '../../../activities/deps.ts';
import { connect, type Followthrough, type TemporalOptions } from '../../../client/index.ts';
import { ensureNamespace, ensureSearchAttributes } from '../../../embedded/temporalServer.ts';
import { closeLedger, openLedger } from '../../../ledger/connect.ts';
import { SEARCH_ATTRIBUTE_TYPES } from '../../../workflows/attributes.ts';
import { sandboxConfig } from '../../../connectors/config/config.ts';
import type { CalendarRules } from '../../../domain/calendar/rules.ts';
import { readLibrary } from '../../../procedures/library.ts';
import { assembleActivities } from '../../../worker/assemble.ts';
import { type RunningWorker, startWorker, type WorkerOptions } from '../../../worker/worker.ts';
import { bundleOfToday } from '../../support/bundle.ts';
import { freshDatabase } from '../../support/database.ts';
import { orphansOf } from '../../support/orphans.ts';
import { cuttable, type Wire } from './wire.ts';

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
  connect(options?: StageClient): Promise<Followthrough>;
  /** `deps` replaces parts of the activities; The others are the worker's own options. */
  startWorker(options?: StageWorker): Promise<void>;
  stopWorker(): Promise<void>;
  /** Fails when it leaves an open case that nothing will touch any more, but those that a test has broken on purpose. */
  close(broken?: { orphans?: readonly string[] }): Promise<void>;
}

export interface StageClient extends Pick<WorkerOptions, 'codec'> {
  /** Another way to the same server. */
  temporal?: TemporalOptions;
  address?: string;
  patience?: number;
}

export interface StageWorker extends Pick<WorkerOptions, 'bundle' | 'cachedCases' | 'codec' | 'lookEvery'> {
  /** Another way to the same server. */
  temporal?: TemporalOptions;
  deps?: Partial<Deps>;
}

export interface StageOptions {
  /** A Temporal server of the test's own; absent: the one that the run shares. */
  address?: string;
  /** Absent: the shipped procedures. */
  proceduresDir?: string;
}

const NAMESPACE = 'followthrough';

export async function openStage(given: StageOptions = {}): Promise<Stage> {
  const address = given.address ?? process.env['TEMPORAL_ADDRESS'];
  if (!address) throw new Error('There is no Temporal server: run the tests by `npm test -- test/client`.');
  const { proceduresDir } = given;
  const connection = await Connection.connect({ address });
  await ensureNamespace(connection, { namespace: NAMESPACE, retentionDays: 30 });
  await ensureSearchAttributes(connection, NAMESPACE, SEARCH_ATTRIBUTE_TYPES);
  await connection.close();
  const database = await freshDatabase();
  const wire = await cuttable(address);
  const taskQueue = `client-${randomUUID()}`;
  const clients: Followthrough[] = [];
  const open = async (options: StageClient = {}) => {
    const { codec } = options;
    const client = await connect({
      ledgerUrl: database.url,
      temporal: {
        address: options.address ?? address,
        namespace: NAMESPACE,
        ...(codec === undefined ? {} : { codec }),
        ...options.temporal,
      },
      taskQueue,
      // A machine that is busy with other tests must not look like a Temporal that is away.
      patience: options.patience ?? 10_000,
      ...(proceduresDir === undefined ? {} : { proceduresDir }),
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
    async startWorker({ bundle, deps, cachedCases, codec, lookEvery, temporal } = {}) {
      worker = await startWorker({
        address,
        namespace: NAMESPACE,
        ...temporal,
        taskQueue,
        bundle: bundle ?? (await bundleOfToday()),
        activities: assembleActivities(
          { ledger, config: sandboxConfig(), calendar: await calendars(proceduresDir) },
          deps,
        ),
        ...(cachedCases === undefined ? {} : { cachedCases }),
        ...(codec === undefined ? {} : { codec }),
        ...(lookEvery === undefined ? {} : { lookEvery }),
      });
    },
    async stopWorker() {
      await worker?.stop();
      worker = null;
    },
    async close({ orphans = [] } = {}) {
      const lost = await orphansOf(await open(), orphans);
      await stage.stopWorker();
      await Promise.all(clients.map((each) => each.close()));
      await wire.close();
      await closeLedger(ledger);
      await database.drop();
      expect(lost).toEqual([]);
    },
  };
  return stage;
}

async function calendars(proceduresDir?: string): Promise<(name: string) => CalendarRules> {
  const library = await readLibrary(proceduresDir);
  return (name) => {
    const rules = library.calendars.find(({ calendar }) => calendar === name);
    if (!rules) throw new Error(`there is no calendar ${name}`);
    return rules;
  };
}
