import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { alert } from '../client/support/alerts.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { until } from '../client/support/until.ts';

jest.setTimeout(120_000);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  await stage.startWorker();
});
afterAll(() => stage?.close());

test('MSG-12: what is terminated in Temporal ends in the ledger as well, as withdrawn, with its tasks called off', async () => {
  const { client } = stage;
  const { id } = await client.openCase(alert());
  const other = await client.openCase(alert());
  await client.reply(id, { text: 'One more question.' });
  await until(async () => (await client.tasks({ caseId: id })).length === 1);
  await client.engine.workflow.getHandle(id).terminate('an administrator');
  const redrive = client.startRedrive({ everyMs: 200 });
  await until(async () => (await client.show(id)).status === 'closed', 30_000);
  await redrive.stop();
  const shown = await client.show(id);
  expect(shown).toMatchObject({ outcome: 'withdrawn', waitingOn: null, nextAt: null, tasks: [] });
  expect(shown.timeline.slice(-2)).toMatchObject([
    { what: 'terminated' },
    { what: 'ended', because: 'withdrawn' },
  ]);
  expect(shown.replies).toMatchObject([{ text: 'One more question.' }]);
  expect((await client.show(other.id)).status).toBe('waiting');
});
