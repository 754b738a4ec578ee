import { describe, expect, test } from '@jest/globals';
import type { MessageChannel } from '../../domain/messages/fileName.ts';
import { type MessageContext, valuesFor } from '../../domain/messages/values.ts';
import { readFacts } from '../../domain/procedure/facts.ts';
import { statementValues } from '../../domain/statement/inWords.ts';
import type { OpenItem } from '../../domain/statement/openItem.ts';
import { shippedCatalog } from './support/messageFiles.ts';
import { shippedProcedure } from './support/shippedProcedure.ts';

const procedure = shippedProcedure('customer-statement');
const catalog = shippedCatalog('customer-statement');

const item = (number: string, due: string, more: Partial<OpenItem> = {}): OpenItem => ({
  number,
  kind: 'invoice',
  issued: '2026-01-30',
  due,
  currency: 'USD',
  amount: 125_000,
  paid: 0,
  dispute: null,
  level: 0,
  dunnedOn: null,
  ...more,
});

const ITEMS = [item('INV-1', '2026-03-02', { paid: 25_000 }), item('INV-2', '2026-04-30')];

const context: MessageContext = {
  variant: null,
  case: 'customer-1',
  ownerName: 'Robin Example',
  sender: { number: '+1 202 555 0100', mailbox: null },
  at: Date.parse('2026-04-16T09:00:00-04:00'),
  step: 'level-reached',
  attempt: 3,
  made: [{ step: 'level-reached', how: 'email', delivered: true }],
  zone: 'America/New_York',
  plan: null,
};

function words(name: string, channel: MessageChannel, more: Partial<MessageContext> = {}, items = ITEMS) {
  const { facts, problems } = readFacts(procedure, null, {
    'oldest-due': '2026-03-02T12:00:00-05:00',
    'customer-name': 'Pat Example',
    'company-name': 'Example Supplies',
  });
  expect(problems).toEqual([]);
  const owed = statementValues(items, '2026-04-16', procedure.locale);
  return catalog.render(name, channel, {
    variant: null,
    values: valuesFor(procedure, facts, { ...context, owed, ...more }),
  });
}

const TO_CUSTOMER: [string, MessageChannel][] = [
  ['friendly', 'email'],
  ['firm', 'email'],
  ['firm', 'letter'],
  ['final', 'email'],
  ['final', 'letter'],
];
const EMAILS = TO_CUSTOMER.filter(([, channel]) => channel === 'email').map(([name]) => name);
const LATER = TO_CUSTOMER.filter(([name]) => name !== 'friendly');

/** What stands below the greeting; an email has a notice behind it. */
const signature = (text: string) =>
  (text.split('Kind regards,\n')[1] ?? '').split('\n\n')[0]?.trim().split('\n');

describe('every message about a debt', () => {
  test.each(TO_CUSTOMER)(
    '%s (%s) greets the customer, is signed by a person for the company, with a number',
    (name, channel) => {
      const { text } = words(name, channel);
      expect(text.split('\n')[0]).toBe('Dear Pat Example,');
      expect(signature(text)).toEqual(['Robin Example', 'Example Supplies', '+1 202 555 0100']);
    },
  );

  test.each(TO_CUSTOMER)('%s (%s) asks for a word where the invoice is wrong or paid', (name, channel) => {
    const { text } = words(name, channel);
    expect(text).toMatch(/already on its way, please disregard/);
    expect(text).toMatch(/not right, tell us which one/);
  });

  test.each(TO_CUSTOMER)(
    '%s (%s) claims nothing that may not have been: no earlier message, no silence, no payment',
    (name, channel) => {
      const { subject = '', text } = words(name, channel);
      expect(subject + text).not.toMatch(
        /earlier|previous|reminded|have not (heard|received)|no answer|again/i,
      );
    },
  );

  test.each(TO_CUSTOMER)('%s (%s) has a short subject and no blank left open', (name, channel) => {
    const { subject = '', text } = words(name, channel, { sender: { number: null, mailbox: null } });
    expect(subject.length).toBeGreaterThan(10);
    expect(subject.length).toBeLessThan(70);
    expect(text).not.toMatch(/\{|\}|null|undefined| {2}| [.,:]|\n{3}|at or/);
    expect(signature(text)).toEqual(['Robin Example', 'Example Supplies']);
  });
});

describe('the emails', () => {
  test.each(EMAILS)('%s lists what is open, what is left of it and what is overdue in all', (name) => {
    const { text } = words(name, 'email');
    expect(text).toContain('- Invoice INV-1 of 2026-01-30, due 2026-03-02: $1,000.00, 45 days overdue');
    expect(text).toContain('- Invoice INV-2 of 2026-01-30, due 2026-04-30: $1,250.00\n');
    expect(text).toContain('Overdue in all: $1,000.00.');
  });

  test('say of a disputed invoice that it is not asked for', () => {
    const disputed = item('INV-3', '2026-03-02', { dispute: { since: '2026-03-05', reason: 'x' } });
    expect(words('firm', 'email', {}, [...ITEMS, disputed]).text).toContain(
      '- Invoice INV-3: $1,250.00, disputed, not asked for',
    );
  });

  test('say that the letter is attached where there is one, and only there', () => {
    const attached = EMAILS.filter((name) => /attached as a letter/.test(words(name, 'email').text));
    expect(attached).toEqual(procedure.levels.flatMap((l) => (l.actions.includes('letter') ? [l.name] : [])));
  });
});

describe('the levels', () => {
  test('friendly: it may have slipped their mind; no days, no deadline', () => {
    const { text } = words('friendly', 'email');
    expect(text).toMatch(/slipped your mind/);
    expect(text).not.toMatch(/now 45 days|within seven days|final/);
  });

  test.each(LATER)('%s (%s) names the days of the oldest and a date to pay by', (name, channel) => {
    const { text } = words(name, channel);
    expect(text).toContain('the oldest of our open invoices is now 45 days overdue');
    expect(text).toContain('Please pay within seven days');
  });

  test('final says so, warns of what comes, and offers a plan by telephone or in writing', () => {
    for (const channel of ['email', 'letter'] as const) {
      const { subject = '', text } = words('final', channel);
      expect(subject).toMatch(/^Final reminder/);
      expect(text).toMatch(/final reminder/);
      expect(text).toMatch(/call us at \+1 202 555 0100/);
      expect(text).toMatch(/rather agree on a plan with you than hand the matter on/);
    }
    const unreachable = { sender: { number: null, mailbox: null } };
    expect(words('final', 'email', unreachable).text).toContain('If you cannot, answer this email:');
    expect(words('final', 'letter', unreachable).text).toContain('please get in touch with us:');
    expect(words('firm', 'email').text).not.toMatch(/final|hand the matter on/i);
  });
});

test('the call says what to ask and what to do with a promise', () => {
  const { title, text } = words('call-the-customer', 'task');
  expect(title).toBe('Call Pat Example');
  expect(text).toMatch(/reminders arrive.*keeps the customer from paying.*hold the case until then/s);
});
