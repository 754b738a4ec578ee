import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { DateTime } from 'luxon';
import type { Stage } from '../client/support/stage.ts';
import { RehearsedCase } from '../support/rehearsed.ts';
import type { Scenario } from './scenario.ts';

const ZONE = 'America/New_York';
const PROCEDURE = 'customer-statement';

interface Invoice {
  number: string;
  due: string;
  amount?: number;
  paid?: number;
}

/** What accounts receivable tells of the account at a local time. */
async function told(played: RehearsedCase, local: string, invoices: Invoice[]): Promise<void> {
  const { stage, id } = played;
  await tell(stage, id.slice(id.lastIndexOf(':') + 1), local, invoices);
  await played.rest();
}

async function tell(stage: Stage, customer: string, local: string, invoices: Invoice[]): Promise<void> {
  await stage.client.importOpenItems({
    source: 'test',
    holds: 'customers',
    asOf: DateTime.fromISO(local, { zone: ZONE }).toMillis(),
    rows: invoices.map(({ number, due, amount = 125_000, paid = 0 }, index) => ({
      row: index + 1,
      customer,
      item: { number, due, amount, paid, kind: 'invoice', issued: '2026-01-30', currency: 'USD' },
      name: null,
      email: null,
      address: null,
    })),
  });
}

const FIRST: Invoice = { number: 'INV-1', due: '2026-03-02' };
const YOUNGER: Invoice = { number: 'INV-2', due: '2026-04-01' };

const open =
  (invoices: Invoice[] = [FIRST]) =>
  async (stage: Stage) => {
    const id = randomUUID();
    await tell(stage, id, '2026-03-02T11:00', invoices);
    return RehearsedCase.open(stage, ZONE, {
      id,
      procedure: PROCEDURE,
      facts: {
        'oldest-due': '2026-03-02T12:00:00-05:00',
        'customer-name': 'Pat Example',
        'company-name': 'Example Supplies',
      },
      contact: { name: 'Pat Example', email: 'pat@example.com' },
    });
  };

async function review(played: RehearsedCase) {
  await played.until('task');
  const [task] = await played.stage.client.tasks({ caseId: played.id });
  if (task?.kind !== 'review') throw new Error(`no review is open, but ${task?.kind}`);
  return task;
}

/** Staff do something about the account and are done with it. */
async function done(played: RehearsedCase, action: string, nextOn?: string): Promise<void> {
  const { client } = played.stage;
  const task = await review(played);
  expect(await client.reviewAction(task.id, action, { by: 'sam' })).toMatchObject({ state: 'logged' });
  const until = nextOn as 'one-week' | undefined;
  await client.completeTask(task.id, 'done', { by: 'sam', until });
  await played.rest();
}

/** When the account is looked at next. */
async function next(played: RehearsedCase): Promise<string> {
  const { view } = await played.rest();
  return view.nextAt === null ? String(view.waitingOn) : played.day(view.nextAt);
}

async function pays(played: RehearsedCase, local: string, invoices: Invoice[] = [FIRST]): Promise<void> {
  const paid = invoices.map((each) => ({ ...each, paid: each.amount ?? 125_000 }));
  await told(played, local, paid);
  expect(await played.outcome()).toBe('paid');
}

async function emails(played: RehearsedCase) {
  return played.stage.client.outbox({ caseId: played.id });
}

