import { describe, expect, test } from '@jest/globals';
import type { Values } from '../../domain/messages/write.ts';
import { shippedCatalog } from './support/messageFiles.ts';

const catalog = shippedCatalog('three-follow-ups');
const FOLLOW_UPS = ['follow-up-1', 'follow-up-2', 'follow-up-3'];

const values: Values = {
  'solution-sent': 'Thursday, March 5, 2:00 PM',
  'solution-sent-day': 'Thursday, March 5',
  'customer-name': 'Pat Example',
  'agent-name': 'Robin Example',
  'sender-name': 'Sam Sample',
  issue: 'printing from the tablet',
  'thread-subject': 'Cannot print',
  'thread-message-id': '<1@desk.example>',
};

const email = (name: string, more: Values = {}) =>
  catalog.render(name, 'email', { variant: null, values: { ...values, ...more } });

describe('every follow-up', () => {
  test.each(FOLLOW_UPS)('%s stays in the thread: its subject is the answer to the thread’s', (name) => {
    expect(email(name).subject).toBe('Re: Cannot print');
    expect(email(name, { 'thread-subject': 'Re: RE: Cannot print' }).subject).toBe('Re: Cannot print');
    expect(email(name, { 'thread-subject': null }).subject).toBe('Re: printing from the tablet');
  });

  test.each(FOLLOW_UPS)('%s addresses the customer, names the issue and is signed by the agent', (name) => {
    const { text } = email(name);
    expect(text.split('\n')[0]).toBe('Hello Pat Example,');
    expect(text).toContain('this issue: printing from the tablet');
    expect(text.split('\n').at(-1)).toBe('Robin Example');
  });

  test.each(FOLLOW_UPS)('%s is signed by the owner of the case where no agent was named', (name) => {
    const { text } = email(name, { 'agent-name': null });
    expect(text.split('\n').at(-1)).toBe('Sam Sample');
  });

  test.each([
    ['follow-up-1', /On Thursday, March 5 I sent you an email with a solution/],
    ['follow-up-2', /my earlier emails/],
    ['follow-up-3', /my previous emails/],
  ])('%s refers to the previous emails', (name, words) => {
    expect(email(name).text).toMatch(words);
  });

  test.each(FOLLOW_UPS)('%s says the same in HTML', (name) => {
    const { text, html = '' } = email(name);
    for (const line of text.split('\n').filter(Boolean)) expect(html).toContain(line);
  });
});

describe('the closing statement', () => {
  test('the third says: not heard back, so settled or help no longer needed; closed for now; an answer reopens it', () => {
    const { text } = email('follow-up-3');
    expect(text).toMatch(/not heard back/);
    expect(text).toMatch(/matter is settled or that you no longer need our help/);
    expect(text).toMatch(/close your ticket for now/);
    expect(text).toMatch(/answer this email at any time, and we will reopen it/);
  });

  test('the third carries it and the first two do not', () => {
    expect(FOLLOW_UPS.map((name) => catalog.rendersClosing(name, 'email', null))).toEqual([
      false,
      false,
      true,
    ]);
    expect(email('follow-up-1').text + email('follow-up-2').text).not.toMatch(/close/);
  });
});
