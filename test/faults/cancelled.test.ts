import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { openStage, type Stage } from '../client/support/stage.ts';
import { until } from '../client/support/until.ts';
import { latch } from '../support/latch.ts';
import { type Folder, proceduresOfToday } from './support/folder.ts';
import { type Gated, gated, untilCalledOff } from './support/gated.ts';
import { openWith } from './support/openWith.ts';
import { question } from './support/questions.ts';

jest.setTimeout(60_000);

const HOUR_MS = 3_600_000;

let folder: Folder;
let stage: Stage;
let port: Gated;
beforeAll(async () => {
  folder = await proceduresOfToday();
  stage = await openStage({ proceduresDir: folder.path });
  port = gated(stage.client.ledger);
  await startWorker();
});
afterAll(async () => {
  await stage?.close();
  await folder?.remove();
});
beforeEach(() => {
  port.whilePreparing = async () => undefined;
});

describe("MSG-12: cancelling a case in Temporal, as with the Web UI's button, withdraws it in an orderly way", () => {
  test('before any worker has seen it', async () => {
    await stage.stopWorker();
    const id = await openWith(stage, question(), { due: Date.now() });
    await handle(id).cancel();
    await startWorker();
    await withdrawnBy(id, async () => undefined);
    expect(await sent(id)).toEqual([]);
  });

  test('while it waits for a date', async () => {
    const id = await openWith(stage, question(), { due: Date.now() + HOUR_MS });
    await withdrawnBy(id, () => handle(id).cancel());
    expect(await sent(id)).toEqual([]);
  });

  test('while it waits for a person, even if it has not heard of the task itself: the task is called off', async () => {
    const { client } = stage;
    const id = await openWith(stage, question({ procedure: 'email-then-call' }), { due: Date.now() });
    const [task] = await until(async () => {
      const tasks = await client.tasks({ caseId: id });
      return tasks.length > 0 && tasks;
    });
    await withdrawnBy(id, () => handle(id).cancel());
    expect(await client.tasks({ caseId: id, state: 'called-off' })).toMatchObject([{ id: task?.id }]);
    await expect(client.completeTask(task?.id ?? '', 'done', { by: 'sam' })).rejects.toMatchObject({
      code: 'FT-CLI-TASK-DONE',
    });
  });

  test('while somebody has to deal with a reply: the task is called off, and the reply is kept', async () => {
    const { client } = stage;
    const id = await openWith(stage, question(), { due: Date.now() + HOUR_MS });
    await client.reply(id, { text: 'One more question.' });
    await until(async () => (await client.tasks({ caseId: id })).length === 1);
    const { replies } = await withdrawnBy(id, () => handle(id).cancel());
    expect(replies).toMatchObject([{ text: 'One more question.' }]);
    expect(await client.tasks({ caseId: id, state: 'called-off' })).toMatchObject([{ kind: 'reply' }]);
  });

  test('while an email is being prepared: it does not go out', async () => {
    const preparing = latch();
    port.whilePreparing = async () => {
      preparing.open();
      await untilCalledOff(15_000);
    };
    const { id } = await stage.client.openCase(question());
    await preparing.opened;
    await withdrawnBy(id, () => handle(id).cancel());
    expect(await sent(id)).toEqual([]);
  });
});

const startWorker = () => stage.startWorker({ deps: { connectors: port.connectors } });

function handle(id: string) {
  return stage.client.engine.workflow.getHandle(id);
}

/** The run has ended by itself, and the ledger says the same: withdrawn, nothing left to do. */
async function withdrawnBy(id: string, cancel: () => Promise<unknown>) {
  await cancel();
  expect(await handle(id).result()).toMatchObject({ outcome: 'withdrawn' });
  expect((await handle(id).describe()).status.name).toBe('COMPLETED');
  const shown = await stage.client.show(id);
  expect(shown).toMatchObject({ status: 'closed', outcome: 'withdrawn', nextAt: null, tasks: [] });
  expect(shown.timeline.at(-1)).toMatchObject({ what: 'ended', because: 'withdrawn' });
  return shown;
}

async function sent(id: string): Promise<string[]> {
  return (await stage.client.outbox({ caseId: id })).map(({ name }) => name);
}
