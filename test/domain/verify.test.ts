import { describe, expect, test } from '@jest/globals';
import type { Answers, ContactMade, Looked, LookUpName, Note } from '../../domain/verify/answers.ts';
import { lastAttemptNoted } from '../../domain/verify/contactsMade.ts';
import { emailOpens } from '../../domain/verify/emailOpens.ts';
import type { Circumstances, Finding } from '../../domain/verify/finding.ts';
import { judge } from '../../domain/verify/judge.ts';
import { HOLD_WORDS } from '../../domain/verify/notes.ts';

const at = (text: string) => Date.parse(`2026-03-${text}-07:00`);
/** Day 12 of a client whose last appointment was on 1 March; the first attempt went out on day 7. */
const NOW: Circumstances = {
  kind: 'contact',
  now: at('13T10:00'),
  zone: 'America/Los_Angeles',
  channel: 'text',
  phone: '+1 555 555 0100',
  country: 'US',
  since: at('01T14:00'),
  lastAttempt: at('09T09:00'),
  attempt: 2,
  attemptsCalled: 'no appointment booked',
  distanceDays: 5,
  settled: new Set(),
  words: HOLD_WORDS,
};

function finds<Name extends LookUpName>(
  name: Name,
  data: Answers[Name],
  more: Partial<Circumstances> = {},
): Finding {
  return judge(name, { readable: true, known: true, matchedBy: 'id', data }, { ...NOW, ...more });
}

describe('Upcoming appointments in the booking system', () => {
  const PEEL = { at: at('20T11:00'), service: 'Peel', kind: 'peel', status: 'booked' } as const;
  const VIRTUAL = { ...PEEL, service: 'Virtual visit', kind: 'virtual' } as const;
  const FACIAL = { ...PEEL, service: 'Facial', kind: 'other' } as const;
  const booked = { finding: 'met', condition: 'booked' };
  const noted = { remark: 'A virtual regimen change is booked for 2026-03-20.' };
  const notEnough = { remark: 'Booked, but not what the programme needs: Facial on 2026-03-20.' };

  test.each<[string, Answers['appointments']['appointments'], object]>([
    ['none: the contact is made', [], { finding: 'clear' }],
    ['a peel: no contact, done', [PEEL], booked],
    [
      'a virtual regimen change: no contact, done, and noted on the report',
      [VIRTUAL],
      { ...booked, ...noted },
    ],
    [
      'another service only: not enough, and noted on the report',
      [FACIAL],
      { finding: 'clear', ...notEnough },
    ],
    ['a peel beside another service: done', [FACIAL, PEEL], booked],
    ['a peel and a virtual change: done, and nothing to note', [VIRTUAL, PEEL], booked],
    ['a peel that was cancelled does not count', [{ ...PEEL, status: 'cancelled' }], { finding: 'clear' }],
    ['a peel that has passed does not count', [{ ...PEEL, at: at('12T11:00') }], { finding: 'clear' }],
  ])('%s', (_, appointments, expected) => {
    expect(finds('appointments', { appointments })).toEqual(expected);
  });
});

describe('Notes in the CRM', () => {
  const NOTE: Note = {
    id: 'n1',
    at: at('12T15:00'),
    author: 'person',
    title: 'Called about the invoice',
    text: null,
    about: null,
    read: true,
  };
  const holds = (reason: string) => ({ finding: 'hold', reason, about: ['n1'] });

  test.each<[string, Partial<Note>, object]>([
    ['one that a person has read changes nothing', {}, { finding: 'clear' }],
    ['one that a person wrote and nobody has read holds', { read: false }, holds('unread-note')],
    ['one that a system wrote need not be read', { author: 'system', read: false }, { finding: 'clear' }],
    ['a surgery holds, also when it was read', { title: 'Knee SURGERY on the 15th' }, holds('note-surgery')],
    ['an exposure to COVID holds', { text: 'client was exposed to Covid-19' }, holds('note-exposure')],
    ['what weighs as much holds', { title: 'Is in hospital' }, holds('note-other')],
    ['the CRM’s own word for it holds', { about: 'surgery', author: 'system' }, holds('note-surgery')],
    ['only beginnings of words count', { title: 'Discovideo sent' }, { finding: 'clear' }],
    ['several blanks between two words are one', { text: 'tested  positive' }, holds('note-exposure')],
  ])('%s', (_, change, expected) => {
    expect(finds('notes', { notes: [{ ...NOTE, ...change }] })).toEqual(expected);
  });

  test('a surgery weighs more than an unread note, and only what a person has to read is named', () => {
    const notes = [
      { ...NOTE, read: false },
      { ...NOTE, id: 'n2', title: 'Surgery' },
    ];
    expect(finds('notes', { notes })).toEqual({ finding: 'hold', reason: 'note-surgery', about: ['n2'] });
  });

  test('a note that a person has dealt with holds no more, a newer one does', () => {
    const notes = [
      { ...NOTE, title: 'Surgery' },
      { ...NOTE, id: 'n2', read: false },
    ];
    const settled = new Set(['n1']);
    expect(finds('notes', { notes: notes.slice(0, 1) }, { settled })).toEqual({ finding: 'clear' });
    expect(finds('notes', { notes }, { settled })).toMatchObject({ reason: 'unread-note', about: ['n2'] });
  });

  test('the words are configuration', () => {
    const words = { ...HOLD_WORDS, other: ['holiday'] };
    expect(finds('notes', { notes: [{ ...NOTE, title: 'On holidays' }] }, { words })).toEqual(
      holds('note-other'),
    );
  });
});

