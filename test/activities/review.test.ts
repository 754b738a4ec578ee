import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { PerformInput } from '../../activities/contract.ts';
import type { Effect } from '../../domain/program/program.ts';
import { keepHouse } from '../../ledger/house.ts';
import { switchAutomation } from '../../ledger/automation.ts';
import { openCase } from '../../ledger/cases.ts';
import { openItemsOf } from '../../ledger/openItems/account.ts';
import { takePicture } from '../../ledger/openItems/take.ts';
import { listOutbox } from '../../ledger/outbox.ts';
import { keepProcedure } from '../../ledger/procedures.ts';
import { listTasks } from '../../ledger/tasks.ts';
import { readLibrary } from '../../procedures/library.ts';
import { type Desk, desk, NOW } from './support/desk.ts';

const PROCEDURE = 'customer-statement';
const REVIEW: Effect = { verb: 'review', name: 'statement', role: 'accounts-receivable' };
const ERRAND: Partial<PerformInput> = { key: 'errand-1', step: 'errand', slot: null };

let at: Desk;
let hash = '';
beforeAll(async () => {
  at = await desk();
  const { procedures } = await readLibrary();
  const loaded = procedures.find(({ name }) => name === PROCEDURE);
  if (!loaded?.procedure) throw new Error(`${PROCEDURE} cannot be read`);
  hash = loaded.hash;
  const { name, sources, procedure } = loaded;
  await keepProcedure(at.ledger, { hash, name, version: 1, sources, decoded: procedure }, 'test', NOW);
}, 60_000);
afterAll(() => at.close());
afterEach(async () => {
  at.configure({});
  await automatic('friendly', false);
});

const automatic = (level: string, on: boolean) =>
  switchAutomation(at.ledger, { procedure: PROCEDURE, level, on, by: 'sam', at: NOW });

/** A live case of a customer whose one invoice is due for the first level today, ten in the morning. */
async function overdue(): Promise<{ caseId: string; customer: string }> {
  const customer = randomUUID();
  await takePicture(at.ledger, {
    source: 'erp',
    customer,
    importId: 'first',
    asOf: NOW,
    at: NOW,
    by: 'erp',
    full: true,
    items: [
      {
        number: 'INV-1',
        kind: 'invoice',
        issued: '2026-02-01',
        due: '2026-03-03',
        currency: 'USD',
        amount: 125_000,
        paid: 0,
      },
    ],
    today: '2026-03-10',
    procedure: PROCEDURE,
    tells: { paid: 'paid', changed: null },
  });
  const { found } = await openCase(at.ledger, {
    id: `${PROCEDURE}:erp:${customer}`,
    procedure: PROCEDURE,
    hash,
    variant: null,
    source: 'erp',
    occurrence: customer,
    facts: {
      'oldest-due': '2026-03-03T20:00:00Z',
      'customer-name': 'Pat Example',
      'company-name': 'Example Supplies',
    },
    contact: { name: 'Pat Example', email: `${customer}@example.com` },
    owner: 'accounts-receivable',
    rehearsal: false,
    openedAt: NOW - 3_600_000,
    plan: null,
  });
  return { caseId: found.id, customer };
}

const review = async (caseId: string) =>
  (await at.perform(caseId, [REVIEW], { key: 'level-reached', step: 'level-reached' })).results[0];
const outbox = (caseId: string) => listOutbox(at.ledger, { caseId });

