import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Ledger } from '../../ledger/connect.ts';
import { noteAbsence } from '../../ledger/people/absences.ts';
import { addPerson } from '../../ledger/people/changes.ts';
import { callOffTasks, closeTask, findTask, openTasks } from '../../ledger/tasks.ts';
import { escalateApart } from '../../ledger/tasks/apart.ts';
import { escalateTask, giveTask, putOffTask } from '../../ledger/tasks/change.ts';
import { timelineOf } from '../../ledger/timeline.ts';
import type { TaskKind } from '../../domain/program/state.ts';
import { aCase, book, NOW } from './support/book.ts';

const HOUR = 3_600_000;

let ledger: Ledger;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ ledger, close } = await book());
  const by = { by: 'test', at: NOW };
  const plain = { senderName: null, mailbox: null, number: null, site: null };
  await addPerson(ledger, { ...plain, id: 'kim', name: 'Kim Lee', roles: ['desk'] }, by);
  await addPerson(ledger, { ...plain, id: 'sam', name: 'Sam Sample', roles: ['desk'] }, by);
  await addPerson(ledger, { ...plain, id: 'mo', name: 'Mo Example', roles: ['lab'] }, by);
  await noteAbsence(ledger, { person: 'sam', standIn: 'mo', fromAt: NOW, untilAt: NOW + 9 * HOUR }, by);
}, 60_000);
afterAll(() => close());

async function opened(kind: TaskKind, role = 'desk') {
  const caseId = await aCase(ledger);
  const key = `${kind}:1`;
  const words = { title: 'Do it', body: '', options: ['done'], about: 'day-1' };
  await openTasks(ledger, [{ caseId, key, kind, role, ...words, at: NOW, due: NOW + HOUR }]);
  return { caseId, key };
}

async function given(task: { caseId: string; key: string }, person: string) {
  await giveTask(ledger, (await findTask(ledger, task.caseId, task.key))?.id ?? '', person);
}

async function left(task: { caseId: string; key: string }, to: string | null) {
  await escalateTask(ledger, { ...task, times: 1, due: NOW + 24 * HOUR, to, at: NOW });
  return findTask(ledger, task.caseId, task.key);
}

describe('A task that is left undone', () => {
  test('goes to the role that the procedure names for it, is due again and shows at once', async () => {
    const task = await opened('step');
    await putOffTask(ledger, { ...task, showAt: NOW + 5 * HOUR, due: NOW + 6 * HOUR });
    expect(await left(task, 'lab')).toMatchObject({
      role: 'lab',
      escalated: 1,
      due_at: NOW + 24 * HOUR,
      show_at: null,
      state: 'open',
    });
  });

  test('stays with its role where the procedure names none', async () => {
    expect(await left(await opened('call'), null)).toMatchObject({ role: 'desk', escalated: 1 });
  });

  test('an approval stays with the approvers, whoever else is told', async () => {
    expect(await left(await opened('decision', 'manager'), 'lab')).toMatchObject({ role: 'manager' });
  });

  test('stays with the person who has it, if they are here', async () => {
    const task = await opened('step');
    await given(task, 'kim');
    expect(await left(task, null)).toMatchObject({ assignee: 'kim' });
  });

  test('goes to the stand-in of a person who is away', async () => {
    const task = await opened('step');
    await given(task, 'sam');
    expect(await left(task, null)).toMatchObject({ assignee: 'mo' });
  });

  test('goes back to its role when nobody stands in for the person who has it', async () => {
    const task = await opened('step');
    await given(task, 'nobody-any-more');
    expect(await left(task, null)).toMatchObject({ assignee: null, role: 'desk' });
  });

  test('the same word of it twice is once', async () => {
    const task = await opened('step');
    await left(task, null);
    expect(await left(task, null)).toMatchObject({ escalated: 1, due_at: NOW + 24 * HOUR });
  });

  test('once it is done it is not escalated any more', async () => {
    const task = await opened('step');
    await closeTask(ledger, { ...task, option: 'done', by: 'kim', at: NOW });
    expect(await left(task, 'lab')).toMatchObject({ state: 'done', escalated: 0, role: 'desk' });
  });
});

describe('A task that no workflow watches', () => {
  test('outlives the end of its case, and is escalated by the ledger', async () => {
    const late = await opened('late-reply');
    await callOffTasks(ledger, late.caseId, NOW);
    const step = await opened('step');
    expect(await escalateApart(ledger, NOW)).toBe(0);
    expect(await escalateApart(ledger, NOW + HOUR)).toBe(1);
    expect(await escalateApart(ledger, NOW + HOUR)).toBe(0);
    const again = await findTask(ledger, late.caseId, late.key);
    expect(again).toMatchObject({ state: 'open', escalated: 1, due_at: NOW + 49 * HOUR });
    expect((await timelineOf(ledger, late.caseId)).map(({ what }) => what)).toEqual(['opened', 'escalated']);
    expect(await findTask(ledger, step.caseId, step.key)).toMatchObject({ escalated: 0 });
  });
});
