import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowNotFoundError } from '@temporalio/client';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { openStage, type Stage } from '../client/support/stage.ts';
import { until } from '../client/support/until.ts';
import { latch } from '../support/latch.ts';
import { seeded } from '../support/seeded.ts';
import { type Folder, proceduresOfToday } from './support/folder.ts';
import { question } from './support/questions.ts';

jest.setTimeout(120_000);

const STORM = 200;
const AT_ONCE = 20;
/** Storms begin this many milliseconds before or after the last step is let go on, or somewhere between. */
const AROUND_MS = 60;
const CASES = 5;

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

test(`MSG-1: of ${STORM} signals while the last step completes, every one that Temporal took is in the ledger: as a reply, or as one after the end`, async () => {
  const random = seeded(7);
  const count = { replied: 0, afterTheEnd: 0, refused: 0 };
  for (let round = 0; round < CASES; round += 1) {
    const { id, letGo } = await atItsLastEffect();
    const handle = stage.client.engine.workflow.getHandle(id);
    const delay = (random() * 2 - 1) * AROUND_MS;
    if (delay > 0) letGo();
    const taken = new Set<string>();
    const storm = inParallel(STORM, async () => {
      const reply = randomUUID();
      try {
        await handle.signal('customerReplied', { id: reply });
        taken.add(reply);
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
        count.refused += 1;
      }
    });
    await sleep(Math.abs(delay));
    letGo();
    await storm;
    const kept = await until(async () => {
      const entries = await stage.client.timeline(id);
      const replies = entries.filter(({ what }) => what.startsWith('replied'));
      return replies.length >= taken.size && replies;
    });
    expect(new Set(kept.map(({ about }) => about))).toEqual(taken);
    expect(kept).toHaveLength(taken.size);
    count.replied += kept.filter(({ what }) => what === 'replied').length;
    count.afterTheEnd += kept.filter(({ what }) => what === 'replied-after-the-end').length;
  }
  process.stderr.write(`signals around the end: ${JSON.stringify(count)}\n`);
});

test('X', async () => {
  const { id, letGo } = await atItsLastEffect();
  let told = 0;
  const received: string[] = [];
  await inParallel(STORM, async () => {
    told += 1;
    if (told === STORM / 2) letGo();
    received.push((await stage.client.reply(id, { text: 'Thank you.' })).id);
  });
  await until(async () => (await stage.client.redriveOnce()).waiting.length === 0);
  const shown = await until(async () => {
    const now = await stage.client.show(id);
    const known = new Set(now.timeline.filter(({ what }) => what.startsWith('replied')).map((e) => e.about));
    return received.every((reply) => known.has(reply)) && now;
  });
  process.stderr.write(`${shown.status} ${shown.outcome} ${shown.tasks.length}\n`);
  process.stderr.write(
    `${(await stage.client.engine.workflow.getHandle(id).describe()).status.name} ${shown.replies.filter((r) => r.after_end).length}\n`,
  );
});

test('MSG-3: a signal with a name that nobody knows is in the timeline', async () => {
  const { client } = stage;
  const { id } = await client.openCase(
    question({ facts: { asked: new Date().toISOString(), subject: 'x' } }),
  );
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

async function inParallel(times: number, work: () => Promise<void>): Promise<void> {
  let left = times;
  const some = async () => {
    while (left-- > 0) await work();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, some));
}
