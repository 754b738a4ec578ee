import { describe, expect, test } from '@jest/globals';
import type { MessageChannel } from '../../domain/messages/fileName.ts';
import { type MessageContext, valuesFor } from '../../domain/messages/values.ts';
import { readFacts } from '../../domain/procedure/facts.ts';
import { shippedCatalog } from './support/messageFiles.ts';
import { shippedProcedure } from './support/shippedProcedure.ts';

const procedure = shippedProcedure('missed-check-in');
const catalog = shippedCatalog('missed-check-in');
const VARIANTS = ['check-in', 'low-consistency', 'pore-clogger'] as const;
type Variant = (typeof VARIANTS)[number];

const slot = (at: string) => ({ at: Date.parse(at), until: Date.parse(at) + 1, label: '' });
/** The final message goes out on Friday the 13th, so the week that is meant ends on the 20th. */
const context: Omit<MessageContext, 'variant'> = {
  case: 'check-in-1',
  ownerName: 'Kim Sample',
  at: Date.parse('2026-03-10T12:00:00-07:00'),
  step: 'after-4',
  attempt: 1,
  history: '- Tue, Mar 10: message in the portal "still missing"',
  zone: 'America/Los_Angeles',
  plan: {
    zone: 'America/Los_Angeles',
    dayZero: '2026-03-09',
    moved: false,
    slots: { 'end-of-week': slot('2026-03-20T17:00:00-07:00') },
  },
};

function words(
  name: string,
  channel: MessageChannel,
  variant: Variant = 'check-in',
  more: Partial<MessageContext> & { facts?: Record<string, string> } = {},
) {
  const given = {
    'check-in-due': '2026-03-09T12:00:00-07:00',
    'client-name': 'Pat',
    'coach-name': 'Kim Sample',
    'last-regimen-change': 'February 23',
    ...more.facts,
  };
  const { facts, problems } = readFacts(procedure, variant, given);
  expect(problems).toEqual([]);
  return catalog.render(name, channel, {
    variant,
    values: valuesFor(procedure, facts, { ...context, variant, ...more }),
  });
}

const after = (...ways: string[]) =>
  ways.map((how, index) => ({ step: `wait-${index + 1}`, how, delivered: true }));

const TO_CLIENT: [string, MessageChannel][] = [
  ['still-missing', 'portal'],
  ['please-soon', 'email'],
  ['very-late', 'text'],
  ['very-late', 'email'],
  ['final-message', 'portal'],
];
const SCRIPT: [string, MessageChannel] = ['how-are-you', 'call'];
const each = VARIANTS.flatMap((variant) => TO_CLIENT.map((message) => [variant, ...message] as const));

/** What each variant is about. */
const ABOUT: Record<Variant, RegExp> = {
  'check-in': /Your check-in was due on Monday, March 9 \(yesterday\) and has not reached us\./,
  'low-consistency': /At your check-in of Monday, March 9 .* care steps and supplements are not as regular/,
  'pore-clogger': /At your check-in of Monday, March 9 .* product that clogs pores/,
};
const THREE_WEEKS =
  /regimen has to change within 3 weeks of its last change.*skin stops responding.*fall behind/;

describe('every message to the client', () => {
  test.each(each)('%s: %s (%s) says what it is about, with its date', (variant, name, channel) => {
    expect(words(name, channel, variant).text).toMatch(ABOUT[variant]);
  });

  test.each(each)('%s: %s (%s) is whole: greeting, capitals, no gaps', (variant, name, channel) => {
    const { subject = '', text } = words(name, channel, variant);
    expect(text).toMatch(/^Hello Pat,/);
    expect(`${subject}\n${text}`).not.toMatch(/[{}%]|null|undefined| {2}| [.,:]|\.\.|[.!?] [a-z]/);
    expect(text.split('\n\n').at(-1)).toMatch(channel === 'text' ? /kept\.$/ : /^Kind regards\nKim Sample$/);
  });

  test.each(TO_CLIENT)('%s (%s) is written without the day of the last change too', (name, channel) => {
    const facts = { 'last-regimen-change': '' };
    expect(words(name, channel, 'check-in', { facts }).text).not.toMatch(/\(\)|February/);
  });

  test('is signed by the owner of the case, whoever that is', () => {
    const { text } = words('please-soon', 'email', 'check-in', { ownerName: 'Clear Skin Example' });
    expect(text).toMatch(/Kind regards\nClear Skin Example$/);
  });
});

describe('the first message', () => {
  test.each(VARIANTS)(
    '%s: asks for it as soon as possible, so that the regimen changes can follow',
    (variant) => {
      expect(words('still-missing', 'portal', variant).text).toMatch(
        /As soon as you can, please .*, so that your next regimen changes can follow\./,
      );
    },
  );

  test('says "yesterday" only when it was yesterday', () => {
    const at = Date.parse('2026-03-12T12:00:00-07:00');
    expect(words('still-missing', 'portal', 'check-in', { at }).text).toMatch(/March 9 \(3 days ago\)/);
  });
});

describe('the follow-up email', () => {
  test.each(VARIANTS)('%s: was the earlier message seen, the three weeks, please do it soon', (variant) => {
    const { text } = words('please-soon', 'email', variant, { made: after('portal') });
    expect(text).toMatch(/Did you see the message we left in your portal\?/);
    expect(text).toMatch(THREE_WEEKS);
    expect(text).toContain('(February 23)');
    expect(text).toMatch(/Please do it soon/);
  });
});

