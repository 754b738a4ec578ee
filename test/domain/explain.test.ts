import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { explain } from '../../domain/explain/explain.ts';
import { SENTENCES, sentenceFor } from '../../domain/explain/sentences.ts';
import type { Item } from '../../domain/procedure/procedure.ts';
import { VERBS } from '../../domain/procedure/vocabulary/verbs.ts';
import { Catalog } from '../../domain/messages/catalog.ts';
import { shippedCatalog } from './support/messageFiles.ts';
import { sampleProcedure } from './support/sampleProcedure.ts';
import { shippedCalendar, shippedProcedure } from './support/shippedProcedure.ts';

const say = (item: Item, messages?: Catalog) =>
  sentenceFor(item, { procedure: sampleProcedure(), variant: 'long', messages });

describe('the text a manager signs', () => {
  test.each([
    ['case-alert', 'dental-lab'],
    ['three-follow-ups', 'support-desk'],
    ['missed-check-in', 'skin-care'],
    ['no-appointment-booked', 'clinic'],
    ['customer-statement', 'receivables'],
  ])(
    'of %s is the one that was read; with UPDATE_GOLDEN=1 the new one is written to be read',
    (name, calendar) => {
      const text = explain(shippedProcedure(name), shippedCalendar(calendar), shippedCatalog(name));
      const golden = new URL(`./golden/explain-${name}.txt`, import.meta.url);
      if (process.env.UPDATE_GOLDEN === '1') writeFileSync(golden, text);
      expect(existsSync(golden)).toBe(true);
      expect(text).toBe(readFileSync(golden, 'utf8'));
    },
  );

  test('says the same without calendar and messages, only less', () => {
    const lines = explain(shippedProcedure('three-follow-ups')).split('\n');
    const full = explain(shippedProcedure('three-follow-ups'), shippedCalendar('support-desk')).split('\n');
    expect(full).toEqual(expect.arrayContaining(lines));
    expect(full.length).toBeGreaterThan(lines.length);
  });

  test('tells the steps once where variants differ in their words only', () => {
    const text = explain(shippedProcedure('missed-check-in'));
    expect(text.match(/^What happens/gm)).toHaveLength(1);
    expect(text).toMatch(
      /differ in their words only\n.*"check-in".*\n.*"low-consistency".*\n.*"pore-clogger"/,
    );
  });

  test('says what is looked up before a contact, and what becomes of a task that nobody does', () => {
    const text = explain(shippedProcedure('no-appointment-booked'));
    expect(text).toMatch(/before every contact.*appointments.*notes in the CRM.*contacted.*phone number/);
    expect(text).toMatch(/left undone for 24 hours goes to the role "programme manager"/);
  });

  test('says of no fact that it can no longer be changed where nobody ever could', () => {
    const text = explain(shippedProcedure('missed-check-in'));
    expect(text).not.toMatch(/can no longer be changed/);
    expect(text).toMatch(/If the answer is "opened":\n.*"please-soon"/);
  });

  test('shows where the SOP says it, for the procedure and for each step', () => {
    const text = explain(shippedProcedure('case-alert'));
    expect(text).toMatch(/^SOP: Example Dental Lab, SOP 12 on case alerts$/m);
    expect(text).toMatch(/ {2}Day 1\n(.*\n)*? {4}SOP: .*section 3 \(daily reminders\)$/m);
  });

  test('names only what a variant has: its days, and the options it offers', () => {
    const text = explain(sampleProcedure());
    const [, short = '', long = ''] = text.split(/What happens in variant /);
    expect(short).not.toMatch(/"hurry"|cancel the case/);
    expect(short).toMatch(/Day 2\n.*From now on "way".*\n {4}- Do "proceed"/);
    expect(long).toMatch(/Day 2\n.*"hurry"/);
    expect(long).toMatch(
      /If the way is "cancel the case":\n.*ends as "cancelled"[\s\S]*Otherwise:\n.*Do "proceed"/,
    );
  });
});

describe('one sentence a verb', () => {
  test('every verb of the vocabulary has one', () => {
    const verbs = Object.keys(VERBS).map((verb) => (verb.startsWith('send-') ? 'send' : verb));
    expect([...new Set(verbs)].sort()).toEqual(Object.keys(SENTENCES).sort());
  });

  test.each<[Item, string]>([
    [{ verb: 'note', name: 'reminder' }, 'Post the note "reminder" on the case in the CRM.'],
    [{ verb: 'send', channel: 'email', name: 'hello' }, 'Send an email: "hello".'],
    [
      { verb: 'send', channel: 'portal', name: 'last', warnsOf: 'cancel' },
      'Send a message in the customer\'s portal: "last". It is the warning of "cancel" (cancel the case in the outside system).',
    ],
    [
      { verb: 'task', name: 'release', role: 'production' },
      'Task for production: "release". All that follows waits until it is done.',
    ],
    [{ verb: 'act', name: 'resolve-ticket' }, 'Do "resolve-ticket": set the ticket to Resolved.'],
    [
      { verb: 'act', name: 'cancel', approvedBy: 'manager' },
      'Only if the warning of "cancel" has arrived, nobody has answered and somebody with the role "manager" has approved it: cancel the case in the outside system. This cannot be undone.',
    ],
    [{ verb: 'end', outcome: 'ended' }, 'The case ends as "ended": the matter was closed without an answer.'],
    [{ verb: 'choose', fact: 'way', branches: [] }, 'What is done now depends on "way".'],
  ])('%j', (item, sentence) => {
    expect(say(item)).toBe(sentence);
  });

  test('a note is named with its kind where the messages are at hand', () => {
    const messages = new Catalog({
      'messages/reminder.note.en.liquid': '---\nkind: FU\ntitle: T\n---\nText\n',
    });
    expect(say({ verb: 'note', name: 'reminder' }, messages)).toBe(
      'Post the note "reminder" (kind FU) on the case in the CRM.',
    );
  });
});
