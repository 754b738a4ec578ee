import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { keepHouse, NO_HOUSE } from '../../ledger/house.ts';
import { pdfText } from '../connectors/support/pdfText.ts';
import { ago, atReview, brings, reviewOf } from './support/accounts.ts';
import { openStage, type Stage } from './support/stage.ts';
import { until } from './support/until.ts';

jest.setTimeout(60_000);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ proceduresDir: fileURLToPath(new URL('procedures', import.meta.url)) });
  await stage.startWorker();
});
afterAll(() => stage.close());

const by = 'sam';
const DAY = 86_400_000;
const NO = 'no@example.com';
const OWES = [{ daysAgo: 40 }];

describe('An import', () => {
  test('opens a case for a customer with something overdue: name, email and postal address are on file', async () => {
    const owes = [{ daysAgo: 5 }, { number: 'INV-2', daysAgo: 9 }];
    const { customers } = await brings(stage, `c-${randomUUID()}`, owes);
    const row = await stage.client.show(customers[0]?.caseId ?? '');
    expect(row.facts).toEqual({
      'oldest-due': `${ago(9)}T12:00:00.000Z`,
      'customer-name': 'Pat Example',
      'company-name': 'Example Supplies',
    });
    expect(row.contact).toEqual({
      name: 'Pat Example',
      email: 'pat@example.com',
      address: { lines: ['1 Example Street', 'Example Town, NY 10001'] },
    });
  });

  test('opens none for a customer who owes nothing overdue, and says what it lacks', async () => {
    const early = await brings(stage, `c-${randomUUID()}`, [{ daysAgo: -5 }]);
    expect(early.customers).toMatchObject([{ caseId: null, opened: false }]);
    const nameless = await brings(stage, `c-${randomUUID()}`, OWES, { opens: {} });
    expect(nameless.customers[0]?.because).toContain('company-name');
  });

  test('takes the name of the company from the letterhead', async () => {
    const letterhead = { name: 'Example Supplies Ltd', lines: [], paper: 'A4' as const };
    await keepHouse(stage.client.ledger, { ...NO_HOUSE, letterhead }, 'test', Date.now());
    const { customers } = await brings(stage, `c-${randomUUID()}`, OWES, { opens: {} });
    const row = await stage.client.show(customers[0]?.caseId ?? '');
    expect(row.facts['company-name']).toBe('Example Supplies Ltd');
    await keepHouse(stage.client.ledger, NO_HOUSE, 'test', Date.now());
  });

  test('does not take up again what people ended, unless something new is owed', async () => {
    const customer = `c-${randomUUID()}`;
    const first = await brings(stage, customer, OWES);
    const caseId = first.customers[0]?.caseId ?? '';
    await stage.client.withdraw(caseId, { by });
    await until(async () => (await stage.client.show(caseId)).status === 'closed');
    const again = await brings(stage, customer, [{ daysAgo: 40, paid: 5_000 }]);
    expect(again.customers).toMatchObject([{ opened: false, because: expect.stringContaining('withdrawn') }]);
    const more = await brings(stage, customer, [...OWES, { number: 'INV-2', daysAgo: 4 }]);
    expect(more.customers).toMatchObject([{ opened: true, caseId: `dunning:erp:${customer}#2` }]);
  });
});