describe('Contacts made', () => {
  const MADE: ContactMade = {
    at: at('12T16:00'),
    channel: 'call',
    by: 'front desk',
    title: null,
    ours: false,
  };
  const moved = (until: string, of = '12T16:00') => ({
    finding: 'already-contacted',
    at: at(of),
    channel: 'call',
    until: at(until),
  });

  test.each<[string, Partial<ContactMade>, Partial<Circumstances>, object]>([
    ['later than our last attempt counts: the step keeps its five days to it', {}, {}, moved('17T00:00')],
    ['on the same day counts', { at: at('13T08:00') }, { distanceDays: 1 }, moved('14T00:00', '13T08:00')],
    [
      'on the same day as our own attempt counts',
      { at: at('13T08:00') },
      { lastAttempt: at('13T09:00'), distanceDays: 1 },
      moved('14T00:00', '13T08:00'),
    ],
    ['before our last attempt is past', { at: at('08T08:00') }, {}, { finding: 'clear' }],
    ['our own are counted already', { ours: true }, {}, { finding: 'clear' }],
    ['with no attempt of ours yet, it counts', {}, { lastAttempt: null, attempt: 1 }, moved('17T00:00')],
    [
      'from before day zero is of something else',
      { at: at('01T09:00') },
      { lastAttempt: null },
      { finding: 'clear' },
    ],
    ['once the distance has passed the step is made', {}, { now: at('17T09:00') }, { finding: 'clear' }],
    ['one that is only planned does not count', { at: at('14T09:00') }, {}, { finding: 'clear' }],
  ])('one made outside %s', (_, change, more, expected) => {
    expect(finds('contacts-made', { contacts: [{ ...MADE, ...change }] }, more)).toEqual(expected);
  });

  test.each([
    ['the same attempt', 'No Appointment Booked, second attempt', 2],
    ['the same attempt in digits', 'No appointment booked, 2nd attempt', 2],
    ['a later attempt', 'No Appointment Booked, third attempt', 3],
  ])('%s made outside is not made again', (_, title, attempt) => {
    const contacts = [{ ...MADE, at: at('10T09:00'), title }];
    expect(finds('contacts-made', { contacts })).toMatchObject({ finding: 'made-outside', attempt });
  });

  test.each([
    ['an earlier attempt', 'No Appointment Booked, first attempt'],
    ['an attempt of another procedure', 'Missed check-in, second attempt'],
    ['a note without a number', 'No Appointment Booked'],
  ])('%s does not stand for this one', (_, title) => {
    const contacts = [{ ...MADE, at: at('05T09:00'), title }];
    expect(finds('contacts-made', { contacts })).toEqual({ finding: 'clear' });
  });

  test('before an act that cannot be undone, somebody reads what was said since our last attempt', () => {
    const act = { kind: 'irreversible-act', channel: null } as const;
    expect(finds('contacts-made', { contacts: [MADE] }, act)).toMatchObject({
      finding: 'hold',
      reason: 'contacted-since',
    });
    expect(finds('contacts-made', { contacts: [{ ...MADE, at: at('08T08:00') }] }, act)).toEqual({
      finding: 'clear',
    });
  });

  test('a case that joins late starts after the last attempt that the notes show', () => {
    const titles = ['No Appointment Booked, first attempt', 'No Appointment Booked, 3rd attempt', 'Invoice'];
    const contacts = titles.map((title) => ({ ...MADE, title }));
    expect(lastAttemptNoted(contacts, 'no appointment booked')).toBe(3);
    expect(lastAttemptNoted([MADE], 'no appointment booked')).toBeNull();
  });
});

