import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowNotFoundError } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { openStage, type Stage } from '../client/support/stage.ts';
import { until } from '../client/support/until.ts';
import { latch } from '../support/latch.ts';
import { seeded } from '../support/seeded.ts';
import { type Folder, proceduresOfToday } from './support/folder.ts';
import { openWith } from './support/openWith.ts';
import { allRuns } from './support/runs.ts';
import { question } from './support/questions.ts';

jest.setTimeout(120_000);

const STORM = 200;
const REPLIES = 60;
const AT_ONCE = 20;
/** Milliseconds between letting the last effect go on and the first signal: about as long as the end takes. */
const LATEST_MS = 40;
const GUST = 20;
const LULL_MS = 600;

let folder: Folder;
let stage: Stage;
/** Held back at the last effect of the last step: the note that the email was sent. */
let beforeTheLast: (caseId: string) => Promise<void> = async () => undefined;

beforeAll(async () => {
  folder = await proceduresOfToday();
  stage = await openStage({ proceduresDir: folder.path });
  const failpoint = async (moment: string, intentId: string) => {
    if (moment !== 'before-the-call') return;
    const { verb, case_id } = await stage.client.ledger
      .selectFrom('intents')
      .select(['verb', 'case_id'])
      .where('id', '=', intentId)
      .executeTakeFirstOrThrow();
    if (verb === 'note') await beforeTheLast(case_id);
  };
  await stage.startWorker({ deps: { failpoint } });
});
afterAll(async () => {
  await stage?.close();
  await folder?.remove();
});

describe(`MSG-1: of ${STORM} signals around the end, every one that Temporal took is in the ledger, as a reply or as one after the end`, () => {
  const random = seeded(7);

  test.each([1, 2, 3])('while the last step completes (%i)', async () => {
    const { id, letGo } = await atItsLastEffect();
    letGo();
    await sleep(random() * LATEST_MS);
    await expectAllKept(id);
  });

  test('while the case continues as new, again and again', async () => {
    const id = await openWith(stage, question({ facts: tomorrow() }), { continueAfterEvents: GUST });
    const runs = async () => (await allRuns(stage, id)).length;
    // A case runs anew where it waits: with gusts and lulls, signals come at that moment too. Three gusts are more
    // events than a run may have, so by then the case must have continued as new once more.
    let lull: Promise<unknown> = Promise.resolve();
    const counted = await expectAllKept(id, (told) => {
      const gusts = told / GUST;
      if (gusts % 3 === 0) lull = until(async () => (await runs()) > gusts / 3);
      else if (Number.isInteger(gusts)) lull = sleep(random() * LULL_MS);
      return lull;
    });
    expect(counted.replied).toBe(STORM);
    expect(await runs()).toBeGreaterThan(3);
  });

  test('while the case is withdrawn', async () => {
    const { id } = await stage.client.openCase(question({ facts: tomorrow() }));
    const letEnd = latch();
    let withdrawn: Promise<unknown> = Promise.resolve();
    const withdraw = async () => {
      await keepFromEnding(id, letEnd.opened);
      await stage.client.withdraw(id, { by: 'sam' });
    };
    const counted = await expectAllKept(id, async (told) => {
      if (told === STORM / 2) withdrawn = withdraw();
      // A quarter comes while it is withdrawn, the last ones while it ends: those between, for certain afterwards.
      if (told > (STORM * 3) / 4) await withdrawn;
      if (told === STORM - GUST) letEnd.open();
    });
    expect(counted.replied).toBeGreaterThan(0);
    expect(counted.afterTheEnd).toBeGreaterThan(0);
    expect((await stage.client.show(id)).outcome).toBe('withdrawn');
  });
});

test('MSG-1: of many replies through the client while the last step completes, each is in the timeline once, and a person is asked to read them, not once for each', async () => {
  const { client } = stage;
  const { id, letGo } = await atItsLastEffect();
  const received: string[] = [];
  await inParallel(REPLIES, async (told) => {
    if (told === REPLIES / 2) letGo();
    const { id: reply } = await client.reply(id, { text: 'Thank you.' });
    received.push(reply);
  });
  await until(async () => (await client.redriveOnce()).waiting.length === 0);
  const kept = await replies(id, REPLIES);
  expect(kept.map(({ about }) => about).sort()).toEqual(received.sort());
  expect((await client.show(id)).replies.every((reply) => reply.delivered_at !== null)).toBe(true);
  const tasks = await client.tasks({ caseId: id });
  expect(tasks.length).toBeGreaterThan(0);
  expect(tasks.length).toBeLessThanOrEqual(2);
  expect(tasks.every(({ kind }) => kind === 'late-reply')).toBe(true);
});

test('MSG-3: a signal with a name that nobody knows is in the timeline', async () => {
  const { client } = stage;
  const { id } = await client.openCase(question({ facts: tomorrow() }));
  await client.engine.workflow.getHandle(id).signal('customerSang');
  await until(async () =>
    (await client.timeline(id)).some(
      ({ what, about }) => what === 'unknown-message' && about === 'customerSang',
    ),
  );
  expect((await client.show(id)).status).toBe('waiting');
});

async function atItsLastEffect(): Promise<{ id: string; letGo: () => void }> {
  const there = latch();
  const mayGoOn = latch();
  beforeTheLast = () => {
    there.open();
    return mayGoOn.opened;
  };
  const { id } = await stage.client.openCase(question());
  await there.opened;
  return { id, letGo: mayGoOn.open };
}

/** The end cannot be written down until it is allowed: the case's row is locked, and its run stays open. */
async function keepFromEnding(id: string, allowed: Promise<void>): Promise<void> {
  const locked = latch();
  void stage.client.ledger.transaction().execute(async (tx) => {
    await tx.selectFrom('cases').select('id').where('id', '=', id).forNoKeyUpdate().execute();
    locked.open();
    await allowed;
  });
  await locked.opened;
}

/** Tells a case of so many replies; what Temporal took has to be in the timeline, and nothing else. */
async function expectAllKept(id: string, onEach: (told: number) => unknown = () => undefined) {
  const handle = stage.client.engine.workflow.getHandle(id);
  const taken: string[] = [];
  await inParallel(STORM, async (told) => {
    await onEach(told);
    const reply = randomUUID();
    try {
      await handle.signal('customerReplied', { id: reply });
      taken.push(reply);
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  });
  const kept = await replies(id, taken.length);
  expect(kept.map(({ about }) => about).sort()).toEqual(taken.sort());
  const replied = kept.filter(({ what }) => what === 'replied').length;
  return { replied, afterTheEnd: kept.length - replied };
}

async function replies(id: string, atLeast: number) {
  return until(async () => {
    const entries = await stage.client.timeline(id);
    const kept = entries.filter(({ what }) => what.startsWith('replied'));
    return kept.length >= atLeast && kept;
  });
}

async function inParallel(times: number, work: (told: number) => Promise<void>): Promise<void> {
  let told = 0;
  const some = async () => {
    while (told < times) await work(++told);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, some));
}

function tomorrow(): Record<string, string> {
  return { asked: new Date().toISOString(), subject: 'an example' };
}
