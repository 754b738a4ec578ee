import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { intentsOfCase } from '../../ledger/intents.ts';
import type { Intent } from '../../ledger/schema.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { until } from '../client/support/until.ts';
import { seeded } from '../support/seeded.ts';
import { type SmtpSink, smtpSink } from '../support/smtpSink.ts';
import { type WorkerProcess, workerProcess } from '../support/workerProcess.ts';
import { type Folder, proceduresOfToday } from './support/folder.ts';
import { openWith } from './support/openWith.ts';
import { question } from './support/questions.ts';

jest.setTimeout(150_000);

const SENDS = 220;
const KILLS = 6;
/** An interrupted send is tried again after half a minute: it must be let through then, or its next try is minutes away. */
const KILLING_MS = 25_000;
const SEED = 20_270_305;

let folder: Folder;
let stage: Stage;
let relay: SmtpSink;
let env: Record<string, string>;
let worker: WorkerProcess | undefined;

beforeAll(async () => {
  folder = await proceduresOfToday();
  stage = await openStage({ proceduresDir: folder.path });
  // A relay that takes a moment, so that a kill finds several conversations under way.
  const moment = seeded(SEED);
  relay = await smtpSink({ answerAfter: () => moment() * 250 });
  env = {
    DATABASE_URL: stage.ledgerUrl,
    TEMPORAL_ADDRESS: stage.address,
    TEMPORAL_NAMESPACE: stage.namespace,
    FOLLOWTHROUGH_TASK_QUEUE: stage.taskQueue,
    FOLLOWTHROUGH_PROCEDURES: folder.path,
    FOLLOWTHROUGH_CONFIG: join(folder.path, 'followthrough.yaml'),
    MESSAGE_ID_SECRET: 'a secret of the test',
    TZ: 'Pacific/Auckland',
  };
  await writeFile(
    env['FOLLOWTHROUGH_CONFIG']!,
    `channels:
  email:
    smtp:
      host: 127.0.0.1
      port: ${relay.port}
      security: none
      from: "Example Desk <desk@example.com>"
      message-id-secret: { env: MESSAGE_ID_SECRET }
# All of them are overdue, and a rate would hold them up longer than a kill does.
contact-rules:
  backlog-per-minute: 10000
`,
  );
});
afterAll(async () => {
  await worker?.kill();
  await stage?.close();
  await relay?.close();
  await folder?.remove();
});
beforeEach(() => {
  relay.received.length = 0;
});

test(`SND-1, SND-3: while the worker is killed in the middle of ${SENDS} sends, every email arrives, and never two different ones for one send`, async () => {
  const begun = Date.now();
  const random = seeded(SEED);
  const moments = Array.from({ length: KILLS }, () => [random(), random()] as const).sort(
    ([a], [b]) => a - b,
  );
  worker = await workerProcess(env);
  const opening = openAll(SENDS);
  let kills = 0;
  let first = 0;
  for (const [share, pause] of moments) {
    await until(async () => relay.received.length > share * SENDS * 0.66, 60_000);
    await sleep(pause * 100);
    if (kills > 0 && Date.now() > first + KILLING_MS) break;
    await worker.kill();
    if (kills++ === 0) first = Date.now();
    worker = await workerProcess(env);
  }
  const ids = await opening;
  await until(() => allClosed(ids), 100_000);
  const sends = await expectEachOnce(ids);
  const interrupted = sends.filter(({ tries }) => tries > 1).length;
  expect(interrupted).toBeGreaterThan(0);
  const repeats = relay.received.length - ids.length;
  const seconds = Math.round((Date.now() - begun) / 1_000);
  process.stderr.write(
    `worker killed: ${SENDS} sends, ${kills} kills, ${interrupted} sends interrupted, ${repeats} repeats, ${seconds} s\n`,
  );
});

test('a worker is killed while cases wait: another one goes on when their moment comes, and each message goes out once', async () => {
  worker ??= await workerProcess(env);
  const due = Date.now() + 4_000;
  const ids = await Promise.all(
    Array.from({ length: 30 }, (_, index) => openWith(stage, question(), { due: due + index * 100 })),
  );
  await until(async () => Date.now() > due - 500 && relay.received.length === 0);
  await worker.kill();
  // Some of their timers fire while nobody works.
  await sleep(1_000);
  worker = await workerProcess(env);
  await until(() => allClosed(ids));
  await expectEachOnce(ids);
  expect(relay.received).toHaveLength(ids.length);
});

test('DET-3: the clock of a worker shows UTC, wherever its machine is', async () => {
  worker ??= await workerProcess(env);
  expect(worker.polling).toMatchObject({ zone: 'UTC' });
});

test('F27: a worker that hangs ends by itself; the next one goes on, and each message goes out once', async () => {
  await worker?.kill();
  const hangs = "data:text/javascript,process.on('SIGWINCH',()=>{for(;;);})";
  worker = await workerProcess({
    ...env,
    NODE_OPTIONS: `--import ${hangs}`,
    // More than its start can take on a busy machine.
    FOLLOWTHROUGH_HANG_SECONDS: '8',
  });
  const due = Date.now() + 2_000;
  const ids = await Promise.all(
    Array.from({ length: 10 }, (_, index) => openWith(stage, question(), { due: due + index * 100 })),
  );
  process.kill(worker.pid, 'SIGWINCH');
  expect(await worker.ended).toBe('SIGKILL');
  expect(relay.received).toHaveLength(0);
  worker = await workerProcess(env);
  await until(() => allClosed(ids));
  await expectEachOnce(ids);
});

async function openAll(count: number): Promise<string[]> {
  const ids: string[] = [];
  let left = count;
  const open = async () => {
    while (left-- > 0) ids.push((await stage.client.openCase(question())).id);
  };
  await Promise.all(Array.from({ length: 8 }, open));
  return ids;
}

async function allClosed(ids: string[]): Promise<boolean> {
  const closed = await stage.client.list({ status: ['closed'], limit: 1_000 });
  return ids.every((id) => closed.some((each) => each.id === id));
}

/** Once by its Message-ID, as a receiver counts; whatever came twice was the same bytes. The ledger says the same. */
async function expectEachOnce(ids: string[]): Promise<Intent[]> {
  const sends: Intent[] = [];
  for (const id of ids) {
    const { outcome, tasks } = await stage.client.show(id);
    expect({ outcome, tasks }).toEqual({ outcome: 'ended', tasks: [] });
    sends.push(...(await intentsOfCase(stage.client.ledger, id)).filter(({ verb }) => verb === 'send'));
  }
  expect(sends).toHaveLength(ids.length);
  expect(sends.every(({ state }) => state === 'accepted')).toBe(true);
  const promised = sends.map(({ message_id, recipient }) => `${message_id} ${recipient}`).sort();
  expect(arrived(({ messageId, to }) => `${messageId} ${to.join()}`)).toEqual(promised);
  expect(arrived(({ hash }) => hash)).toHaveLength(ids.length);
  return sends;
}

function arrived(name: (mail: SmtpSink['received'][number]) => string): string[] {
  return [...new Set(relay.received.map(name))].sort();
}