describe('A level that an account reaches', () => {
  test('is a task with the statement and what is suggested; nothing goes out by itself', async () => {
    const { caseId } = await overdue();
    expect(await review(caseId)).toMatchObject({ status: 'with-person', template: 'friendly' });
    const [task] = await listTasks(at.ledger, { caseId });
    expect(task).toMatchObject({
      kind: 'review',
      role: 'accounts-receivable',
      options: ['done'],
      logged: [],
      sop: 'Example Company, article on overdue invoices, going through a statement',
    });
    expect(task?.body).toContain('- Invoice INV-1 of 2026-02-01, due 2026-03-03: $1,250.00, 7 days overdue');
    expect(task?.body).toContain('- send the email');
    expect(await outbox(caseId)).toEqual([]);
  });

  test('sends its email in a live case once it is switched on, once, and counts as done', async () => {
    await automatic('friendly', true);
    const { caseId, customer } = await overdue();
    expect(await review(caseId)).toEqual({ status: 'done' });
    expect(await review(caseId)).toEqual({ status: 'done' });
    expect(await outbox(caseId)).toMatchObject([
      { channel: 'email', name: 'friendly', recipient: `${customer}@example.com` },
    ]);
    expect(await openItemsOf(at.ledger, { source: 'erp', customer })).toMatchObject([
      { level: 1, dunnedOn: '2026-03-10' },
    ]);
    expect(await listTasks(at.ledger, { caseId })).toEqual([]);
  });

  test('is a task as ever where emails go by hand, switched on or not', async () => {
    await automatic('friendly', true);
    at.configure({ email: { by: 'by-hand' } });
    const { caseId } = await overdue();
    expect(await review(caseId)).toMatchObject({ status: 'with-person', options: ['done'] });
    expect((await listTasks(at.ledger, { caseId })).map(({ kind }) => kind)).toEqual(['review']);
  });

  test('that was paid in the meantime asks nobody: the follow-up ends', async () => {
    await automatic('friendly', true);
    const { caseId, customer } = await overdue();
    const account = { source: 'erp', customer };
    await at.ledger
      .updateTable('open_items')
      .set({ paid: 125_000 })
      .where('customer', '=', customer)
      .execute();
    expect(await openItemsOf(at.ledger, account)).toEqual([]);
    expect(await review(caseId)).toEqual({ status: 'met', condition: 'paid' });
    expect(await outbox(caseId)).toEqual([]);
  });
});

describe('An email that a person orders', () => {
  test('cannot go by hand: the person hears so at once', async () => {
    at.configure({ email: { by: 'by-hand' } });
    const { caseId } = await overdue();
    const effect: Effect = { verb: 'send', channel: 'email', name: 'friendly' };
    const { results } = await at.perform(caseId, [effect], ERRAND);
    expect(results).toEqual([{ status: 'failed', reason: 'email-by-hand' }]);
    expect(await listTasks(at.ledger, { caseId })).toEqual([]);
  });

  test('carries the letter with the letterhead of the house where the level has one', async () => {
    at.deps.letterhead = { name: 'Example Supplies', lines: ['9 Sample Road'], paper: 'A4' };
    const { caseId } = await overdue();
    const effect: Effect = { verb: 'send', channel: 'email', name: 'firm' };
    expect((await at.perform(caseId, [effect], ERRAND)).results).toMatchObject([{ status: 'done' }]);
    const [sent] = await outbox(caseId);
    if (!sent) throw new Error('nothing was sent');
    const { attachments } = sent.body as { attachments: { name: string; body: string }[] };
    expect(attachments).toMatchObject([{ name: 'statement.pdf', mediaType: 'application/pdf' }]);
    at.deps.letterhead = null;
  });
});

describe('What the configuration says of the house', () => {
  test('is kept for every program on the ledger, each change once and no secret with it', async () => {
    const house = { letterhead: null, owners: { desk: 'Example Desk' }, signedBy: 'role' as const };
    await keepHouse(at.ledger, { ...house, secret: 'hush' } as typeof house, 'test', NOW);
    await keepHouse(at.ledger, house, 'test', NOW);
    await keepHouse(at.ledger, { ...house, signedBy: 'owner' }, 'test', NOW);
    const rows = await at.ledger.selectFrom('house').select('settings').orderBy('id').execute();
    expect(rows.map(({ settings }) => settings)).toEqual([house, { ...house, signedBy: 'owner' }]);
  });
});