describe('A case that is opened by hand before its debt is due', () => {
  const early = [{ daysAgo: -5 }];
  const nobody = { opens: undefined };
  const openCase = (customer: string) =>
    stage.client.openCase({
      procedure: 'dunning',
      source: 'erp',
      id: customer,
      facts: { 'oldest-due': `${ago(-5)}T12:00:00Z`, 'customer-name': 'Pat', 'company-name': 'Example' },
      contact: { email: `${customer}@example.com` },
    });
  const shown = (id: string) => stage.client.show(id);
  const waits = (id: string) =>
    until(async () => {
      const row = await shown(id);
      return row.nextAt !== null && row;
    });

  async function openedEarly() {
    const customer = `c-${randomUUID()}`;
    await brings(stage, customer, early, nobody);
    const { id } = await openCase(customer);
    const { status, nextAt } = await waits(id);
    expect({ status, nextAt }).toEqual({ status: 'waiting', nextAt: Date.parse(ago(-8)) });
    return { customer, id };
  }

  test('waits for its first level, and no import that says the same ends it', async () => {
    const { customer, id } = await openedEarly();
    const same = await brings(stage, customer, early, nobody);
    expect(same.customers).toMatchObject([{ result: 'unchanged', standing: 'clear', caseId: id }]);
    await brings(stage, customer, [...early, { number: 'INV-2', daysAgo: -2 }], nobody);
    await until(async () => (await shown(id)).nextAt === Date.parse(ago(-5)));
    expect((await shown(id)).status).toBe('waiting');
  });

  test('ends as paid when it is paid before', async () => {
    const { customer, id } = await openedEarly();
    const paid = await brings(stage, customer, [{ daysAgo: -5, paid: 125_000 }], nobody);
    expect(paid.customers).toMatchObject([{ result: 'paid' }]);
    await until(async () => (await shown(id)).outcome === 'paid');
  });

  test('waits while the debt is disputed before it is due', async () => {
    const { id } = await openedEarly();
    await stage.client.dispute(id, { invoice: 'INV-1', reason: 'never ordered', by });
    await until(async () => (await shown(id)).waitingOn === 'change:open-items');
    await stage.client.dispute(id, { invoice: 'INV-1', reason: null, by });
    expect((await waits(id)).nextAt).toBe(Date.parse(ago(-8)));
  });

  test('is refused where nothing at all is owed: there is no debt to count from', async () => {
    const customer = `c-${randomUUID()}`;
    await expect(openCase(customer)).rejects.toThrow(/FT-CLI-NOTHING-OWED.*erp.*nothing open/);
    await brings(stage, customer, [{ daysAgo: 9, paid: 125_000 }], nobody);
    await expect(openCase(customer)).rejects.toMatchObject({ code: 'FT-CLI-NOTHING-OWED' });
    await brings(stage, customer, early, nobody);
    expect(await openCase(customer)).toMatchObject({ existing: false, started: true });
  });
});

describe('What is done about an account', () => {
  test('is logged with the task: what, when and by whom', async () => {
    const { task, played } = await atReview(stage, 'firm');
    const logged = await stage.client.reviewAction(task.id, 'call-them', { by });
    expect(logged).toMatchObject({ action: 'call-them', state: 'logged', delivered: true });
    expect((await reviewOf(played)).logged).toMatchObject([{ action: 'call-them', by }]);
    await stage.client.completeTask(task.id, 'done', { by });
  });

  test('may be any of what its level suggests and of what the procedure has words for', async () => {
    const { task, played } = await atReview(stage, 'friendly');
    expect(await stage.client.reviewActions(task.id)).toEqual([
      { action: 'email', suggested: true },
      { action: 'call-them', suggested: false },
    ]);
    const refused = stage.client.reviewAction(task.id, 'call-then', { by });
    await expect(refused).rejects.toThrow(
      /FT-CLI-ACTION.*"email" or "call-them".*Did you mean "call-them"\?/,
    );
    await stage.client.reviewAction(task.case_id, 'call-them', { by });
    await stage.client.completeTask(task.id, 'done', { by });
    await played.rest();
    await expect(stage.client.reviewAction(task.id, 'email', { by })).rejects.toThrow('FT-CLI-NO-REVIEW');
  });

  test('by email goes out at once, to the address on file and with the letter attached', async () => {
    const { task, customer } = await atReview(stage, 'firm');
    expect(await stage.client.reviewAction(task.id, 'email', { by })).toMatchObject({ state: 'logged' });
    const [sent] = await stage.client.outbox({ caseId: task.case_id });
    expect(sent).toMatchObject({
      channel: 'email',
      name: 'firm',
      recipient: `${customer}@example.com`,
    });
    expect(JSON.stringify(sent?.body)).toContain('statement.pdf');
  });

  test('by email keeps the contact rules: who has opted out gets none, and nothing is logged', async () => {
    const { task } = await atReview(stage, 'firm');
    await stage.client.correctContact(task.case_id, { email: NO }, { by });
    await stage.client.optOut({ address: NO, by });
    const done = await stage.client.reviewAction(task.id, 'email', { by });
    expect(done).toMatchObject({ state: 'failed', why: 'opted-out' });
    expect(await stage.client.outbox({ caseId: task.case_id })).toEqual([]);
    await expect(stage.client.completeTask(task.id, 'done', { by })).rejects.toMatchObject({
      refusal: 'nothing-logged',
    });
  });
});

