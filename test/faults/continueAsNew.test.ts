import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Planned } from '../../domain/program/ahead.ts';
import type { LogEntry } from '../../domain/program/state.ts';
import type { Snapshot } from '../../workflows/messages.ts';
import { fastForward } from '../../client/virtualTime.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { until } from '../client/support/until.ts';
import { RehearsedCase } from '../support/rehearsed.ts';
import { type Folder, proceduresOfToday } from './support/folder.ts';
import { openWith } from './support/openWith.ts';
import { allRuns } from './support/runs.ts';
import { question } from './support/questions.ts';

jest.setTimeout(60_000);

const HOUR_MS = 3_600_000;
/** A case of a few messages gets there; the real limit takes thousands. */
const FEW_EVENTS = 40;

let folder: Folder;
let stage: Stage;
beforeAll(async () => {
  folder = await proceduresOfToday();
  stage = await openStage({ proceduresDir: folder.path });
  await stage.startWorker();
});
afterAll(async () => {
  await stage?.close();
  await folder?.remove();
});

describe('A case that continues as new', () => {
  test('MSG-2: keeps its dates, attempts, tasks, facts and its whole log, whatever it waits for', async () => {
    const { client } = stage;
    const id = await openWith(stage, question({ procedure: 'email-then-call' }), {
      due: Date.now(),
      apart: HOUR_MS,
      continueAfterEvents: FEW_EVENTS,
    });
    await becomes(id, ({ view }) => view.waitingOn === 'step:day-4');
    const dated = await keptAcrossRuns(id);
    expect(dated.view).toMatchObject({ status: 'waiting', attempts: 1 });
    expect(dated.view.nextAt).toBeGreaterThan(Date.now());

    await client.reply(id, { text: 'One more question.' });
    await becomes(id, ({ view }) => view.status === 'answered');
    const answered = await keptAcrossRuns(id);
    expect(answered.tasks).toMatchObject([{ kind: 'reply' }]);

    const held = Date.now() + 2 * HOUR_MS;
    await client.completeTask((await client.tasks({ caseId: id }))[0]?.id ?? '', 'resume', { by: 'sam' });
    await client.hold(id, { by: 'sam', until: held, reason: 'asked to wait' });
    const standing = await keptAcrossRuns(id);
    expect(standing).toMatchObject({ heldUntil: held, view: { status: 'held', attempts: 1 } });
    await client.withdraw(id, { by: 'sam' });
    await until(async () => (await client.show(id)).outcome === 'withdrawn');
  });

  test('MSG-4: the same reply five times over several runs is one reply', async () => {
    const { client } = stage;
    const id = await openWith(stage, question(), {
      due: Date.now() + HOUR_MS,
      continueAfterEvents: FEW_EVENTS,
    });
    const reply = { text: 'Thank you.', source: 'portal', eventId: `post-of-${id}` };
    const first = await client.reply(id, reply);
    await becomes(id, ({ view }) => view.status === 'answered');
    await client.resume(id, { by: 'sam' });
    for (let again = 0; again < 4; again += 1) {
      await anotherRun(id);
      expect(await client.reply(id, reply)).toMatchObject({ id: first.id, repeated: true });
      await handle(id).signal('customerReplied', { id: first.id });
    }
    expect((await look(id)).view.status).toBe('waiting');
    const entries = await client.timeline(id);
    expect(entries.filter(({ what }) => what === 'replied')).toMatchObject([{ about: first.id }]);
    await client.withdraw(id, { by: 'sam' });
  });

  test('MSG-2: with a question to the manager open, the answer still counts, and every date stays', async () => {
    const shipped = await openStage();
    await shipped.startWorker();
    try {
      const id = await openWith(shipped, CANCELLING, { continueAfterEvents: FEW_EVENTS });
      const played = new RehearsedCase(shipped, id, 'America/Los_Angeles');
      await played.until('decision');
      await played.task('choose-resolution', 'cancel');
      await played.task('decision', 'approve');
      expect(await played.outcome()).toBe('cancelled');
      expect(await played.sent()).toEqual([
        'Tue 10 Mar 9h send-portal:reminder-1',
        'Wed 11 Mar 9h send-portal:reminder-2',
        'Thu 12 Mar 9h send-portal:reminder-3',
        'Fri 13 Mar 9h send-portal:reminder-4',
        'Mon 16 Mar 9h send-portal:cancellation-warning',
        'Tue 17 Mar 9h send-portal:cancellation',
      ]);
      expect((await allRuns(shipped, id)).length).toBeGreaterThan(2);
    } finally {
      await shipped.close();
    }
  });
});

