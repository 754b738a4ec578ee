import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import {
  obtainTemporalServer,
  startTemporalServer,
  type TemporalServer,
} from '../../../embedded/temporalServer.ts';
import { SEARCH_ATTRIBUTE_TYPES } from '../../../workflows/attributes.ts';

let running: Promise<TemporalServer> | null = null;
let folder = '';

afterAll(async () => {
  await (await running)?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** A Temporal server for this test file alone, where the run has not started a common one. */
export async function ownTemporal(): Promise<string> {
  running ??= start();
  return (await running).address;
}

async function start(): Promise<TemporalServer> {
  folder = await mkdtemp(join(tmpdir(), 'temporal-'));
  const { path } = await obtainTemporalServer({ download: false });
  return startTemporalServer({
    binary: path,
    dbFilename: join(folder, 'temporal.db'),
    logFile: join(folder, 'temporal.log'),
    headless: true,
    searchAttributes: SEARCH_ATTRIBUTE_TYPES,
    timerProcessorMaxTimeShift: '50ms',
    dynamicConfig: { 'frontend.WorkflowTimeSkippingEnabled': true },
  });
}