describe('A letter', () => {
  test('bears the letterhead, the postal address and the statement, and printing it is logged', async () => {
    const letterhead = { name: 'Example Supplies', lines: ['9 Sample Road'], paper: 'Letter' as const };
    await keepHouse(stage.client.ledger, { ...NO_HOUSE, letterhead }, 'test', Date.now());
    const { caseId, customer, played } = await atReview(stage, 'firm');
    const pdf = await stage.client.letter(caseId, { by });
    expect(pdf.toString('latin1')).toContain('/MediaBox [0 0 612 792]');
    const text = pdfText(pdf).join('\n');
    for (const part of [
      'Example Supplies',
      '9 Sample Road',
      '1 Example Street',
      customer,
      'INV-1',
      '$1,250.00',
    ])
      expect(text).toContain(part);
    expect((await reviewOf(played)).logged).toMatchObject([{ action: 'letter', by }]);
    await keepHouse(stage.client.ledger, NO_HOUSE, 'test', Date.now());
  });

  test('whose name its font cannot show is no letter, and nothing is logged', async () => {
    const { caseId, task, played } = await atReview(stage, 'firm');
    await stage.client.correctContact(caseId, { name: '山田' }, { by });
    await expect(stage.client.letter(caseId, { by })).rejects.toThrow('FT-STM-LETTER');
    expect((await reviewOf(played)).logged).toEqual([]);
    await expect(stage.client.completeTask(task.id, 'done', { by })).rejects.toThrow('FT-CLI-REFUSED');
  });

  test('is not made for an account that nobody is to look at', async () => {
    const { caseId, task, played } = await atReview(stage, 'firm');
    await stage.client.letter(caseId, { by });
    await stage.client.completeTask(task.id, 'done', { by });
    await played.rest();
    await expect(stage.client.letter(caseId, { by })).rejects.toThrow('FT-CLI-NO-REVIEW');
  });
});

describe('A letter whose printing died before there was a file', () => {
  const loggedOf = async (caseId: string) =>
    (await stage.client.ledger.selectFrom('commands').select('args').where('case_id', '=', caseId).execute())
      .filter(({ args }) => (args as { action?: string }).action === 'letter')
      .map(({ args }) => args);

  test('is the same one when the same request comes again, is on record once, and needs no open review', async () => {
    const { caseId, task } = await atReview(stage, 'firm');
    const given = { by, id: randomUUID() };
    const first = await stage.client.letter(caseId, given);
    await keepHouse(
      stage.client.ledger,
      { ...NO_HOUSE, letterhead: { name: 'New', lines: [], paper: 'A4' } },
      'test',
      Date.now(),
    );
    expect((await stage.client.letter(caseId, given)).equals(first)).toBe(true);
    await keepHouse(stage.client.ledger, NO_HOUSE, 'test', Date.now());
    await stage.client.completeTask(task.id, 'done', { by });
    expect((await stage.client.letter(caseId, given)).equals(first)).toBe(true);
    expect(await loggedOf(caseId)).toHaveLength(1);
    const other = await atReview(stage, 'firm');
    await expect(stage.client.letter(other.caseId, given)).rejects.toMatchObject({ code: 'FT-CLI-ID-USED' });
    expect(await loggedOf(other.caseId)).toEqual([]);
  });

  test('is in the batch that comes again, with the others that were not reached, in the same order', async () => {
    const accounts = [await atReview(stage, 'firm'), await atReview(stage, 'firm')] as const;
    const given = { by, id: randomUUID(), rehearsals: true };
    const died = await stage.client.letterBatch({ ...given, most: 1 });
    expect(died.cases).toHaveLength(1);
    const whole = await stage.client.letterBatch(given);
    expect(whole.cases[0]).toBe(died.cases[0]);
    expect(whole.cases).toEqual(expect.arrayContaining(accounts.map(({ caseId }) => caseId)));
    const again = await stage.client.letterBatch(given);
    expect(again.cases).toEqual(whole.cases);
    expect(again.pdf?.equals(whole.pdf ?? Buffer.alloc(0))).toBe(true);
    for (const { caseId } of accounts) expect(await loggedOf(caseId)).toHaveLength(1);
    expect((await stage.client.letterBatch({ ...given, id: randomUUID() })).cases).toEqual([]);
  });

  test('is not printed for what was paid, answered or readdressed meanwhile, and that is said', async () => {
    const paid = await atReview(stage, 'firm');
    const answered = await atReview(stage, 'firm');
    const moved = await atReview(stage, 'firm');
    const given = { by, id: randomUUID(), rehearsals: true };
    const { cases } = await stage.client.letterBatch(given);
    const single = { by, id: randomUUID() };
    await stage.client.letter(paid.caseId, single);
    const bringing = { source: 'test', opens: undefined };
    await brings(stage, paid.customer, [{ daysAgo: 40, level: 1, paid: 100 }], bringing);
    await answered.played.reply('We pay.');
    await stage.client.correctContact(moved.caseId, { name: 'Sam Sample' }, { by });
    const again = await stage.client.letterBatch(given);
    for (const [{ caseId }, because] of [
      [paid, 'what is owed has changed'],
      [answered, 'an answer has come'],
      [moved, 'name or address has changed'],
    ] as const) {
      expect(cases).toContain(caseId);
      expect(again.cases).not.toContain(caseId);
      expect(again.left).toContainEqual({ caseId, because: expect.stringContaining(because) });
    }
    await expect(stage.client.letter(paid.caseId, single)).rejects.toThrow(/FT-CLI-REFUSED.*what is owed/);
  });
});

