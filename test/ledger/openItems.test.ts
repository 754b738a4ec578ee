import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { storeView } from '../../ledger/cases.ts';
import { findCommand } from '../../ledger/commands.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { itemChangesOf, openItemsOf } from '../../ledger/openItems/account.ts';
import type { ToldItem } from '../../ledger/openItems/changes.ts';
import { finishReview, openReview } from '../../ledger/openItems/reviews.ts';
import { type Picture, takePicture } from '../../ledger/openItems/take.ts';
import { aCase, book, NOW } from './support/book.ts';

const DAY = 86_400_000;

function told(number: string, more: Partial<ToldItem> = {}): ToldItem {
  return {
    number,
    kind: 'invoice',
    issued: '2026-01-10',
    due: '2026-02-10',
    currency: 'USD',
    amount: 10_000,
    paid: 0,
    ...more,
  };
}

let ledger: Ledger;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ ledger, close } = await book());
}, 60_000);
afterAll(() => close());

const account = () => ({ source: 'erp', customer: `c-${randomUUID()}` });

function take(given: { source: string; customer: string }, items: ToldItem[], more: Partial<Picture> = {}) {
  return takePicture(ledger, {
    ...given,
    importId: randomUUID(),
    asOf: NOW,
    at: NOW,
    by: 'sam',
    full: true,
    items,
    today: '2026-03-10',
    procedure: 'small',
    tells: { paid: 'paid', changed: null },
    ...more,
  });
}

const numbers = async (of: { source: string; customer: string }) =>
  (await openItemsOf(ledger, of)).map(({ number }) => number);

/** A customer with an open case. */
async function followedUp(occurrence?: string) {
  const customer = `c-${randomUUID()}`;
  const caseId = await aCase(ledger, {
    id: `small:erp:${occurrence ?? customer}-${randomUUID()}`,
    source: 'erp',
    occurrence: `${customer}${occurrence ?? ''}`,
  });
  return { of: { source: 'erp', customer }, caseId };
}

describe('The open items of an account', () => {
  test('come back as they went in', async () => {
    const of = account();
    const dispute = { since: '2026-03-01', reason: 'empty boxes' };
    await take(of, [told('A', { amount: 9_000_000_000_000, paid: 1, dispute, level: 2 })]);
    expect(await openItemsOf(ledger, of)).toEqual([
      { ...told('A', { amount: 9_000_000_000_000, paid: 1, dispute, level: 2 }), dunnedOn: null },
    ]);
  });

  test('are replaced by a full picture: what is missing from it is closed', async () => {
    const of = account();
    await take(of, [told('A'), told('B')]);
    const second = await take(of, [told('B'), told('C')]);
    expect(second.changes).toEqual({ A: 'closed', C: 'new' });
    expect(await numbers(of)).toEqual(['B', 'C']);
  });

  test('change one by one where only changes are told: what is missing stays', async () => {
    const of = account();
    await take(of, [told('A'), told('B')]);
    await take(of, [told('B', { paid: 10_000 })], { full: false });
    expect(await numbers(of)).toEqual(['A']);
  });

  test('keep their level and their dispute when the other system knows nothing of them', async () => {
    const of = account();
    await take(of, [told('A', { level: 2, dispute: { since: '2026-03-01', reason: 'x' } })]);
    await take(of, [told('A', { paid: 1, level: 0 })]);
    expect(await openItemsOf(ledger, of)).toMatchObject([{ paid: 1, level: 2, dispute: { reason: 'x' } }]);
    await take(of, [told('A', { dispute: null })]);
    expect(await openItemsOf(ledger, of)).toMatchObject([{ dispute: null }]);
  });

  test('come back with the level they had when a payment bounces', async () => {
    const of = account();
    await take(of, [told('A', { level: 2 })]);
    await take(of, []);
    const back = await take(of, [told('A')]);
    expect(back.changes).toEqual({ A: 'returned' });
    expect(await openItemsOf(ledger, of)).toMatchObject([{ number: 'A', level: 2 }]);
  });

  test('are told once by one import, however often it is brought', async () => {
    const of = account();
    const importId = randomUUID();
    const first = await take(of, [told('A')], { importId });
    await take(of, [told('A', { paid: 500 })]);
    expect(await take(of, [told('A')], { importId })).toEqual({ ...first, repeated: true });
    expect(await openItemsOf(ledger, of)).toMatchObject([{ paid: 500 }]);
  });

  test('are not set back by an older picture that arrives late', async () => {
    const of = account();
    await take(of, [told('A', { paid: 500 })]);
    expect(await take(of, [told('A'), told('Z')], { asOf: NOW - DAY })).toMatchObject({ result: 'older' });
    expect(await openItemsOf(ledger, of)).toMatchObject([{ number: 'A', paid: 500 }]);
  });

  test('told ten times at once are stored once', async () => {
    const of = account();
    const all = await Promise.all(Array.from({ length: 10 }, () => take(of, [told('A')])));
    expect(all.filter(({ changes }) => changes['A'] === 'new')).toHaveLength(1);
    expect(await itemChangesOf(ledger, of)).toHaveLength(1);
  });

  test('have a history that nobody can rewrite', async () => {
    const of = account();
    await take(of, [told('A')]);
    await take(of, []);
    expect((await itemChangesOf(ledger, of)).map(({ what, by }) => [what, by])).toEqual([
      ['new', 'sam'],
      ['closed', 'sam'],
    ]);
    await expect(sql`delete from open_item_changes`.execute(ledger)).rejects.toThrow('append-only');
    await expect(sql`update open_item_changes set by = 'x'`.execute(ledger)).rejects.toThrow('append-only');
  });
});