describe('The phone number', () => {
  test.each<[string, string | null, string | null, string]>([
    ['the same in booking system and CRM, however written', '(555) 555-0100', '1-555-555-0100', 'clear'],
    ['known to neither', null, null, 'clear'],
    ['another one in the booking system', '+15555550199', '+15555550100', 'discrepancy'],
    ['another one in the CRM', null, '555 555 0199', 'discrepancy'],
  ])('%s', (_, booking, crm, expected) => {
    expect(finds('phone', { booking, crm }).finding).toBe(expected);
    expect(finds('phone', { booking, crm }, { channel: 'call' }).finding).toBe(expected);
  });

  test('a discrepancy names the numbers and where each stands', () => {
    expect(finds('phone', { booking: '555 555 0199', crm: '555 555 0100' })).toMatchObject({
      expected: '+15555550100 (report)',
      found: '+15555550199 (booking system), +15555550100 (CRM)',
    });
  });

  test('it matters before a text or a call only', () => {
    const other = { booking: '555 555 0199', crm: null };
    expect(finds('phone', other, { channel: 'email' })).toEqual({ finding: 'clear' });
    expect(finds('phone', other, { kind: 'irreversible-act', channel: null })).toEqual({ finding: 'clear' });
  });

  test('what a person has accepted is no discrepancy any more, another number is', () => {
    const first = finds('phone', { booking: '555 555 0199', crm: null });
    const settled = new Set(first.finding === 'discrepancy' ? first.about : []);
    expect(finds('phone', { booking: '555 555 0199', crm: null }, { settled })).toEqual({ finding: 'clear' });
    expect(finds('phone', { booking: '555 555 0155', crm: null }, { settled }).finding).toBe('discrepancy');
  });
});

describe('The check-in', () => {
  test.each(['contact', 'irreversible-act'] as const)('handed in ends the case before every %s', (kind) => {
    expect(finds('check-in', { handedIn: true }, { kind })).toEqual({
      finding: 'met',
      condition: 'checked-in',
    });
    expect(finds('check-in', { handedIn: false }, { kind })).toEqual({ finding: 'clear' });
  });
});

describe('Every look-up', () => {
  const names: LookUpName[] = ['appointments', 'notes', 'contacts-made', 'phone', 'check-in'];

  test.each(names)('%s: what cannot be read is not readable, never clear', (name) => {
    expect(judge(name, { readable: false, why: 'unreachable' }, NOW)).toEqual({
      finding: 'unreadable',
      why: 'unreachable',
    });
  });

  test.each(names)('%s: a name alone identifies nobody', (name) => {
    const looked = { readable: true, known: true, matchedBy: 'name', data: {} } as unknown as Looked;
    expect(judge(name, looked, NOW)).toEqual({ finding: 'unreadable', why: 'only-the-name' });
  });

  test.each(names)('%s: a client whom the system does not have is a discrepancy', (name) => {
    const found = judge(name, { readable: true, known: false }, NOW);
    expect(found).toMatchObject({ finding: 'discrepancy', about: [`${name} unknown`] });
    const settled = new Set([`${name} unknown`]);
    expect(judge(name, { readable: true, known: false }, { ...NOW, settled })).toEqual({ finding: 'clear' });
  });
});

describe('Whether emails are opened', () => {
  type States = Answers['email-opens']['messages'][number]['state'][];
  test.each<[States, string]>([
    [['not-opened', 'opened'], 'opened'],
    [['opened', 'not-opened'], 'opened'],
    [['not-opened', 'not-opened'], 'not-opened'],
    [['not-opened', 'unknown'], 'not-opened'],
    [['opened', 'not-received'], 'not-received'],
    [['not-received', 'opened'], 'opened'],
    [['unknown'], 'unknown'],
    [[], 'unknown'],
  ])('%j, oldest first, is %s', (states, expected) => {
    const messages = states.map((state, index) => ({ at: index, state }));
    const looked = { readable: true, known: true, matchedBy: 'email', data: { messages } } as const;
    expect(emailOpens(looked)).toBe(expected);
  });

  test('not known when the system cannot be read, or does not know the client', () => {
    expect(emailOpens({ readable: false, why: 'unreachable' })).toBe('unknown');
    expect(emailOpens({ readable: true, known: false })).toBe('unknown');
  });
});
