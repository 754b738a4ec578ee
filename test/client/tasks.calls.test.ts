import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { optionsOf } from '../../client/index.ts';
import { RehearsedCase } from '../support/rehearsed.ts';
import { SOURCE } from './support/endings.ts';
import { openStage, type Stage } from './support/stage.ts';
import { until } from './support/until.ts';

jest.setTimeout(120_000);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ proceduresDir: SOURCE });
  await stage.startWorker();
});
afterAll(() => stage.close());

/** Thursday morning: the first call is due on Friday at nine, the Monday after is a day off. */
async function dueCall(): Promise<RehearsedCase> {
  const opened = await RehearsedCase.open(stage, 'America/Los_Angeles', {
    procedure: 'calling',
    facts: { since: '2026-03-12T09:00:00-07:00', 'client-name': 'Chris' },
    contact: { name: 'Chris Example', phone: '+1 202 555 0143', zone: 'America/Los_Angeles' },
  });
  await opened.until('task');
  return opened;
}

async function callOf({ id }: RehearsedCase) {
  const open = await stage.client.tasks({ caseId: id });
  const task = open.find(({ kind }) => kind === 'call');
  if (!task) throw new Error(`no call among ${open.map(({ kind }) => kind).join(', ')}`);
  return task;
}

describe('A call', () => {
  test('is a task with the script, the number, the SOP’s article, and what each result does', async () => {
    const task = await callOf(await dueCall());
    expect(task).toMatchObject({
      title: 'Call Chris',
      role: 'desk',
      body: 'Number: +12025550143\n\nHello Chris, how are you?',
      sop: 'Handbook 2.1: the first call',
    });
    expect((task.due_at ?? 0) - task.opened_at).toBe(24 * 3_600_000);
    expect(optionsOf(task).map(({ option, date }) => [option, date])).toEqual([
      ['spoke', 'possible'],
      ['voicemail', 'none'],
      ['no-answer', 'none'],
      ['wrong-number', 'none'],
      ['call-at', 'needed'],
    ]);
    expect(optionsOf(task).every(({ does }) => does !== null)).toBe(true);
  });

  test('that leads to another task passes the SOP’s article of its step on', async () => {
    const called = await dueCall();
    await called.task('call', 'wrong-number');
    await called.reply();
    const open = await stage.client.tasks({ caseId: called.id });
    expect(open.map(({ kind, sop }) => `${kind}: ${sop}`).sort()).toEqual([
      'problem: Handbook 2.1: the first call',
      'reply: Handbook 2.1: the first call',
    ]);
  });

  test('that is asked for at another time comes back as a task then, and only with a time', async () => {
    const called = await dueCall();
    const task = await callOf(called);
    await expect(stage.client.completeTask(task.id, 'call-at', { by: 'sam' })).rejects.toThrow(
      /FT-CLI-UNTIL/,
    );
    await stage.client.completeTask(task.id, 'call-at', { by: 'sam', until: '2026-03-17' });
    await called.rest();
    await called.at('2026-03-17T08:00');
    expect(await called.openTasks()).toEqual([]);
    await called.until('task');
    const again = await callOf(called);
    expect(again.id).not.toBe(task.id);
    expect(called.day(again.opened_at)).toBe('Tue 17 Mar 9h');
  });

  test('that was made although the case is held is on record, and whoever made it is told', async () => {
    const called = await dueCall();
    const task = await callOf(called);
    expect(task.stopped).toBeNull();
    await stage.client.hold(called.id, { by: 'sam' });
    await until(async () => (await callOf(called)).stopped === 'held');
    const done = await stage.client.completeTask(task.id, 'no-answer', { by: 'sam' });
    expect(done).toMatchObject({ delivered: true, despite: 'held' });
    await called.rest();
    expect(await stage.client.tasks({ caseId: called.id, state: 'done' })).toMatchObject([
      { id: task.id, option: 'no-answer', stopped: null },
    ]);
  });

  test('in which something was promised is watched until that day is over', async () => {
    const called = await dueCall();
    const task = await callOf(called);
    const promised = { by: 'sam', until: '2026-03-18', note: 'comes on Wednesday' };
    const { view, despite } = await stage.client.completeTask(task.id, 'spoke', promised);
    expect(despite).toBeUndefined();
    expect(view).toMatchObject({ status: 'held', waitingOn: 'hold:promise' });
    expect(called.day(view?.nextAt ?? 0)).toBe('Thu 19 Mar 0h');
    await called.rest();
    const [done] = await stage.client.tasks({ caseId: called.id, state: 'done' });
    expect(done).toMatchObject({ option: 'spoke', closed_by: 'sam', note: 'comes on Wednesday' });
  });

  test('takes a date only where a date means something', async () => {
    const task = await callOf(await dueCall());
    await expect(
      stage.client.completeTask(task.id, 'voicemail', { by: 'sam', until: '2026-03-18' }),
    ).rejects.toThrow(/FT-CLI-UNTIL: "voicemail" takes no date/);
  });

  test('that was put off to the next working day shows again when that day begins', async () => {
    const called = await dueCall();
    const task = await callOf(called);
    await stage.client.snoozeTask(task.id, { by: 'sam', until: 'next-working-day' });
    await called.rest();
    const again = await callOf(called);
    expect([task.id, called.day(again.show_at ?? 0)]).toEqual([again.id, 'Tue 17 Mar 9h']);
    for (const [shortcut, day] of [
      ['one-week', 'Fri 20 Mar 9h'],
      ['one-month', 'Mon 13 Apr 9h'],
      ['two-months', 'Wed 13 May 9h'],
    ] as const) {
      await stage.client.snoozeTask(task.id, { by: 'sam', until: shortcut });
      await called.rest();
      expect(called.day((await callOf(called)).show_at ?? 0)).toBe(day);
    }
  });

  test('that nobody makes is escalated after the procedure’s limit, again and again, and never dropped', async () => {
    const called = await dueCall();
    const { opened_at: opened } = await callOf(called);
    await called.at('2026-03-14T12:00');
    const task = await callOf(called);
    expect(task).toMatchObject({ role: 'supervisor', escalated: 1, state: 'open' });
    expect((task.due_at ?? 0) - opened).toBeGreaterThan(47 * 3_600_000);
    const { waitingOn } = await stage.client.show(called.id);
    expect(waitingOn).toContain('task');
  });
});
