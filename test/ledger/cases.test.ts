import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CaseView } from '../../domain/program/view.ts';
import { changeFacts, findCase, listCases, openCase, storeView } from '../../ledger/cases.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { addToTimeline, timelineOf } from '../../ledger/timeline.ts';
import { aCase, book, newCase, NOW } from './support/book.ts';

const VIEW: CaseView = {
  status: 'waiting',
  waitingOn: 'step:day-2',
  nextAt: NOW + 1,
  attempts: 1,
  round: 1,
  outcome: null,
};

describe('Cases in the ledger', () => {
  let ledger: Ledger;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ ledger, close } = await book());
  }, 60_000);
  afterAll(() => close());

  test('SRV-3: the same occurrence opens one case, however often and from wherever it comes in', async () => {
    const given = newCase();
    const opened = await Promise.all(Array.from({ length: 10 }, () => openCase(ledger, given)));
    expect(opened.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(opened.map(({ found }) => found.id))).toEqual(new Set([given.id]));
    expect(await timelineOf(ledger, given.id)).toHaveLength(1);
  });

  test('another occurrence, another source or another procedure is another case', async () => {
    const one = newCase({ occurrence: 'a1' });
    expect((await openCase(ledger, one)).created).toBe(true);
    expect((await openCase(ledger, { ...one, id: 'b', occurrence: 'a2' })).created).toBe(true);
    expect((await openCase(ledger, { ...one, id: 'c', source: 'other' })).created).toBe(true);
  });

  test('facts, contact and dates come back as they went in', async () => {
    const plan = {
      zone: 'UTC',
      dayZero: '2026-03-10',
      moved: false,
      slots: { 'day-1': { at: NOW, until: NOW + 1, label: 'x' } },
    };
    const contact = { name: 'Pat Example', email: 'pat@example.com', consent: { email: true } };
    const id = await aCase(ledger, { contact, plan });
    expect(await findCase(ledger, id)).toMatchObject({
      contact,
      plan,
      facts: { 'pet-name': 'Rex' },
      opened_at: NOW,
      next_at: NOW,
    });
  });

  test('a chosen fact replaces the old one, and null takes it away', async () => {
    const id = await aCase(ledger);
    await changeFacts(ledger, id, { resolution: 'with', 'resolution-detail': 'zirconia' });
    await changeFacts(ledger, id, { resolution: 'wait', 'resolution-detail': null });
    expect((await findCase(ledger, id))?.facts).toEqual({ 'pet-name': 'Rex', resolution: 'wait' });
  });

  test('the late word of a worker that was cut off does not overwrite a newer one', async () => {
    const id = await aCase(ledger);
    await storeView(ledger, id, NOW + 2, { ...VIEW, attempts: 2 });
    await storeView(ledger, id, NOW + 1, { ...VIEW, attempts: 1 });
    expect(await findCase(ledger, id)).toMatchObject({ attempts: 2, as_of: NOW + 2 });
  });

  test('LED-10: a closed case has its outcome and its moment, an open one neither', async () => {
    const id = await aCase(ledger);
    await storeView(ledger, id, NOW, { ...VIEW, status: 'closed', outcome: 'answered' });
    expect(await findCase(ledger, id)).toMatchObject({
      status: 'closed',
      outcome: 'answered',
      closed_at: NOW,
    });
    await expect(storeView(ledger, id, NOW, { ...VIEW, status: 'closed' })).rejects.toThrow(/check/);
    await storeView(ledger, id, NOW, VIEW);
    expect(await findCase(ledger, id)).toMatchObject({ status: 'waiting', outcome: null, closed_at: null });
  });

  test('lists are newest first, and go by status and procedure', async () => {
    const [old, young] = [
      await aCase(ledger, { openedAt: NOW + 100 }),
      await aCase(ledger, { openedAt: NOW + 200 }),
    ];
    await storeView(ledger, old, NOW, { ...VIEW, status: 'held' });
    expect((await listCases(ledger, { limit: 2 })).map(({ id }) => id)).toEqual([young, old]);
    expect((await listCases(ledger, { status: ['held'] })).map(({ id }) => id)).toEqual([old]);
    expect((await listCases(ledger, { before: NOW + 200, limit: 1 })).map(({ id }) => id)).toEqual([old]);
    expect(await listCases(ledger, { procedure: 'nothing' })).toEqual([]);
  });

  test('the timeline keeps an entry once and lets nobody change it', async () => {
    const id = await aCase(ledger);
    const entry = { caseId: id, at: NOW, round: 1, what: 'held', because: 'holidays' };
    await addToTimeline(ledger, [entry, { ...entry, at: NOW + 1 }]);
    await addToTimeline(ledger, [entry]);
    expect((await timelineOf(ledger, id)).map(({ what, at }) => [what, at])).toEqual([
      ['opened', NOW],
      ['held', NOW],
      ['held', NOW + 1],
    ]);
    await expect(ledger.deleteFrom('timeline').execute()).rejects.toThrow('append-only');
    await expect(ledger.updateTable('timeline').set({ what: 'x' }).execute()).rejects.toThrow('append-only');
  });
});
