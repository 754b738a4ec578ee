import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { REFUSALS } from '../../domain/program/refusal.ts';
import { type Folder, proceduresOfToday } from '../faults/support/folder.ts';
import { ending, openTaskOf, SOURCE, withStaff } from './support/endings.ts';
import { openStage, type Stage } from './support/stage.ts';
import { until } from './support/until.ts';

jest.setTimeout(60_000);

const HOUR = 3_600_000;

let folder: Folder;
let stage: Stage;
beforeAll(async () => {
  folder = await proceduresOfToday(SOURCE);
  stage = await openStage({ proceduresDir: folder.path });
  await stage.startWorker();
  await withStaff(stage.client);
});
afterAll(async () => {
  await stage?.close();
  await folder?.remove();
});

async function replied() {
  const { client } = stage;
  const { id } = await client.openCase(ending());
  await openTaskOf(client, id, 'decision');
  await client.reply(id, { text: 'Wait a moment.', source: 'portal', eventId: `put-off-${id}` });
  return openTaskOf(client, id, 'reply');
}

describe('“Do it later”', () => {
  test('hides a task until the date, and only then it can be overdue; the case goes on waiting', async () => {
    const { client } = stage;
    const task = await replied();
    const until_ = Date.now() + 50 * HOUR;
    await client.snoozeTask(task.id, { by: 'sam', until: until_, note: 'asks her on Thursday' });
    const hidden = await until(async () => {
      const { tasks } = await client.taskPage({ caseId: task.case_id, hidden: true });
      return tasks.find(({ id, show_at }) => id === task.id && show_at !== null);
    });
    expect(hidden).toMatchObject({ show_at: until_, due_at: until_ + 24 * HOUR, state: 'open' });
    expect((await client.taskPage({ caseId: task.case_id })).tasks.map(({ id }) => id)).not.toContain(
      task.id,
    );
    expect((await client.show(task.case_id)).status).toBe('answered');
    expect((await client.history(task.case_id)).map(({ words }) => words)).toContainEqual(
      expect.stringMatching(/put off by a person.*, by Sam Sample until .*: asks her on Thursday$/),
    );
  });

  test('takes the shortcuts of a desk, by the calendar of the case', async () => {
    const { client } = stage;
    const task = await replied();
    for (const [shortcut, days] of [
      ['tomorrow', 1],
      ['next-working-day', 1],
      ['one-week', 7],
      ['two-weeks', 14],
    ] as const) {
      await client.snoozeTask(task.id, { by: 'sam', until: shortcut });
      const shows = await until(async () => {
        const row = (await client.tasks({ caseId: task.case_id })).find(({ id }) => id === task.id);
        const at = row?.show_at ?? 0;
        return Math.round((at - Date.now()) / (24 * HOUR) + 0.5) === days && at;
      });
      // Every hour of every day is open in this calendar, so a day begins at midnight.
      expect(shows % HOUR).toBe(0);
    }
  });

  test('wants a date that lies ahead, and one that is a date', async () => {
    const { client } = stage;
    const task = await replied();
    await expect(client.snoozeTask(task.id, { by: 'sam', until: '2020-01-06' })).rejects.toThrow(
      REFUSALS['until-is-past'],
    );
    for (const wrong of ['someday', '2026-02-30', Number.NaN])
      await expect(client.snoozeTask(task.id, { by: 'sam', until: wrong })).rejects.toThrow(/FT-CLI-MOMENT/);
  });

  test('is too late for a task that is done: the message says who did it and when', async () => {
    const { client } = stage;
    const task = await replied();
    await client.completeTask(task.id, 'settle', { by: 'kim' });
    await expect(client.snoozeTask(task.id, { by: 'sam', until: 'tomorrow' })).rejects.toThrow(
      /FT-CLI-TASK-DONE: already done by kim at \d{4}-/,
    );
    await expect(client.assignTask(task.id, { by: 'sam', to: 'sam' })).rejects.toThrow(
      /FT-CLI-TASK-DONE: already done by kim at \d{4}-/,
    );
  });
});

