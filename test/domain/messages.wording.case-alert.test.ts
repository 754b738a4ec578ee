import { describe, expect, test } from '@jest/globals';
import type { Values } from '../../domain/messages/write.ts';
import { shippedCatalog } from './support/messageFiles.ts';

const catalog = shippedCatalog('case-alert');

const values: Values = {
  'alert-sent': 'Friday, March 6, 4:30 PM',
  'alert-sent-day': 'Friday, March 6',
  'doctor-name': 'Example',
  'patient-case': 'SP-1234',
  'alert-text': 'Which shade should the crown have?',
  resolution: 'proceed as suggested',
  'resolution-key': 'as-suggested',
  'resolution-detail': null,
  case: 'A-1001',
  'owner-name': 'Example Dental Lab',
  day: 1,
  today: 'Monday, March 9',
  'next-day': 'Tuesday, March 10',
  'day-zero': 'Friday, March 6',
  attempt: 1,
  'attempts-planned': 2,
};

const portal = (name: string, variant: '2' | '5', more: Values = {}) =>
  catalog.render(name, 'portal', {
    variant,
    values: { ...values, 'attempts-planned': Number(variant), ...more },
  });
const note = (name: string, more: Values = {}) =>
  catalog.render(name, 'note', { variant: '5', values: { ...values, ...more } });

const toDentist: [string, '2' | '5'][] = [
  ['reminder-1', '2'],
  ['reminder-1', '5'],
  ['reminder-2', '5'],
  ['reminder-3', '5'],
  ['reminder-4', '5'],
  ['last-reminder', '2'],
  ['last-reminder', '5'],
  ['cancellation-warning', '5'],
  ['response', '2'],
  ['response', '5'],
  ['cancellation', '5'],
];

describe('every message to the dentist', () => {
  test.each(toDentist)(
    '%s of variant %s is addressed to Dr. <name> and ends with thanks',
    (name, variant) => {
      const { text } = portal(name, variant);
      expect(text.split('\n')[0]).toBe('Dear Dr. Example,');
      expect(text.split('\n\n').at(-1)).toBe('Thank you,\nExample Dental Lab');
    },
  );

  test.each(toDentist)(
    '%s of variant %s names the case in its subject, and can do without a name for it',
    (name, variant) => {
      expect(portal(name, variant).subject).toMatch(/your case SP-1234\b/);
      const without = portal(name, variant, { 'patient-case': null });
      expect(`${without.subject} ${without.text}`).toMatch(/your case/);
      expect(`${without.subject} ${without.text}`).not.toMatch(/SP-1234|null|undefined| {2}| [.,:]/);
    },
  );

  test.each(toDentist)('%s of variant %s leaves no template sign behind', (name, variant) => {
    const { subject, text } = portal(name, variant);
    expect(`${subject}${text}`).not.toMatch(/[{}%]/);
  });
});

describe('the reminders', () => {
  test.each(['2', '5'] as const)(
    'day 1 of variant %s is a friendly reminder that hopes to hear soon, to avoid delay',
    (variant) => {
      const { text } = portal('reminder-1', variant);
      expect(text).toMatch(/friendly reminder/);
      expect(text).toMatch(/waiting for your answer/);
      expect(text).toMatch(/hope to hear from you soon/);
      expect(text).toMatch(/delay/);
      expect(text).not.toMatch(/urgent|proceed|cancel/i);
    },
  );

  test('variant 2, day 2: still waiting; without an answer today we proceed as suggested on the next business day', () => {
    const { text } = portal('last-reminder', '2');
    expect(text).toMatch(/still waiting/);
    expect(text).toMatch(/do not hear from you today, we will proceed as suggested on the next business day/);
    expect(text).not.toMatch(/urgent/i);
  });

  test('variant 5, day 2: on hold and still waiting, hope to hear soon to avoid further delay', () => {
    const { text } = portal('reminder-2', '5');
    expect(text).toMatch(/on hold/);
    expect(text).toMatch(/still waiting/);
    expect(text).toMatch(/hope to hear from you soon, to avoid further delay/);
  });

  test('variant 5, day 3: on hold, please answer as soon as possible to avoid further delay, not yet urgent', () => {
    const { text, subject } = portal('reminder-3', '5');
    expect(text).toMatch(/on hold/);
    expect(text).toMatch(/answer as soon as possible, to avoid further delay/);
    expect(`${subject} ${text}`).not.toMatch(/urgent/i);
  });

  test('variant 5, day 4: as day 3, now urgent', () => {
    const { text } = portal('reminder-4', '5');
    expect(text).toMatch(/urgent/);
    expect(text).toMatch(/on hold/);
    expect(text).toMatch(/answer as soon as possible, to avoid further delay/);
  });

  test('variant 5, day 5: urgent; without an answer today we proceed as suggested on the next business day', () => {
    const { text } = portal('last-reminder', '5');
    expect(text).toMatch(/urgent/);
    expect(text).toMatch(/do not hear from you today, we will proceed as suggested on the next business day/);
  });

  test('variant 5, day 5 with resolution cancel: without an answer today the case is cancelled on the next business day', () => {
    const { text } = portal('cancellation-warning', '5');
    expect(text).toMatch(/urgent/);
    expect(text).toMatch(/do not hear from you today, the case is cancelled on the next business day/);
    expect(text).not.toMatch(/proceed/);
  });
});