export const customerStatement: Scenario[] = [
  {
    name: 'customer-statement-three-levels',
    rule: 'an overdue customer is on the list at each level, one after the other, and Done takes them off until the next',
    open: open(),
    play: async (played) => {
      const titles: string[] = [];
      const dates = [await next(played)];
      for (const action of ['email', 'letter', 'call-the-customer']) {
        titles.push((await review(played)).title);
        await done(played, action);
        dates.push(await next(played));
      }
      expect(titles.map((title) => title.slice(title.indexOf('level')))).toEqual([
        'level "friendly"',
        'level "firm"',
        'level "final"',
      ]);
      expect(dates).toEqual(['Mon 9 Mar 9h', 'Mon 23 Mar 9h', 'Thu 16 Apr 9h', 'Mon 18 May 9h']);
      const logged = (await played.stage.client.history(played.id)).map(({ words }) => words);
      expect(logged.filter((words) => words.startsWith('done about the account'))).toEqual([
        'done about the account: email, by sam',
        'done about the account: letter, by sam',
        'done about the account: call-the-customer, by sam',
      ]);
      await pays(played, '2026-04-20T10:00');
    },
  },
  {
    name: 'customer-statement-nothing-logged',
    rule: 'Done is refused before something was done about the account, and Do it later needs no action',
    open: open(),
    play: async (played) => {
      const { client } = played.stage;
      const task = await review(played);
      await expect(client.completeTask(task.id, 'done', { by: 'sam' })).rejects.toMatchObject({
        code: 'FT-CLI-REFUSED',
        refusal: 'nothing-logged',
      });
      await expect(client.reviewAction(task.id, 'letter', { by: 'sam' })).rejects.toMatchObject({
        code: 'FT-CLI-ACTION',
      });
      await client.snoozeTask(task.id, { by: 'sam', until: 'next-working-day' });
      await played.rest();
      const [later] = await client.tasks({ caseId: played.id });
      expect(later).toMatchObject({ id: task.id, state: 'open', logged: [] });
      expect(played.day(later?.show_at ?? 0)).toBe('Tue 10 Mar 8h');
      await done(played, 'email');
      expect(await next(played)).toBe('Mon 23 Mar 9h');
      await pays(played, '2026-03-10T10:00');
    },
  },
  {
    name: 'customer-statement-manual-reminder',
    rule: 'a date set by hand brings the customer back on that day, with no level skipped, also after a part payment',
    open: open(),
    play: async (played) => {
      await done(played, 'email', 'one-week');
      expect(await next(played)).toBe('Mon 16 Mar 9h');
      await told(played, '2026-03-10T10:00', [{ ...FIRST, paid: 25_000 }]);
      expect(await next(played)).toBe('Mon 16 Mar 9h');
      await played.until('task');
      expect((await review(played)).title).toContain('$1,000.00 overdue, level "friendly"');
      await done(played, 'email');
      expect(await next(played)).toBe('Mon 23 Mar 9h');
      await played.until('task');
      expect((await review(played)).title).toContain('level "firm"');
      await done(played, 'letter', 'two-months');
      expect(await next(played)).toBe('Tue 26 May 9h');
      await pays(played, '2026-03-25T10:00');
    },
  },
  {
    name: 'customer-statement-new-invoice',
    rule: 'another invoice that becomes overdue moves the next date, and a part payment lowers the statement',
    open: open(),
    play: async (played) => {
      await done(played, 'email');
      const second = { number: 'INV-2', due: '2026-03-04', amount: 50_000 };
      await told(played, '2026-03-10T10:00', [{ ...FIRST, paid: 100_000 }, second]);
      expect(await next(played)).toBe('Wed 11 Mar 9h');
      const task = await review(played);
      expect(task.title).toContain('$750.00 overdue, level "friendly"');
      await done(played, 'email');
      const [, sent] = await emails(played);
      expect(sent?.text).toContain('Invoice INV-1 of 2026-01-30, due 2026-03-02: $250.00, 9 days overdue');
      expect(await next(played)).toBe('Mon 23 Mar 9h');
      await pays(played, '2026-03-12T10:00', [{ ...FIRST }, second]);
    },
  },
  {
    name: 'customer-statement-warning-not-skipped',
    rule: 'when the oldest invoice is paid on the eve of the last level, the younger one still gets its own first',
    open: open([FIRST, YOUNGER]),
    play: async (played) => {
      await done(played, 'email');
      await done(played, 'letter');
      expect(await next(played)).toBe('Wed 8 Apr 9h');
      await done(played, 'email');
      expect(await next(played)).toBe('Thu 16 Apr 9h');
      await told(played, '2026-04-15T10:00', [{ ...FIRST, paid: 125_000 }, YOUNGER]);
      expect(await next(played)).toBe('Wed 22 Apr 9h');
      expect((await review(played)).title).toContain('level "firm"');
      await pays(played, '2026-04-23T10:00', [YOUNGER]);
    },
  },
  {
    name: 'customer-statement-dispute',
    rule: 'a disputed invoice is asked for by nobody until it is settled, and then goes on where it was',
    open: open(),
    play: async (played) => {
      const { client } = played.stage;
      await done(played, 'email');
      const reason = 'two boxes were empty';
      await client.dispute(played.id, { invoice: 'INV-1', reason, by: 'sam' });
      expect(await next(played)).toBe('change:open-items');
      await client.dispute(played.id, { invoice: 'INV-1', reason: null, by: 'sam' });
      expect(await next(played)).toBe('Mon 23 Mar 9h');
      await played.until('task');
      expect((await review(played)).title).toContain('level "firm"');
      await pays(played, '2026-03-24T10:00');
    },
  },
  {
    name: 'customer-statement-automatic',
    rule: 'a level that is switched to automatic sends its email by itself, also in a case that runs already',
    open: open(),
    play: async (played) => {
      const { client } = played.stage;
      const level = (name: string, on: boolean) =>
        client.switchAutomation({ procedure: PROCEDURE, level: name, on, by: 'sam' });
      expect((await client.automations(PROCEDURE)).map(({ on }) => on)).toEqual([false, false, false]);
      await level('friendly', true);
      await level('firm', true);
      try {
        await played.at('2026-03-10T10:00');
        expect(await next(played)).toBe('Mon 23 Mar 9h');
        expect(await played.openTasks()).toEqual([]);
        const task = await review(played);
        expect(task.body).toContain('The email of this level has gone out by itself.');
        expect(task.body).toContain('- print the letter');
        const sent = await emails(played);
        expect(sent.map(({ name }) => name)).toEqual(['friendly', 'firm']);
        expect(JSON.stringify(sent[1]?.body)).toContain('statement.pdf');
        await level('firm', false);
      } finally {
        await level('friendly', false);
        await level('firm', false);
      }
      await done(played, 'letter');
      await played.until('task');
      expect(await emails(played)).toHaveLength(2);
      await pays(played, '2026-04-17T10:00');
    },
  },
  {
    name: 'customer-statement-reply',
    rule: 'a customer who answers is asked for nothing more until a person settles or resumes',
    open: open(),
    play: async (played) => {
      const { client } = played.stage;
      const task = await review(played);
      await played.reply('We pay on Friday.');
      for (const action of ['email', 'call-the-customer'])
        await expect(client.reviewAction(task.id, action, { by: 'sam' })).rejects.toMatchObject({
          refusal: 'answered-meanwhile',
        });
      expect(await emails(played)).toEqual([]);
      await played.task('reply', 'resume');
      await done(played, 'email');
      expect(await emails(played)).toHaveLength(1);
      await pays(played, '2026-03-13T10:00');
    },
  },
];