describe('A task that is given to somebody', () => {
  test('is in their list and in nobody else’s, and the name stays in the ledger', async () => {
    const { client } = stage;
    const task = await replied();
    await client.assignTask(task.id, { by: 'kim', to: 'mo' });
    await until(async () => (await client.taskPage({ person: 'mo' })).tasks.some(({ id }) => id === task.id));
    const of = async (person: string) => (await client.taskPage({ person })).tasks.map(({ id }) => id);
    expect(await of('sam')).not.toContain(task.id);
    const history = await client.engine.workflow.getHandle(task.case_id).fetchHistory();
    const bytes = JSON.stringify(history, (_key, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString() : value,
    );
    expect(bytes).toContain('assignTask');
    expect(bytes).not.toMatch(/"mo"/);
    await client.assignTask(task.id, { by: 'mo', to: null });
    await until(async () => (await of('sam')).includes(task.id));
  });

  test('goes to an active person only, and an approval to one who may give it', async () => {
    const { client } = stage;
    const { id } = await client.openCase(ending());
    const decision = await openTaskOf(client, id, 'decision');
    await expect(client.assignTask(decision.id, { by: 'kim', to: 'nobody' })).rejects.toThrow(
      /FT-CLI-PERSON/,
    );
    await expect(client.assignTask(decision.id, { by: 'kim', to: 'sam' })).rejects.toThrow(/FT-CLI-ROLE/);
    await client.assignTask(decision.id, { by: 'kim', to: 'morgan' });
  });
});

describe('A late reply, which no workflow waits for', () => {
  test('can be put off and given to somebody as well', async () => {
    const { client } = stage;
    const task = await replied();
    await client.completeTask(task.id, 'settle', { by: 'kim' });
    await until(async () => (await client.show(task.case_id)).status === 'closed');
    await client.reply(task.case_id, { text: 'One more.', source: 'portal', eventId: `late-${task.id}` });
    const late = await openTaskOf(client, task.case_id, 'late-reply');
    expect(late.due_at).toBeGreaterThan(Date.now());
    await client.assignTask(late.id, { by: 'kim', to: 'sam' });
    const showAt = Date.now() + 5 * HOUR;
    await client.snoozeTask(late.id, { by: 'sam', until: showAt });
    const [row] = await client.tasks({ caseId: task.case_id });
    expect(row).toMatchObject({ assignee: 'sam', show_at: showAt });
    await expect(client.snoozeTask(late.id, { by: 'sam', until: 1 })).rejects.toThrow(
      REFUSALS['until-is-past'],
    );
    await client.completeTask(late.id, 'seen', { by: 'sam', note: 'answered by hand' });
    const [done] = await client.tasks({ caseId: task.case_id, state: 'done' });
    expect([done?.state, (await client.tasks({ caseId: task.case_id })).length]).toEqual(['done', 0]);
  });
});

describe('A hold', () => {
  test('has its reason and its end in the timeline, and so has a promise, which lasts to the end of its day', async () => {
    const { client } = stage;
    const { id } = await client.openCase(ending());
    await openTaskOf(client, id, 'decision');
    const until_ = Date.now() + 30 * HOUR;
    await client.hold(id, { by: 'sam', until: until_, reason: 'on a journey' });
    const day = new Date(Date.now() + 72 * HOUR).toISOString().slice(0, 10);
    const { view } = await client.hold(id, {
      by: 'kim',
      until: day,
      promise: true,
      reason: 'pays on that day',
    });
    expect(view).toMatchObject({ status: 'held', waitingOn: 'hold:promise' });
    expect((view?.nextAt ?? 0) - Date.parse(day)).toBeGreaterThan(14 * HOUR);
    const words = await until(async () => {
      const lines = (await client.history(id)).map((line) => line.words);
      return lines.some((line) => line.includes('promised')) && lines;
    });
    expect(words).toContainEqual(
      expect.stringMatching(/^put on hold, by Sam Sample until \w{3} .*: on a journey$/),
    );
    expect(words).toContainEqual(expect.stringMatching(/promised.*, by Kim Lee until .*: pays on that day$/));
    await expect(client.hold(id, { by: 'kim', promise: true })).rejects.toThrow(/FT-CLI-UNTIL/);
  });
});
