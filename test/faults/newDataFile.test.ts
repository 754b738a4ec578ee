import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Followthrough } from '../../client/index.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { until } from '../client/support/until.ts';
import { atDecision } from './support/atDecision.ts';
import { type Folder, proceduresOfToday } from './support/folder.ts';
import { openWith } from './support/openWith.ts';
import { type OwnServer, ownServer } from './support/ownServer.ts';
import { question } from './support/questions.ts';

jest.setTimeout(120_000);

const HOUR_MS = 3_600_000;
const now = { settledMs: 0 };

let folder: Folder;
let server: OwnServer;
let stage: Stage;
let client: Followthrough;
beforeAll(async () => {
  [folder, server] = await Promise.all([proceduresOfToday(), ownServer()]);
  stage = await openStage({ proceduresDir: folder.path, address: server.address });
  client = stage.client;
  await stage.startWorker();
});
afterAll(async () => {
  await stage?.close();
  await server?.stop();
  await folder?.remove();
});

/** One email at that moment, and a call by a person an hour or a moment later. */
const opens = (due: number, apart = HOUR_MS) =>
  openWith(stage, question({ procedure: 'email-then-call' }), { due, apart });

const openTask = (caseId: string, kind: string) =>
  until(async () => (await client.tasks({ caseId })).find((task) => task.kind === kind), 60_000);

/** What went out, was done and was noted, by case. */
async function sent(): Promise<string[]> {
  return (await client.outbox()).map(({ case_id: id, name }) => `${id} ${name}`).sort();
}

async function moveAside(file: string): Promise<void> {
  const aside = join(dirname(file), 'aside');
  await mkdir(aside);
  for (const name of await readdir(dirname(file)))
    if (name.startsWith(basename(file))) await rename(join(dirname(file), name), join(aside, name));
}

test('SRV-5: on a new data file of another server version every open case goes on from where it stood, and nothing goes out twice', async () => {
  const later = Date.now() + HOUR_MS;
  const [waiting, held, answered] = (await Promise.all([later, later, later].map((due) => opens(due)))) as [
    string,
    string,
    string,
  ];
  const calls = await opens(Date.now() + 2_000, 2_000);
  const decided = await atDecision(stage);
  const all = [waiting, held, answered, calls, decided.id];
  await client.hold(held, { by: 'sam', reason: 'the customer is away' });
  await client.reply(answered, { text: 'One more question.' });
  const call = await openTask(calls, 'step');
  await until(async () => (await client.show(answered)).status === 'answered');
  await until(async () => (await client.show(held)).status === 'held');
  await until(async () => (await client.reconcile({ ...now, dryRun: true })).found.length === 0);
  const before = await Promise.all(all.map((id) => client.summary(id)));
  const outBefore = await sent();
  expect(outBefore).toHaveLength(2);

  await stage.stopWorker();
  await server.kill();
  await writeFile(`${server.dbFilename}.version.json`, '{"serverVersion":"1.31.0","answered":true}\n');
  await expect(server.startAgain()).rejects.toMatchObject({
    code: 'FT-EMB-VERSION',
    message: expect.stringContaining('run "followthrough reconcile"'),
  });
  await moveAside(server.dbFilename);
  await server.startAgain();
  await stage.startWorker();
  await until(async () => {
    await client.reconcile(now);
    return (await client.reconcile({ ...now, dryRun: true })).found.length === 0;
  }, 60_000);

  for (const { id, status, waitingOn, nextAt } of before)
    expect(await client.summary(id)).toMatchObject({ status, waitingOn, nextAt });
  expect(await sent()).toEqual(outBefore);
  expect((await client.tasks({ caseId: calls })).map(({ id }) => id)).toEqual([call.id]);

  await decided.approve();
  await client.completeTask(call.id, 'done', { by: 'sam' });
  await client.settle(answered, { by: 'sam' });
  await client.resume(held, { by: 'sam' });
  await until(async () => (await client.show(held)).status === 'waiting');
  for (const id of [waiting, held]) await client.withdraw(id, { by: 'sam' });
  await until(async () => (await client.list({ status: ['closed'] })).length === all.length);
  for (const id of [calls, decided.id]) expect(await client.summary(id)).toMatchObject({ outcome: 'ended' });
  const after = await sent();
  expect(new Set(after).size).toBe(after.length);
  expect(await client.orphans()).toEqual([]);
});