test('the follow-up email asks about no message in the portal where none went out', () => {
  const { subject, text } = words('please-soon', 'email');
  expect(`${subject}\n${text}`).not.toMatch(/see (our|the) message|portal/);
  expect(text).toMatch(/^Hello Pat,\n\nYour check-in was due on Monday, March 9/);
});

describe('the script of the call', () => {
  test.each(VARIANTS)(
    '%s: who calls, how are you, due date, do our emails reach you, three weeks',
    (variant) => {
      const { title, text } = words(...SCRIPT, variant);
      expect(title).toMatch(/^Call Pat: /);
      expect(text).toMatch(/this is Kim Sample, your skin-care coach\. How are you\?/);
      expect(text).toMatch(ABOUT[variant]);
      expect(text).toMatch(/Do our reminders by email reach you\?/);
      expect(text).toMatch(THREE_WEEKS);
      expect(text).toMatch(/If something is promised, enter the date/);
    },
  );
});

describe('text and personal email when it is very late', () => {
  const both = VARIANTS.flatMap((variant) =>
    (['text', 'email'] as const).map((channel) => [variant, channel] as const),
  );

  test.each(both)(
    '%s, %s: who writes, very late, please confirm, three weeks, start over, the guarantee and why',
    (variant, channel) => {
      const { text } = words('very-late', channel, variant);
      expect(text).toMatch(/his is Kim Sample, your skin-care coach\./);
      expect(text).toMatch(/That is very late\./);
      expect(text).toMatch(/at least answer.*, so that I know my messages reach you\./);
      expect(text).toMatch(THREE_WEEKS);
      expect(text).toMatch(/programme may then have to start over\./);
      expect(text).toMatch(/too far behind, our guarantee of clear skin no longer holds/);
      expect(text).toMatch(/because your part of the commitment was not kept\./);
    },
  );

  test.each([
    [['portal', 'email'], 'My message in your portal and my email had no answer.'],
    [['portal', 'call:voicemail'], 'My message in your portal and the voicemail I left you had no answer.'],
    [['portal', 'call:no-answer'], 'My message in your portal had no answer, and nobody took my call.'],
    [['portal', 'call:spoke'], 'We have spoken on the phone, and nothing has come since.'],
    [['portal'], 'My message in your portal had no answer.'],
    [['email'], 'My email had no answer.'],
    [['call:voicemail'], 'The voicemail I left you had no answer.'],
    [['call:no-answer'], 'I have called you, and nobody answered.'],
    [[], 'We have not heard from you about it.'],
  ])('name only what was really tried: after %j', (ways, tried) => {
    for (const channel of ['text', 'email'] as const)
      expect(words('very-late', channel, 'check-in', { made: after(...ways) }).text).toContain(tried);
  });

  test('do not speak of what went out and has not arrived', () => {
    const made = [...after('portal'), { step: 'wait-2', how: 'email', delivered: false }];
    expect(words('very-late', 'text', 'check-in', { made }).text).toContain(
      'My message in your portal had no answer.',
    );
  });

  test('offer the number of the person who signs, where one is known', () => {
    const sender = { number: '+1 202 555 0100', mailbox: null };
    expect(words('very-late', 'email', 'check-in', { sender }).text).toContain('call me: +1 202 555 0100.');
    expect(words('very-late', 'email').text).not.toMatch(/call me/);
  });
});

describe('the report to the programme manager', () => {
  test.each(VARIANTS)('%s: who, why, the whole history, please contact, and decide', (variant) => {
    const { title, text } = words('non-compliant', 'tell', variant);
    expect(title).toMatch(/Pat does not comply: please contact the client, and decide/);
    expect(text).toMatch(/Client: Pat\nCoach: Kim Sample\nReason: ./);
    expect(text).toContain(context.history ?? '');
    expect(text).toMatch(/Please contact Pat yourself, and decide/);
    expect(words('contact-the-client', 'task', variant).text).toContain(context.history ?? '');
  });
});

describe('the final message', () => {
  test.each(VARIANTS)(
    '%s: end of the week, the programme ends, say so, come far, hope to hear',
    (variant) => {
      const { subject, text } = words('final-message', 'portal', variant);
      expect(subject).toBe('Your programme ends on Friday, March 20 unless we hear from you');
      expect(text).toMatch(/or answer this message\. If neither happens by the end of the week/);
      expect(text).toMatch(/by the end of the week \(Friday, March 20\), your programme ends\./);
      expect(text).toMatch(/If you want to go on, just say so\. You have come far/);
      expect(text).toMatch(/We hope to hear from you\./);
    },
  );
});

describe('notes', () => {
  test('a client for the transition call is handed over, and the note says that nothing was sent', () => {
    const { title, text } = words('handed-over', 'note');
    expect(title).toBe('Handed over to the ticket desk');
    expect(text).toMatch(/transition maintenance call\. Nothing was sent/);
  });

  test('the end says why, that the fee was stopped, and who approved it', () => {
    const { text } = words('programme-ended', 'note');
    expect(text).toMatch(/The final message had no answer\./);
    expect(text).toMatch(/monthly coaching fee stopped, with the approval of the programme manager/);
  });
});
