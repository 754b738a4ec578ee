import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Followthrough } from '../../client/index.ts';
import { standingOf } from '../../client/move/standing.ts';
import { findStanding } from '../../ledger/standings/standings.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { until } from '../client/support/until.ts';
import { type Folder, proceduresOfToday } from './support/folder.ts';
import { openWith } from './support/openWith.ts';
import { type OwnServer, ownServer } from './support/ownServer.ts';
import { question } from './support/questions.ts';

jest.setTimeout(120_000);

const HOUR_MS = 3_600_000;

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

/** One email now or in an hour, and a call by a person an hour after it. */
function opens(due: number): Promise<string> {
  return openWith(stage, question({ procedure: 'email-then-call' }), { due, apart: HOUR_MS });
}

const sent = async (id: string) => (await client.outbox({ caseId: id })).map(({ name }) => name);
const now = { settledMs: 0 };

test('LED-7: Temporal’s store is an older copy: nothing is lost, nothing goes out twice, and every case stands where the ledger has it', async () => {
  const later = Date.now() + HOUR_MS;
  const [quiet, writes, held, settled, answered] = (await Promise.all(
    [later, Date.now() + 4_000, later, later, later].map(opens),
  )) as [string, string, string, string, string];
  const all = [quiet, writes, held, settled, answered];
  await until(async () => (await client.reconcile({ ...now, dryRun: true })).found.length === 0);
  await server.copy();

  await until(async () => (await sent(writes)).length === 2);
  await client.hold(held, { by: 'sam', reason: 'asked to wait' });
  await client.reply(settled, { text: 'Thank you, it works.' });
  await client.settle(settled, { by: 'sam' });
  await client.reply(answered, { text: 'One more question.' });
  await until(async () => (await client.show(answered)).status === 'answered');
  const after = await opens(later);
  await until(async () => (await client.show(settled)).status === 'closed');
  const before = await Promise.all([...all, after].map((id) => client.summary(id)));

  await stage.stopWorker();
  await server.putBack();
  await stage.startWorker();
  const seen = await until(async () => {
    const { found } = await client.reconcile({ ...now, dryRun: true });
    return found.length >= 5 && found;
  });
  const expected = {
    [writes]: 'behind',
    [held]: 'behind',
    [settled]: 'ended-here',
    [answered]: 'behind',
    [after]: 'no-run',
  };
  expect(Object.fromEntries(seen.map(({ caseId, found }) => [caseId, found]))).toEqual(expected);
  const few = await client.reconcile({ ...now, atMost: 2 });
  expect([few.found.length, few.left]).toEqual([2, true]);
  await until(async () => {
    await client.reconcile(now);
    return (await client.reconcile({ ...now, dryRun: true })).found.length === 0;
  });

  for (const { id, status, waitingOn, nextAt } of before) {
    expect(await client.summary(id)).toMatchObject({ status, waitingOn, nextAt });
    if (status === 'closed') continue;
    const standing = await standingOf({ ...client, patience: 3_000 } as never, id);
    const kept = await findStanding(client.ledger, id);
    if (kept?.state) expect(standing?.state).toMatchObject({ ...kept.state, log: expect.anything() });
  }
  expect(await sent(writes)).toEqual(['reminder', 'reminded']);
  expect((await Promise.all([quiet, held, settled, answered, after].map(sent))).flat()).toEqual([]);
  const told = (await client.timeline(held)).map(({ what }) => what);
  expect(told).toContain('carried-anew');

  await client.resume(held, { by: 'sam' });
  await client.settle(answered, { by: 'sam' });
  for (const id of [quiet, after]) await client.withdraw(id, { by: 'sam' });
  await until(async () => (await client.list({ status: ['closed'] })).length === 4);
  expect(await client.summary(answered)).toMatchObject({ outcome: 'answered' });
  expect(await client.orphans()).toEqual([]);
});