describe('A case of which the ledger takes nothing', () => {
  test('tries less and less often, says so where Temporal shows it, runs anew before it is too long, and loses nothing', async () => {
    const { client } = stage;
    const { ledger } = client;
    const id = await openWith(stage, question(), {
      due: Date.now() + 90 * 24 * HOUR_MS,
      continueAfterEvents: FEW_EVENTS,
    });
    await handle(id).signal('example-of-an-unknown-name');
    await becomes(id, () => true);
    const epochTo = (epoch: number) =>
      ledger.updateTable('standings').set({ epoch, overtaken_at: null }).where('case_id', '=', id).execute();
    await epochTo(9);
    await handle(id).signal('what-nobody-records');
    await until(async () => (await detailsOf(id)).includes('The ledger does not take it'));
    const waits = await until(async () => {
      await fastForward(client.engine, id, HOUR_MS).catch(() => undefined);
      const tried = (await allRuns(stage, id)).flatMap(minutesWaited);
      const refused = tried.slice(tried.indexOf(10));
      return refused.length >= 5 && refused;
    });
    expect(waits.slice(0, 5)).toEqual([10, 20, 40, 60, 60]);
    expect((await allRuns(stage, id)).length).toBeGreaterThan(1);
    expect(await detailsOf(id)).toContain('The ledger does not take it');

    await epochTo(0);
    await until(async () => {
      await fastForward(client.engine, id, HOUR_MS).catch(() => undefined);
      return (await look(id)).recorded;
    });
    const told = (await client.timeline(id)).filter(({ what }) => what === 'unknown-message');
    expect(told.map(({ about }) => about)).toEqual(['example-of-an-unknown-name', 'what-nobody-records']);
    expect(await detailsOf(id)).not.toContain('The ledger does not take it');
    await client.withdraw(id, { by: 'sam' });
  });
});

function minutesWaited({ events }: Awaited<ReturnType<typeof allRuns>>[number]): number[] {
  return (events ?? []).flatMap(({ timerStartedEventAttributes: timer }) =>
    timer ? [Number(timer.startToFireTimeout?.seconds) / 60] : [],
  );
}

async function detailsOf(id: string): Promise<string> {
  const { currentDetails } = await handle(id).query<{ currentDetails?: string }>(
    '__temporal_workflow_metadata',
  );
  return currentDetails ?? '';
}

const CANCELLING = {
  procedure: 'case-alert',
  source: 'test',
  id: randomUUID(),
  variant: '5',
  rehearsal: true,
  facts: { 'alert-sent': '2026-03-09T10:00:00-07:00', 'doctor-name': 'Example', resolution: 'cancel' },
  contact: { name: 'Dr. Example', portal: 'example-dental' },
};

function handle(id: string) {
  return stage.client.engine.workflow.getHandle(id);
}

async function look(id: string): Promise<Snapshot> {
  return handle(id).query<Snapshot>('snapshot');
}

async function becomes(id: string, so: (seen: Snapshot) => boolean): Promise<void> {
  await until(async () => {
    const seen = await look(id);
    return so(seen) && seen.recorded;
  });
}

/** Tells the case things that change nothing but its log, until it runs anew. */
async function anotherRun(id: string): Promise<void> {
  const { runId } = await handle(id).describe();
  for (let told = 0; told < FEW_EVENTS; told += 1) {
    await handle(id).signal('example-of-an-unknown-name');
    await until(async () => (await look(id)).recorded);
    if ((await handle(id).describe()).runId !== runId) return;
  }
  throw new Error(`${id} does not continue as new`);
}

/** How the case stands after it has run anew, which is how it stood before. */
async function keptAcrossRuns(id: string): Promise<Snapshot> {
  await becomes(id, () => true);
  const before = await all(id);
  await anotherRun(id);
  const after = await all(id);
  const { now: _, ...stood } = before.seen;
  expect(after.seen).toMatchObject(stood);
  expect(after.plan).toEqual(before.plan);
  expect(after.log.slice(0, before.log.length)).toEqual(before.log);
  return after.seen;
}

async function all(id: string) {
  const [seen, plan, log] = await Promise.all([
    look(id),
    handle(id).query<Planned[]>('plan'),
    handle(id).query<LogEntry[]>('timeline'),
  ]);
  return { seen, plan, log };
}
