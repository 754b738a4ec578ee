import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { type ImportOpenItems, PLAIN_FORMAT, readCsv } from '../../client/index.ts';
import { openStage, type Stage } from './support/stage.ts';
import { until } from './support/until.ts';

jest.setTimeout(60_000);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ proceduresDir: fileURLToPath(new URL('procedures', import.meta.url)) });
  await stage.startWorker();
});
afterAll(() => stage.close());

const HEAD = 'customer,number,issued,due,currency,amount,paid\n';
const row = (customer: string, number: string, amount = '100.00', paid = '') =>
  `${customer},${number},2026-01-10,2026-02-10,USD,${amount},${paid}\n`;

async function take(rows: string[], more: Partial<ImportOpenItems> = {}) {
  const read = await readCsv(Readable.from([HEAD + rows.join('')]), PLAIN_FORMAT, '2026-03-10');
  return stage.client.importOpenItems({
    source: 'erp',
    procedure: 'overdue',
    by: 'sam',
    holds: 'customers',
    rows: read,
    opening: ({ email }) => ({
      facts: { opened: new Date().toISOString() },
      contact: { email: email ?? 'pat@example.com' },
    }),
    ...more,
  });
}

const customer = () => `c-${randomUUID()}`;

describe('An import of open items', () => {
  test('opens one case for a customer who owes something overdue, however often it is brought', async () => {
    const id = customer();
    const first = await take([row(id, 'A'), row(id, 'B')]);
    expect(first.customers).toMatchObject([
      { customer: id, standing: 'overdue', opened: true, caseId: `overdue:erp:${id}` },
    ]);
    const again = await take([row(id, 'A'), row(id, 'B')]);
    expect(again.customers).toMatchObject([
      { result: 'unchanged', opened: false, caseId: `overdue:erp:${id}` },
    ]);
    expect(again.rows.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged']);
  });

  test('ends the case as paid when the customer has nothing overdue any more', async () => {
    const id = customer();
    await take([row(id, 'A'), row(id, 'B')]);
    const part = await take([row(id, 'B', '100.00', '40.00')]);
    expect(part.customers).toMatchObject([{ result: 'changed', closed: ['A'] }]);
    expect((await stage.client.statement(`overdue:erp:${id}`)).statement.currencies).toMatchObject([
      { total: 6_000 },
    ]);
    const paid = await take([row(id, 'B', '100.00', '100.00')]);
    expect(paid.customers).toMatchObject([{ result: 'paid' }]);
    await until(async () => (await stage.client.show(`overdue:erp:${id}`)).outcome === 'paid');
  });

  test('opens the next follow-up of a customer who paid and owes again', async () => {
    const id = customer();
    await take([row(id, 'A')]);
    await take([row(id, 'A', '100.00', '100.00')]);
    await until(async () => (await stage.client.show(`overdue:erp:${id}`)).status === 'closed');
    const again = await take([row(id, 'C')]);
    expect(again.customers).toMatchObject([{ opened: true, caseId: `overdue:erp:${id}#2` }]);
    expect((await stage.client.statement(`overdue:erp:${id}#2`)).statement.currencies).toMatchObject([
      { lines: [{ number: 'C' }] },
    ]);
  });

  test('of all customers ends the cases of those who are not in it', async () => {
    const [gone, stays] = [customer(), customer()];
    await take([row(gone, 'A'), row(stays, 'A')], { source: 'all' });
    const everything = await take([row(stays, 'A')], { source: 'all', holds: 'everything' });
    expect(everything.customers).toMatchObject([
      { customer: stays, result: 'unchanged' },
      { customer: gone, result: 'paid', closed: ['A'] },
    ]);
    await until(async () => (await stage.client.show(`overdue:all:${gone}`)).outcome === 'paid');
  });

  test('of all customers that is empty is refused: the export failed, they have not all paid', async () => {
    await expect(take([], { holds: 'everything' })).rejects.toThrow('FT-STM-EMPTY');
  });

  test('never counts an item as paid because its row was wrong', async () => {
    const [one, other] = [customer(), customer()];
    await take([row(one, 'A'), row(one, 'B'), row(other, 'A')], { source: 'careful' });
    const held = await take([row(one, 'A'), row(one, 'B', 'a lot'), row(other, 'A')], { source: 'careful' });
    expect(held.rows).toMatchObject([
      { row: 1, outcome: 'error', code: 'FT-STM-HELD-BACK' },
      { row: 2, outcome: 'error', code: 'FT-STM-AMOUNT' },
      { row: 3, outcome: 'unchanged' },
    ]);
    expect(held.customers.map((each) => each.customer)).toEqual([other]);
    const unknown = await take([row(one, 'A'), row('?', 'B')], { source: 'careful', holds: 'everything' });
    expect(unknown).toMatchObject({ nothingClosed: true, customers: [{ customer: one, closed: [] }] });
    expect(unknown.customers).toHaveLength(1);
  });

  test('is kept while Temporal is away, and told when it is back', async () => {
    const id = customer();
    await take([row(id, 'A')]);
    stage.wire.cut();
    const paid = await take([row(id, 'A', '100.00', '100.00')]);
    stage.wire.mend();
    expect(paid.customers).toMatchObject([{ result: 'paid' }]);
    await until(async () => {
      await stage.client.redriveOnce();
      return (await stage.client.show(`overdue:erp:${id}`)).outcome === 'paid';
    });
  });

  test('tells what speaks against opening a case, and goes on with the others', async () => {
    const [one, other] = [customer(), customer()];
    const done = await take([row(one, 'A'), row(other, 'A')], {
      opening: ({ customer: id }) => ({
        facts: { opened: id === one ? 'some day' : new Date().toISOString() },
        contact: {},
      }),
    });
    expect(done.customers).toMatchObject([
      { customer: one, opened: false, because: expect.stringContaining('opened') },
      { customer: other, opened: true },
    ]);
  });
});
