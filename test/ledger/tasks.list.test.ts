import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addPerson } from '../../ledger/people/changes.ts';
import { noteAbsence } from '../../ledger/people/absences.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { recordInbound } from '../../ledger/inbound.ts';
import { closeTask, type NewTask, openTasks } from '../../ledger/tasks.ts';
import { escalateTask, giveTask, putOffTask } from '../../ledger/tasks/change.ts';
import { type ListedTask, readTaskPage, type TaskFilter, tasksEndingWith } from '../../ledger/tasks/list.ts';
import { cursorOf, placeOf, readCursor } from '../../ledger/tasks/place.ts';
import { worklistOf } from '../../ledger/tasks/worklist.ts';
import { seeded } from '../support/seeded.ts';
import { aCase, book, NOW } from './support/book.ts';

const HOUR = 3_600_000;

let ledger: Ledger;
let close: () => Promise<void>;
let caseId: string;
beforeAll(async () => {
  ({ ledger, close } = await book());
}, 60_000);
afterAll(() => close());

function task(key: string, more: Partial<NewTask> = {}): NewTask {
  const plain = { kind: 'step' as const, role: 'desk', title: key, body: '', options: ['done'], about: key };
  return { caseId, key, ...plain, at: NOW, due: NOW + 48 * HOUR, ...more };
}

async function page(filter: TaskFilter, at: { asOf?: number; after?: ListedTask; limit?: number } = {}) {
  const { asOf = NOW, after, limit = 1_000 } = at;
  return readTaskPage(ledger, filter, { asOf, after: after ? placeOf(after, asOf) : null, limit });
}

const titles = (tasks: ListedTask[]) => tasks.map(({ title }) => title);

describe('The order of a work list', () => {
  beforeAll(async () => {
    caseId = await aCase(ledger);
    await openTasks(ledger, [
      task('young', { at: NOW + 2 }),
      task('old', { at: NOW - HOUR }),
      task('due sooner', { due: NOW + 2 * HOUR }),
      task('a reply', { kind: 'reply' }),
      task('beside the case', { kind: 'aside', due: NOW + HOUR }),
      task('overdue', { due: NOW - 1 }),
      task('escalated once'),
      task('escalated twice'),
      task('put off'),
    ]);
    await escalateTask(ledger, {
      caseId,
      key: 'escalated once',
      times: 1,
      due: NOW + HOUR,
      to: null,
      at: NOW,
    });
    await escalateTask(ledger, {
      caseId,
      key: 'escalated twice',
      times: 2,
      due: NOW + HOUR,
      to: null,
      at: NOW,
    });
    await putOffTask(ledger, { caseId, key: 'put off', showAt: NOW + HOUR, due: NOW + 2 * HOUR });
  });

  test('is: escalated, overdue, replies and decisions, due date, age; what can wait comes last', async () => {
    expect(titles(await page({ caseId }))).toEqual([
      'escalated twice',
      'escalated once',
      'overdue',
      'a reply',
      'due sooner',
      'old',
      'young',
      'beside the case',
    ]);
  });

  test('what is put off shows again at its date, and before that on demand', async () => {
    expect(titles(await page({ caseId, hidden: true }))).toContain('put off');
    expect(titles(await page({ caseId }, { asOf: NOW + HOUR }))).toContain('put off');
  });

  test('a list can be narrowed by role, kind and due date', async () => {
    const own = await aCase(ledger);
    await openTasks(ledger, [
      task('for the lab', { caseId: own, role: 'lab' }),
      task('a call', { caseId: own, kind: 'call', due: NOW + HOUR }),
    ]);
    expect(titles(await page({ caseId: own, role: 'lab' }))).toEqual(['for the lab']);
    expect(titles(await page({ caseId: own, kind: 'call' }))).toEqual(['a call']);
    expect(titles(await page({ caseId: own, dueBefore: NOW + 2 * HOUR }))).toEqual(['a call']);
  });

  test('rehearsals are in no list of the staff unless asked for', async () => {
    const rehearsed = await aCase(ledger, { rehearsal: true });
    await openTasks(ledger, [task('played', { caseId: rehearsed })]);
    expect(titles(await page({}))).not.toContain('played');
    expect(titles(await page({ rehearsals: true }))).toContain('played');
  });

  test('a task says when a reply stands in its way', async () => {
    const own = await aCase(ledger);
    await openTasks(ledger, [task('post it', { caseId: own })]);
    await recordInbound(ledger, {
      caseId: own,
      channel: 'portal',
      source: 'test',
      eventId: own,
      text: 'Yes.',
      receivedAt: NOW,
    });
    expect(await page({ caseId: own })).toMatchObject([{ title: 'post it', answered: true }]);
  });

  test('a task is found by the end of its id, and no sign of the text has a meaning of its own', async () => {
    const [one] = await page({ caseId });
    expect(titles(await tasksEndingWith(ledger, (one?.id ?? '').slice(-10).toUpperCase(), 2))).toEqual([
      one?.title,
    ]);
    expect(await tasksEndingWith(ledger, '%', 2)).toEqual([]);
  });
});

