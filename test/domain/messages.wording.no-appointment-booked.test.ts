import { describe, expect, test } from '@jest/globals';
import type { MessageChannel } from '../../domain/messages/fileName.ts';
import { type MessageContext, valuesFor } from '../../domain/messages/values.ts';
import { readFacts } from '../../domain/procedure/facts.ts';
import { shippedCatalog } from './support/messageFiles.ts';
import { shippedProcedure } from './support/shippedProcedure.ts';

const procedure = shippedProcedure('no-appointment-booked');
const catalog = shippedCatalog('no-appointment-booked');

const context: MessageContext = {
  variant: null,
  case: 'client-1',
  ownerName: 'Dana Example',
  at: Date.parse('2026-03-21T09:00:00-07:00'),
  step: 'day-12',
  day: 12,
  attempt: 5,
  made: [{ step: 'day-12', how: 'text', delivered: true }],
  history: '- Mon, Mar 16: text message "first attempt"',
  zone: 'America/Los_Angeles',
  plan: null,
};

const LINK = 'https://clinic.example/book';

function words(
  name: string,
  channel: MessageChannel,
  more: Partial<MessageContext> & { facts?: Record<string, string> } = {},
) {
  const given = {
    'last-appointment': '2026-03-09T11:00:00-07:00',
    'last-service': 'peel',
    'client-name': 'Pat',
    'employee-name': 'Kim',
    'clinic-name': 'Example Clinic',
    'clinic-phone': '+1 202 555 0100',
    'booking-link': LINK,
    ...more.facts,
  };
  const { facts, problems } = readFacts(procedure, null, given);
  expect(problems).toEqual([]);
  return catalog.render(name, channel, {
    variant: null,
    values: valuesFor(procedure, facts, { ...context, ...more }),
  });
}

const TO_CLIENT: [string, MessageChannel][] = [
  ['first-attempt', 'text'],
  ['second-attempt', 'text'],
  ['third-attempt', 'call'],
  ['fourth-attempt', 'call'],
  ['last-attempt', 'call'],
  ['last-attempt', 'text'],
];
const BARE = { 'clinic-phone': '', 'booking-link': '' };

describe('every text and script', () => {
  test.each(TO_CLIENT)('%s (%s) names the client, the employee and the clinic', (name, channel) => {
    const facts = { 'manager-name': 'Kim' };
    expect(words(name, channel, { facts }).text).toMatch(/^Hello Pat, this is Kim from Example Clinic\./);
  });

  test.each(TO_CLIENT)('%s (%s) is whole, also without a number and a link', (name, channel) => {
    for (const facts of [{}, BARE, { 'clinic-phone': '' }, { 'booking-link': '' }]) {
      const { title = '', text } = words(name, channel, { facts });
      expect(`${title}\n${text}`).not.toMatch(/[{}%]|null|undefined| {2}| [.,:]|\.\.|[.!?] [a-z]/);
    }
  });
});

describe('attempt 1', () => {
  test('hope you enjoyed the peel, with its date; we help to book; every two weeks; which day and time', () => {
    const { text } = words('first-attempt', 'text');
    expect(text).toMatch(/hope you enjoyed your peel on Monday, March 9/);
    expect(text).toMatch(/help you book the next one/);
    expect(text).toMatch(/treatment every two weeks is what makes the difference/);
    expect(text).toMatch(/Which day and time in the coming week suits you\?/);
  });
});

describe('attempt 2', () => {
  test('the two-week limit is near; we fill up quickly; which date and time', () => {
    const { text } = words('second-attempt', 'text');
    expect(text).toMatch(/The two weeks since your peel on Monday, March 9 are nearly over, and our/);
    expect(text).toMatch(/our calendar fills up quickly/);
    expect(text).toMatch(/Which date and time may I book for you\?/);
  });
});

test.each([
  ['2026-03-23T09:00:00-07:00', 'It is two weeks today since your peel on Monday, March 9, and our'],
  ['2026-03-24T09:00:00-07:00', 'It is more than two weeks since your peel on Monday, March 9, and our'],
  ['2026-04-20T09:00:00-07:00', 'It is more than two weeks since your peel on Monday, March 9, and our'],
])(
  'attempt 2 of a client who joins late, on %s, does not say that the two weeks are nearly over',
  (at, says) => {
    const { text } = words('second-attempt', 'text', { at: Date.parse(at) });
    expect(text).toContain(says);
    expect(text).not.toContain('nearly over');
  },
);

