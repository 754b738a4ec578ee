import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { openStage, type Stage } from '../client/support/stage.ts';
import { until } from '../client/support/until.ts';
import { seeded } from '../support/seeded.ts';
import { type Folder, proceduresOfToday } from './support/folder.ts';
import { openWith } from './support/openWith.ts';
import { type OwnServer, ownServer } from './support/ownServer.ts';
import { question } from './support/questions.ts';
import { allRuns } from './support/runs.ts';

/** A few kills in every run; `npm run soak:server` makes 50 with 500 cases. */
const CASES = Number(process.env['SOAK_CASES'] ?? 40);
const KILLS = Number(process.env['SOAK_KILLS'] ?? 3);
/** A kill, a start and the cases' own work take seconds each time. */
const PATIENCE_MS = 60_000 + KILLS * 10_000;

jest.setTimeout(2 * PATIENCE_MS);

/** Every case sleeps for so long at the least, counted from its own opening, so that it does start a timer. */
const ASLEEP_MS = 3_000;
/** The timers fall due over so long a time, while the server is killed again and again. */
const WITHIN_MS = KILLS * 2_700;
const HOUR_MS = 3_600_000;

let folder: Folder;
let server: OwnServer;
let stage: Stage;
beforeAll(async () => {
  [folder, server] = await Promise.all([proceduresOfToday(), ownServer()]);
  stage = await openStage({ proceduresDir: folder.path, address: server.address });
  await stage.startWorker();
});
afterAll(async () => {
  await stage?.close();
  await server?.stop();
  await folder?.remove();
});

test(`SRV-4: ${CASES} cases wait while the Temporal server is killed ${KILLS} times: every timer fires once, and every message goes out once`, async () => {
  const { client } = stage;
  const random = seeded(4);
  const asked = await openWith(stage, question(), { due: Date.now() + HOUR_MS });
  const ids: string[] = [];
  for (let opened = 0; opened < CASES; opened += 1) {
    const sleeps = ASLEEP_MS + (opened / CASES) * WITHIN_MS;
    ids.push(await openWith(stage, question(), { due: Date.now() + sleeps }));
  }
  const kept: string[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    await sleep(random() * 1_500);
    await server.kill();
    const { id, delivered } = await client.reply(asked, { text: 'A word while Temporal is away.' });
    expect(delivered).toBe(false);
    kept.push(id);
    await server.startAgain();
  }
  await until(async () => (await client.redriveOnce()).waiting.length === 0, PATIENCE_MS);
  const ended = () => client.list({ status: ['closed'], limit: CASES + 1 });
  await until(async () => (await ended()).length === CASES, PATIENCE_MS);

  let timers = 0;
  for (const id of ids) {
    expect(await client.show(id)).toMatchObject({ outcome: 'ended', tasks: [] });
    expect((await client.outbox({ caseId: id })).map(({ name }) => name)).toEqual(['reminder', 'reminded']);
    const events = (await allRuns(stage, id)).flatMap((run) => run.events ?? []);
    const started = events.filter((event) => event.timerStartedEventAttributes);
    const fired = events.filter((event) => event.timerFiredEventAttributes);
    expect(fired).toHaveLength(started.length);
    timers += fired.length;
  }
  process.stderr.write(`server killed: ${KILLS} kills, ${CASES} cases, ${timers} timers\n`);
  expect(timers).toBeGreaterThan(CASES / 2);
  const { status, timeline } = await client.show(asked);
  expect(status).toBe('answered');
  expect(timeline.filter(({ what }) => what === 'replied').map(({ about }) => about)).toEqual(kept);
});