describe('The case of an account', () => {
  test('is told that it is paid in the same moment in which nothing overdue is left', async () => {
    const { of, caseId } = await followedUp();
    expect(await take(of, [told('A')])).toMatchObject({
      result: 'changed',
      standing: 'overdue',
      command: null,
    });
    const paid = await take(of, []);
    expect(paid).toMatchObject({ result: 'paid', standing: 'clear', caseId });
    expect(await findCommand(ledger, paid.command ?? '')).toMatchObject({
      case_id: caseId,
      name: 'conditionMet',
      args: { condition: 'paid' },
      delivered_at: null,
    });
  });

  test('is paid while something is not yet due, and is not while all that is overdue is disputed', async () => {
    const { of } = await followedUp();
    const later = told('later', { due: '2026-04-01' });
    const disputed = told('D', { dispute: { since: '2026-03-01', reason: 'x' } });
    expect(await take(of, [later, disputed])).toMatchObject({ standing: 'disputed', command: null });
    expect(await take(of, [later])).toMatchObject({ result: 'paid' });
  });

  test('hears of other changes only where it is asked to', async () => {
    const { of } = await followedUp();
    const more = { tells: { paid: 'paid', changed: 'items-changed' } };
    const changed = await take(of, [told('A')], more);
    expect(await findCommand(ledger, changed.command ?? '')).toMatchObject({
      args: { condition: 'items-changed' },
    });
    expect(await take(of, [told('A')], more)).toMatchObject({ result: 'unchanged', command: null });
  });

  test('is the open one: a later follow-up of the same customer is found, a closed one is left alone', async () => {
    const { of, caseId } = await followedUp();
    const view = { status: 'closed', waitingOn: null, nextAt: null, attempts: 0, round: 1 } as const;
    await storeView(ledger, caseId, NOW, { ...view, outcome: 'paid' });
    expect(await take(of, [told('A')])).toMatchObject({ caseId: null });
    const second = await aCase(ledger, { source: 'erp', occurrence: `${of.customer}#2` });
    expect(await take(of, [])).toMatchObject({ result: 'paid', caseId: second });
  });
});

describe('A review', () => {
  test('counts, when it is done, for the debts it was opened for, and for no other', async () => {
    const { of, caseId } = await followedUp();
    await take(of, [told('A', { level: 1 }), told('B')]);
    const review = {
      on: '2026-03-10',
      level: 2,
      items: [
        { number: 'A', level: 2 },
        { number: 'B', level: 1 },
      ],
    };
    const id = randomUUID();
    await openReview(ledger, { id, caseId, review, at: NOW });
    await take(of, [told('A'), told('C')]);
    expect(await openReview(ledger, { id, caseId, review: { ...review, level: 9 }, at: NOW })).toEqual(
      review,
    );
    expect(await finishReview(ledger, { id, on: '2026-03-11', by: 'kim', at: NOW })).toBe(true);
    expect(await openItemsOf(ledger, of)).toMatchObject([
      { number: 'A', level: 2, dunnedOn: '2026-03-11' },
      { number: 'C', level: 0, dunnedOn: null },
    ]);
  });

  test('is done once', async () => {
    const { of, caseId } = await followedUp();
    await take(of, [told('A')]);
    const id = randomUUID();
    const review = { on: '2026-03-10', level: 1, items: [{ number: 'A', level: 1 }] };
    await openReview(ledger, { id, caseId, review, at: NOW });
    const done = { id, on: '2026-03-10', by: 'kim', at: NOW };
    const all = await Promise.all([finishReview(ledger, done), finishReview(ledger, done)]);
    expect(all.sort()).toEqual([false, true]);
    expect((await itemChangesOf(ledger, of)).map(({ what }) => what)).toEqual(['new', 'reviewed']);
  });
});
