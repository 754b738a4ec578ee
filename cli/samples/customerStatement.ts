import type { Answer } from '../../client/index.ts';
import { localDate } from '../../domain/calendar/localTime.ts';
import type { Instant } from '../../domain/program/program.ts';
import type { Contact } from '../../ledger/schema.ts';
import { lastMonday } from './dates.ts';
import { type Path, type Sample, type SampleCase, type Way, withdrawnOn } from './sample.ts';

const ZONE = 'America/New_York';

const CUSTOMER: Contact = {
  name: 'Alex Example',
  email: 'alex@example.com',
  address: { lines: ['1 Example Street', 'Example Town, NY 10001'], country: 'US' },
};

/** Days count from a Monday on which an invoice was due: the levels are reached on days 7, 21 and 45. */
function customerStatement(now: Instant): Sample {
  return {
    procedure: 'customer-statement',
    contact: CUSTOMER,
    facts: {
      'oldest-due': lastMonday(now, ZONE),
      'customer-name': 'Alex Example',
      'company-name': 'Example Supplies',
    },
  };
}

const paidOn = (on: number) => ({ ends: 'paid' as const, conditions: [{ condition: 'paid', on }] });

const ENDINGS: Way[] = [
  { title: 'an email, a letter, a final letter; then the customer pays', ends: 'paid' },
  { title: 'paid before anybody has asked', ...paidOn(3) },
  { title: 'paid after the friendly reminder', ...paidOn(10) },
  { title: 'paid after the firm one', ...paidOn(25) },
  {
    title: 'not paid after the final one: it comes again after 30 days',
    ...paidOn(80),
    tasks: { review: ['email', 'letter', 'call-the-customer', 'letter'] },
  },
  {
    title: 'a part is paid after the friendly reminder, the rest after the firm one',
    ends: 'paid',
    conditions: [
      { condition: 'part-paid', on: 10 },
      { condition: 'paid', on: 25 },
    ],
  },
  { title: 'the customer answers: an agreement was found', ends: 'answered', replyOn: 10 },
  withdrawnOn('statement'),
];

/** What is done when the account is first looked at; a letter at the two levels behind it. */
const by = (...first: Answer[]) => ({
  ends: 'paid' as const,
  tasks: { review: [...first, 'letter', 'letter'] },
});

const ACCOUNT: Way[] = [
  {
    title: 'disputed after the friendly reminder, settled on day 30: then the firm one',
    ends: 'paid',
    conditions: [
      { condition: 'disputed', on: 10 },
      { condition: 'dispute-settled', on: 30 },
    ],
  },
  {
    title: 'another invoice gets its own friendly reminder; then both are paid',
    ends: 'paid',
    conditions: [
      { condition: 'invoiced', on: 8 },
      { condition: 'paid', on: 25 },
    ],
  },
];

const PEOPLE: Way[] = [
  {
    title: 'a date set by hand brings the customer back after a week',
    ...by({ option: 'email', until: 'one-week' }, 'email'),
  },
  { title: 'done later, on the next working day', ...by('later', 'email') },
  {
    title: 'an answer that settles nothing: resumed',
    ends: 'paid',
    replyOn: 10,
    tasks: { reply: 'resume' },
  },
  {
    title: 'promised for day 14, and kept',
    ...paidOn(13),
    holds: [{ on: 10, until: 14, promise: true }],
  },
  { title: 'promised for day 25, and broken', ends: 'paid', holds: [{ on: 10, until: 25, promise: true }] },
  {
    title: 'on hold until day 30: what came due meanwhile follows then',
    ends: 'paid',
    holds: [{ on: 10, until: 30 }],
  },
  { title: 'an answer after the end is a task for accounts receivable', ends: 'paid', replyOn: 60 },
];

const AUTOMATIC: Way[] = [
  { title: 'the friendly email goes out by itself', ends: 'paid', automatic: ['friendly'] },
  {
    title: 'every email goes out by itself; letter and call stay with a person',
    ends: 'paid',
    automatic: ['friendly', 'firm', 'final'],
  },
];

/** Every way through the reminder levels of a debt; what goes out by itself does not depend on the live switches. */
export function customerStatementPaths(now: Instant): Path[] {
  const ways = [...ENDINGS, ...ACCOUNT, ...PEOPLE, ...AUTOMATIC];
  return ways.map((way) => ({ ...customerStatement(now), automatic: [], ...way }));
}

export function customerStatementSamples(now: Instant): SampleCase[] {
  const sample = customerStatement(now);
  const owes = {
    number: 'INV-1001',
    amount: 125_000,
    due: localDate(ZONE, Date.parse(lastMonday(now, ZONE))),
  };
  return [
    { id: 'customer-1', ...sample, owes, story: ['next', 'next', 'next'] },
    { id: 'customer-2', ...sample, owes, story: ['next', 'next', { reply: 'We pay on Friday.' }] },
    { id: 'customer-3', ...sample, owes, story: [] },
  ];
}