describe('attempt 3', () => {
  test('past the two weeks; may hurt the success if not seen within 7 days; booking link', () => {
    const { text } = words('third-attempt', 'call');
    expect(text).toMatch(/past the two weeks/);
    expect(text).toMatch(/not see you within the next 7 days, it may hurt the success/);
    expect(text).toContain(LINK);
  });

  test('then the designated manager hears that only two more attempts will follow, with the history', () => {
    const { title, text } = words('two-more-attempts', 'tell');
    expect(title).toMatch(/only two more attempts follow/);
    expect(text).toMatch(/Only two more attempts will follow, and both are yours/);
    expect(text).toContain(context.history ?? '');
  });
});

describe('attempt 4', () => {
  test('several attempts made; worried; the skin stops responding; not too late; phone and link', () => {
    const { text } = words('fourth-attempt', 'call');
    expect(text).toMatch(/tried several times to reach you, and I am worried/);
    expect(text).toMatch(/skin gets used to the regimen\..*stops responding/);
    expect(text).toMatch(/It is not too late\./);
    expect(text).toContain(LINK);
    expect(text).toContain('+1 202 555 0100');
  });
});

describe('attempt 5', () => {
  test.each(['call', 'text'] as const)(
    '%s: several attempts; committed to you; last attempt; 24 hours, then the end; phone and link',
    (channel) => {
      const { text } = words('last-attempt', channel);
      expect(text).toMatch(/tried several times to reach you, because we are committed to you/);
      expect(text).toMatch(/last attempt/);
      expect(text).toMatch(/ithout an answer within 24 hours we end your programme/);
      expect(text).toContain(LINK);
      expect(text).toContain('+1 202 555 0100');
    },
  );

  test('asks for an answer where neither a number nor a link is known', () => {
    expect(words('last-attempt', 'text', { facts: BARE }).text).toMatch(
      /Answer this message, and we find a time\.$/,
    );
  });
});

test.each(['fourth-attempt', 'last-attempt'])(
  '%s is made in the name of the manager, where one is known',
  (name) => {
    const facts = { 'manager-name': 'Lee' };
    expect(words(name, 'call', { facts }).text).toMatch(/this is Lee from Example Clinic/);
  },
);

test.each(['fourth-attempt', 'last-attempt'])(
  '%s is made in the name of who signs, where no manager is known, and never in that of the front desk',
  (name) => expect(words(name, 'call').text).toMatch(/this is Dana Example from Example Clinic/),
);

test.each(['fourth-attempt', 'last-attempt'])(
  '%s does not speak of several attempts after only one',
  (name) => {
    expect(words(name, 'call', { attempt: 2 }).text).toMatch(/We have tried to reach you, /);
  },
);

describe('the note after an attempt', () => {
  test.each([
    ['day-7', 'first'],
    ['day-12', 'second'],
    ['day-15', 'third'],
    ['day-19', 'fourth'],
    ['day-25', 'fifth'],
  ])('%s: its title is "No Appointment Booked, %s attempt"', (step, ordinal) => {
    expect(words('attempt', 'note', { step }).title).toBe(`No Appointment Booked, ${ordinal} attempt`);
  });

  test('counts by the SOP: after an attempt that was made outside the next one is still the third', () => {
    expect(words('attempt', 'note', { step: 'day-15', attempt: 2 }).title).toMatch(/third attempt$/);
  });

  test.each([
    [['text'], 'text'],
    [['call:voicemail'], 'voicemail'],
    [['call:spoke'], 'conversation'],
    [['call:no-answer'], 'call without an answer'],
    [['call:spoke', 'text'], 'conversation and text'],
  ])('says when, by what (%j: %s) and the date of the last service', (ways, by) => {
    const made = [
      { step: 'day-7', how: 'text', delivered: true },
      { step: 'day-7', how: 'note', delivered: true },
      ...ways.map((how) => ({ step: 'day-12', how, delivered: false })),
    ];
    expect(words('attempt', 'note', { made }).text).toBe(
      `Contacted on: Saturday, March 21\nBy: ${by}\nDate of last service: Monday, March 9 (peel)`,
    );
  });

  test('has the tags for a staff member, orders, the designated manager and scheduling', () => {
    expect(words('attempt', 'note').tags).toEqual([
      'front-desk-lead',
      'orders',
      'programme-manager',
      'scheduling',
    ]);
  });
});
