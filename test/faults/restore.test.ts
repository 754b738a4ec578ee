import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Followthrough } from '../../client/index.ts';
import { ensureNamespace, ensureSearchAttributes } from '../../embedded/temporalServer.ts';
import { takeBackup } from '../../ledger/backup/take.ts';
import { SEARCH_ATTRIBUTE_TYPES } from '../../workflows/attributes.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { until } from '../client/support/until.ts';
import { type Folder, proceduresOfToday } from './support/folder.ts';
import { openWith } from './support/openWith.ts';
import { question } from './support/questions.ts';
import { type RestoredSystem, restoredSystem } from './support/restoredSystem.ts';

jest.setTimeout(180_000);

const HOUR_MS = 3_600_000;
const now = { settledMs: 0 };

let folder: Folder;
let stage: Stage;
let backup: string;
/** Cases of before the backup: one whose email goes out after it, one that is answered after it, and one that is quiet. */
let sends: string;
let replied: string;
let quiet: string;
/** Opened after the backup. */
let later: string;
/** What had gone out in all when the ledger was lost. */
let sentBefore: string[];

beforeAll(async () => {
  folder = await proceduresOfToday();
  stage = await openStage({ proceduresDir: folder.path });
  await stage.startWorker();
  const { client } = stage;
  const opens = (due: number) =>
    openWith(stage, question({ procedure: 'email-then-call' }), { due, apart: 1_000 });
  const soon = Date.now() + 6_000;
  const inAnHour = Date.now() + HOUR_MS;
  [sends, replied, quiet] = await Promise.all([opens(soon), opens(inAnHour), opens(inAnHour)]);
  await client.hold(quiet, { by: 'sam', reason: 'asked to wait' });
  await until(async () => (await client.show(quiet)).status === 'held');
  backup = await takeBackup(stage.ledgerUrl, mkdtempSync(join(tmpdir(), 'followthrough-backup-')));
  await until(async () => (await client.show(sends)).waitingOn?.startsWith('task:'));
  await client.reply(replied, { text: 'Please stop.' });
  await until(async () => (await client.show(replied)).status === 'answered');
  later = await opens(Date.now() + HOUR_MS);
  sentBefore = await namesIn(client);
  await stage.stopWorker();
});
afterAll(async () => {
  await stage?.close({ orphans: [sends, replied, quiet, later] });
  await folder?.remove();
});

async function namesIn(client: Followthrough): Promise<string[]> {
  return (await client.outbox()).map(({ name }) => name);
}

async function settledIn({ client }: RestoredSystem): Promise<void> {
  await until(async () => {
    await client.reconcile(now);
    return (await client.reconcile({ ...now, dryRun: true })).found.every(({ found }) => found === 'stray');
  });
}

test('LED-5: the drill: from a backup and nothing of Temporal, every case is there again, and nothing goes out until a person is sure', async () => {
  const namespace = `restored-${randomUUID()}`;
  const connection = await Connection.connect({ address: stage.address });
  await ensureNamespace(connection, { namespace, retentionDays: 30 });
  await ensureSearchAttributes(connection, namespace, SEARCH_ATTRIBUTE_TYPES);
  await connection.close();
  const restored = await restoredSystem(stage, { backup, namespace, proceduresDir: folder.path });
  try {
    const { client } = restored;
    expect(sentBefore).toEqual(['reminder', 'reminded']);
    expect((await client.list()).map(({ id }) => id).sort()).toEqual([quiet, replied, sends].sort());
    expect((await client.doubts()).map(({ caseId }) => caseId)).toEqual([quiet, replied, sends].sort());
    await settledIn(restored);
    expect(await client.summary(quiet)).toMatchObject({ status: 'held' });

    // Its email is due, and went out before; the ledger does not know.
    const task = await until(async () =>
      (await client.tasks({ caseId: sends })).find(({ kind }) => kind === 'problem'),
    );
    expect(task.body).toContain('It is not known whether this was done before');
    expect(await namesIn(client)).toEqual([]);
    await client.completeTask(task.id, 'count-as-done', { by: 'kim', note: 'it is in the mailbox' });
    const next = await until(async () =>
      (await client.tasks({ caseId: sends })).find(({ kind, id }) => kind === 'problem' && id !== task.id),
    );
    await client.completeTask(next.id, 'count-as-done', { by: 'kim', note: 'the note is there' });
    await until(async () => (await client.summary(sends)).waitingOn === 'step:day-4');
    expect(await namesIn(client)).toEqual([]);

    expect(
      await client.clearDoubt({ by: 'kim', note: 'nothing in the sent folder', cases: [replied] }),
    ).toEqual([replied]);
    expect((await client.doubts()).map(({ caseId }) => caseId)).toEqual([quiet, sends].sort());
  } finally {
    await restored.close();
  }
});

test('LED-7: the ledger is an older copy: it learns from Temporal what it has missed, and no message goes out twice', async () => {
  const { namespace } = stage;
  const restored = await restoredSystem(stage, { backup, namespace, proceduresDir: folder.path });
  try {
    const { client } = restored;
    await settledIn(restored);
    await until(async () => (await client.summary(replied)).status === 'answered');
    await until(async () => (await client.show(sends)).waitingOn?.startsWith('task:'));
    expect((await client.tasks({ caseId: replied })).map(({ kind }) => kind)).toEqual(['reply']);
    const shown = await client.show(sends);
    expect(shown.tasks.map(({ kind }) => kind)).toEqual(['step']);
    expect(shown.timeline.map(({ what }) => what)).toContain('carried-anew');
    expect(await client.summary(quiet)).toMatchObject({ status: 'held' });
    const { found } = await client.reconcile(now);
    expect(found).toEqual([{ caseId: later, found: 'stray' }]);
    expect(await namesIn(client)).toEqual([]);
  } finally {
    await restored.close();
  }
});