describe('the response', () => {
  test.each(['2', '5'] as const)(
    'variant %s: nothing heard in N business days, so we proceed; rework case; arrive-by date at the top',
    (variant) => {
      const { text } = portal('response', variant);
      expect(text).toContain(`not heard from you about your case SP-1234 in ${variant} business days`);
      expect(text).toMatch(/To avoid further delay, we now proceed as suggested/);
      expect(text).toMatch(/fabrication .*compromised.*submit a rework case.*adjustments/);
      expect(text).toMatch(/arrive-by date at the top/);
    },
  );

  test.each([
    ['as-is', 'proceed as is'],
    ['as-on-rx', 'proceed as on the Rx'],
    ['with', 'proceed with the spare abutment'],
    ['part', 'proceed with part of the case: the lower model'],
  ])('"as suggested" stands for the resolution chosen: %s', (key, wording) => {
    const chosen = { resolution: wording, 'resolution-key': key };
    expect(portal('last-reminder', '2', chosen).text).toContain(
      `we will ${wording} on the next business day`,
    );
    expect(portal('response', '2', chosen).text).toContain(`we now ${wording}`);
    expect(note('response', chosen).title).toContain(wording);
  });

  test('a resolution in free words is quoted as it stands, in the warning and in the response', () => {
    const chosen = { resolution: 'Use the scan of May', 'resolution-key': 'other' };
    expect(portal('last-reminder', '5', chosen).text).toMatch(
      /on the next business day: Use the scan of May\./,
    );
    expect(portal('response', '5', chosen).text).toMatch(/what we do now: Use the scan of May\./);
  });

  test('with resolution cancel it is a notice that the case is cancelled', () => {
    const { text, subject } = portal('cancellation', '5');
    expect(subject).toMatch(/cancelled/i);
    expect(text).toMatch(/not heard from you in 5 business days/);
    expect(text).toMatch(/we have cancelled your case/);
    expect(text).not.toMatch(/proceed/);
  });

  test('the task to release production says what to make, and to set the arrive-by date before the message goes out', () => {
    const task = catalog.render('release-production', 'task', { variant: '2', values });
    expect(task.title).toMatch(/A-1001.*production.*arrive-by date/);
    expect(task.text).toMatch(/Resolution: proceed as suggested/);
    expect(task.text).toMatch(/[Rr]elease .* production/);
    expect(task.text).toMatch(/arrive-by date: the message .* goes out when this task is done/);
  });
});

describe('posts on the case in the CRM', () => {
  test('OG records the original alert: to whom, when, the question, what happens without an answer', () => {
    const post = note('original-alert');
    expect(post.kind).toBe('OG');
    expect(post.text).toMatch(/Dr\. Example on Friday, March 6/);
    expect(post.text).toMatch(/Question: Which shade should the crown have\?/);
    expect(post.text).toMatch(/proceed as suggested/);
    expect(note('original-alert', { 'alert-text': null }).text).not.toMatch(/Question/);
  });

  test('FL says Day 0 and the next action: follow up on the next business day', () => {
    const post = note('day-zero-moved');
    expect(post.kind).toBe('FL');
    expect(post.text).toMatch(/^Day 0\./);
    expect(post.text).toMatch(/Next action: follow up on the next business day, Tuesday, March 10\./);
    expect(note('day-zero-moved', { 'next-day': null }).text).toMatch(/next business day\.$/);
  });

  test.each([1, 2, 3, 4, 5])('FU number %d is called "aCRM reminder" with its number', (attempt) => {
    const post = note('reminder', { attempt, 'attempts-planned': 5 });
    expect(post.kind).toBe('FU');
    expect(post.title).toBe(`aCRM reminder ${attempt}`);
    expect(post.text).toContain(`aCRM reminder ${attempt} of 5: `);
  });

  test('FU of the warning that a later cancellation needs is not called the sixth of five', () => {
    const post = note('reminder', { attempt: 6, 'attempts-planned': 5 });
    expect(post.title).toBe('aCRM reminder 6');
    expect(post.text).toContain('aCRM reminder 6: sent to');
  });

  test('R names the resolution, cancelling included', () => {
    expect(note('response')).toMatchObject({ kind: 'R', title: 'Response: proceed as suggested' });
    const cancelled = note('response', { resolution: 'cancel the case', 'resolution-key': 'cancel' });
    expect(cancelled.text).toMatch(/Resolution: cancel the case\./);
  });
});