describe('The pages of a work list', () => {
  test('have no gaps and no doubles while tasks are opened, done and put off in between', async () => {
    const random = seeded(7);
    for (let run = 0; run < 5; run += 1) {
      caseId = await aCase(ledger);
      await openTasks(
        ledger,
        Array.from({ length: 60 }, (_, number) => anyTask(`first-${number}`, random)),
      );
      const before = new Set(titles(await page({ caseId })));
      const gone = new Set<string>();
      const seen: string[] = [];
      for (let after: ListedTask | undefined; ; ) {
        const next = await page({ caseId }, { ...(after ? { after } : {}), limit: 7 });
        seen.push(...titles(next));
        after = next.at(-1);
        if (!after) break;
        await openTasks(ledger, [anyTask(`new-${seen.length}`, random)]);
        for (const key of [pick(before, random), pick(before, random)]) {
          if (random() < 0.5) await closeTask(ledger, { caseId, key, option: 'done', by: 'kim', at: NOW });
          else await putOffTask(ledger, { caseId, key, showAt: NOW + HOUR, due: NOW + 90 * HOUR });
          gone.add(key);
        }
      }
      expect(seen.filter((title, index) => seen.indexOf(title) !== index)).toEqual([]);
      const missed = [...before].filter((title) => !seen.includes(title) && !gone.has(title));
      expect(missed).toEqual([]);
    }
  });

  test('judge by the moment of the first one what is overdue, however long somebody reads', async () => {
    caseId = await aCase(ledger);
    await openTasks(ledger, [
      task('soon overdue', { due: NOW + 10 }),
      task('a decision', { kind: 'decision', due: NOW + HOUR }),
      task('later', { due: NOW + 2 * HOUR }),
    ]);
    const [first] = await page({ caseId }, { limit: 1 });
    const rest = await page({ caseId }, first ? { after: first } : {});
    expect(titles([first, ...rest].filter((each) => each !== undefined))).toEqual([
      'a decision',
      'soon overdue',
      'later',
    ]);
  });

  test('are named by a text that comes back as it was; any other text is refused', async () => {
    const [first] = await page({ caseId });
    const place = placeOf(first as ListedTask, NOW);
    expect(readCursor(cursorOf(place))).toEqual(place);
    for (const wrong of ['', 'nonsense', Buffer.from('[1,2]').toString('base64url')])
      expect(readCursor(wrong)).toBeNull();
  });

  function anyTask(key: string, random: () => number): NewTask {
    const kinds = ['step', 'reply', 'aside', 'call'] as const;
    return task(key, {
      kind: kinds[Math.floor(random() * kinds.length)] ?? 'step',
      due: NOW + Math.floor((random() - 0.5) * 6) * HOUR,
      at: NOW - Math.floor(random() * 5) * HOUR,
    });
  }

  function pick(titlesOfFirst: Set<string>, random: () => number): string {
    return [...titlesOfFirst][Math.floor(random() * titlesOfFirst.size)] ?? '';
  }
});

describe('The work list of a person', () => {
  beforeAll(async () => {
    const by = { by: 'test', at: NOW };
    const plain = { senderName: null, mailbox: null, number: null, site: null };
    await addPerson(ledger, { ...plain, id: 'kim', name: 'Kim Lee', roles: ['lab'] }, by);
    await addPerson(ledger, { ...plain, id: 'sam', name: 'Sam Sample', roles: ['front'] }, by);
    const away = { person: 'sam', standIn: 'kim', fromAt: NOW, untilAt: NOW + HOUR };
    await noteAbsence(ledger, away, by);
    caseId = await aCase(ledger);
    await openTasks(ledger, [
      task('of her role', { role: 'lab' }),
      task('given to her'),
      task('of the role she stands in for', { role: 'front' }),
      task('given to whom she stands in for'),
      task('of her role, given to another', { role: 'lab' }),
      task('of another role'),
    ]);
    await give('given to her', 'kim');
    await give('given to whom she stands in for', 'sam');
    await give('of her role, given to another', 'mo');
  });

  async function give(title: string, person: string): Promise<void> {
    const found = (await page({ caseId })).find((each) => each.title === title);
    await giveTask(ledger, found?.id ?? '', person);
  }

  test('has their own, what nobody has of their roles, and both of those they stand in for', async () => {
    const list = await page({ caseId, of: await worklistOf(ledger, 'kim', NOW) });
    expect(titles(list).sort()).toEqual([
      'given to her',
      'given to whom she stands in for',
      'of her role',
      'of the role she stands in for',
    ]);
  });

  test('ends with the absence', async () => {
    const list = await page({ caseId, of: await worklistOf(ledger, 'kim', NOW + HOUR) });
    expect(titles(list).sort()).toEqual(['given to her', 'of her role']);
  });
});
