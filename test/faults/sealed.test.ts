import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { codecFrom } from '../../client/payloads/keys.ts';
import { replayRecent } from '../../worker/verify.ts';
import { alert } from '../client/support/alerts.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { until } from '../client/support/until.ts';
import { bundleOfToday } from '../support/bundle.ts';
import { changedBuild } from '../support/changedBuild.ts';
import { canary, foundIn, textOf } from './support/canaries.ts';
import { type OwnServer, ownServer } from './support/ownServer.ts';

jest.setTimeout(120_000);

const SEEDED = canary('seeded');
const SAID = canary('said');
const keys = (...ids: string[]) => ids.map((id) => `${id}:${KEYS[id]}`).join(',');
const KEYS: Record<string, string> = {
  spring: randomBytes(32).toString('base64'),
  summer: randomBytes(32).toString('base64'),
};
const spring = codecFrom({ FOLLOWTHROUGH_CODEC_KEYS: keys('spring') })!;
const rotated = codecFrom({ FOLLOWTHROUGH_CODEC_KEYS: keys('summer', 'spring') })!;
/** A fault of ours in the workflow itself, whose words Temporal keeps. */
const FAULTY = {
  file: 'workflows/followUp.ts',
  from: 'async function carry(running: RunningCase, input: FollowUpInput): Promise<FollowUpResult> {\n',
  to: `async function carry(running: RunningCase, input: FollowUpInput): Promise<FollowUpResult> {\n  throw new TypeError('${SAID}');\n`,
};

let server: OwnServer;
let stage: Stage;
let [old, sealed]: string[] = [];
beforeAll(async () => {
  server = await ownServer();
  stage = await openStage({ address: server.address });
  const faulty = await changedBuild(FAULTY);
  await stage.startWorker({ bundle: faulty });
  old = (await stage.client.openCase(alert())).id;
  await until(async () => (await failures(old!)).length > 0);
  await stage.stopWorker();
  await stage.startWorker();
  await until(async () => (await stage.client.show(old!)).waitingOn);
  await stage.stopWorker();

  const client = await stage.connect({ codec: spring });
  await stage.startWorker({ codec: spring, bundle: faulty });
  sealed = (await client.openCase(alert())).id;
  await until(async () => (await failures(sealed!)).length > 0);
  await stage.stopWorker();
  await stage.startWorker({ codec: spring });
  await client.engine.workflow.getHandle(sealed).signal('customerReplied', { text: SEEDED });
  await until(async () => (await client.show(sealed!)).status === 'answered');
  await stage.stopWorker();

  // Another key seals from now on.
  const later = await stage.connect({ codec: rotated });
  await stage.startWorker({ codec: rotated });
  for (const id of [old, sealed]) {
    await later.withdraw(id, { by: 'sam' });
    await until(async () => (await later.show(id)).status === 'closed');
  }
});
afterAll(async () => {
  await stage?.close();
  await server?.stop();
});

/** As Temporal has it: nothing is opened. */
async function historyOf(id: string) {
  const { events } = await stage.client.engine.workflow.getHandle(id).fetchHistory();
  return events ?? [];
}

async function failures(id: string) {
  return (await historyOf(id)).flatMap(
    ({ workflowTaskFailedEventAttributes: failed }) => failed?.failure ?? [],
  );
}

/** How each payload in an event is written, but those of search attributes, which are never sealed. */
function encodings(value: unknown): string[] {
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return [];
  const { metadata } = value as { metadata?: Record<string, Uint8Array> };
  if (metadata?.['encoding']) return [Buffer.from(metadata['encoding']).toString()];
  return Object.entries(value).flatMap(([name, part]) =>
    name === 'searchAttributes' || name === 'upsertWorkflowSearchAttributesEventAttributes'
      ? []
      : encodings(part),
  );
}

describe('SRV-8: with keys', () => {
  test('a case runs to its end, and Temporal has nothing of it that can be read', async () => {
    const client = await stage.connect({ codec: rotated });
    expect(await client.summary(sealed!)).toMatchObject({ status: 'closed', outcome: 'withdrawn' });
    const written = encodings(await historyOf(sealed!));
    expect(new Set(written)).toEqual(new Set(['binary/encrypted']));
    expect(written.length).toBeGreaterThan(5);
    expect(foundIn(await server.files(), SEEDED)).toEqual([]);
  });

  test('what a fault says is sealed as well', async () => {
    const [failure] = await failures(sealed!);
    expect(failure).toMatchObject({ message: 'Encoded failure', stackTrace: '' });
    expect(encodings(failure)).toEqual(['binary/encrypted']);
    expect(foundIn(new Map([['history', textOf(await historyOf(sealed!))]]), SAID)).toEqual([]);
    // Without keys people can read it.
    expect((await failures(old!))[0]?.message).toBe(SAID);
  });

  test('a case that began before there were keys goes on to its end', async () => {
    const client = await stage.connect({ codec: rotated });
    expect(await client.summary(old!)).toMatchObject({ status: 'closed', outcome: 'withdrawn' });
    expect(new Set(encodings(await historyOf(old!)))).toEqual(new Set(['json/plain', 'binary/encrypted']));
  });

  test('both are replayed, also what was sealed before the key was replaced; without the keys they are not', async () => {
    const { address, namespace, taskQueue } = stage;
    const at = { address, namespace, taskQueue, bundle: await bundleOfToday() };
    expect(await replayRecent({ ...at, codec: rotated })).toEqual({ replayed: 2, failed: [] });
    const summer = codecFrom({ FOLLOWTHROUGH_CODEC_KEYS: keys('summer') })!;
    await expect(replayRecent({ ...at, codec: summer })).rejects.toThrow(
      '"spring", which is not among the keys',
    );
  });
});