describe('A batch of letters', () => {
  test('has one for each account that is due and suggests one, once; one that cannot be printed stops no other', async () => {
    const due = [await atReview(stage, 'firm'), await atReview(stage, 'firm')] as const;
    const wrong = await atReview(stage, 'firm');
    await stage.client.correctContact(wrong.caseId, { name: '山田' }, { by });
    const answered = await atReview(stage, 'firm');
    await answered.played.reply('We pay.');
    const later = await atReview(stage, 'firm');
    await stage.client.snoozeTask(later.task.id, { by, until: new Date(Date.now() + DAY) });
    await later.played.rest();
    const onlyEmail = await atReview(stage, 'friendly');

    const printed = await stage.client.letterBatch({ by, rehearsals: true });
    for (const { caseId } of due) expect(printed.cases).toContain(caseId);
    for (const { caseId } of [wrong, answered, later, onlyEmail]) expect(printed.cases).not.toContain(caseId);
    expect(printed.left).toContainEqual({
      caseId: wrong.caseId,
      because: expect.stringContaining('FT-STM-LETTER'),
    });
    const text = pdfText(printed.pdf ?? Buffer.alloc(0)).join('\n');
    for (const { customer } of due) expect(text).toContain(customer);
    expect((await reviewOf(due[0].played)).logged).toMatchObject([{ action: 'letter', by }]);
    await due[1].played.rest();

    const second = await stage.client.letterBatch({ by, rehearsals: true });
    for (const { caseId } of due) expect(second.cases).not.toContain(caseId);
    const again = await stage.client.letterBatch({ by, rehearsals: true, again: true });
    expect(again.cases).toEqual(expect.arrayContaining(due.map(({ caseId }) => caseId)));
  });

  test('has none of a rehearsal, and is no PDF when no letter is due', async () => {
    await atReview(stage, 'firm');
    expect(await stage.client.letterBatch({ by })).toEqual({ pdf: null, cases: [], left: [] });
  });
});

describe('A dispute', () => {
  test('is kept with its reason and who said so, and tells the case', async () => {
    const { caseId, customer } = await atReview(stage, 'firm');
    const { client } = stage;
    expect(await client.dispute(caseId, { invoice: 'INV-1', reason: 'empty box', by })).toEqual({
      changed: true,
      delivered: true,
    });
    const { statement, standing } = await client.statement(caseId);
    expect(standing).toBe('disputed');
    expect(statement.disputed).toMatchObject([{ number: 'INV-1', dispute: { reason: 'empty box' } }]);
    const changes = await client.ledger
      .selectFrom('open_item_changes')
      .select(['what', 'by'])
      .where('customer', '=', customer)
      .orderBy('id')
      .execute();
    expect(changes).toEqual([
      { what: 'new', by: 'test' },
      { what: 'changed', by },
    ]);
    expect(await client.dispute(caseId, { invoice: 'INV-1', reason: 'empty box', by })).toMatchObject({
      changed: false,
    });
    await client.dispute(caseId, { invoice: 'INV-1', reason: null, by });
    expect((await client.statement(caseId)).standing).toBe('overdue');
  });

  test('is refused about what is no open invoice of the customer, and without a reason', async () => {
    const { caseId } = await atReview(stage, 'firm');
    const about = (invoice: string, reason: string | null) =>
      stage.client.dispute(caseId, { invoice, reason, by });
    await expect(about('INV-9', 'empty')).rejects.toThrow(/FT-CLI-INVOICE: INV-9 is no item/);
    await expect(about('INV-1', ' ')).rejects.toThrow('FT-CLI-INVOICE');
  });
});

describe('A level', () => {
  test('that does not exist, or sends no email, cannot be switched', async () => {
    const turn = (procedure: string, level: string) =>
      stage.client.switchAutomation({ procedure, level, on: true, by });
    await expect(turn('dunning', 'frendly')).rejects.toThrow(/FT-CLI-LEVEL.*Did you mean "friendly"\?/);
    await expect(turn('overdue', 'friendly')).rejects.toThrow('FT-CLI-LEVEL: overdue has no levels.');
  });
});
