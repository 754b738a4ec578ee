import { describe, expect, test } from '@jest/globals';
import { mayAnswer } from '../../domain/inbound/answering.ts';
import { type Lead, type Leads, match, tagsIn } from '../../domain/inbound/match.ts';
import { addressWithToken, isGenuine, type TokenOf, tokenIn } from '../../domain/inbound/replyToken.ts';

const lead = (caseId: string, open = true): Lead => ({
  caseId,
  open,
  messageId: `of-${caseId}`,
  recipient: 'pat@example.net',
});
const of = (caseId: string, occurrence = caseId) => ({ caseId, occurrence });
const leads = (more: Partial<Leads> = {}): Leads => ({
  named: null,
  token: null,
  thread: [],
  ofSender: [],
  tags: [],
  ...more,
});

describe('RPY-2: whose reply it is', () => {
  test.each<[string, Partial<Leads>, object]>([
    [
      'the token comes first',
      { token: lead('a'), thread: [lead('b')], ofSender: [of('c')] },
      { to: 'case', caseId: 'a', by: 'token' },
    ],
    [
      'then what it answers, also from a colleague in copy',
      { thread: [lead('b'), lead('x')] },
      { to: 'case', caseId: 'b', by: 'thread' },
    ],
    [
      'a forwarded reply, by the thread it stands in',
      { thread: [lead('b')], ofSender: [of('c'), of('d')] },
      { to: 'case', caseId: 'b', by: 'thread' },
    ],
    [
      'the tag in the subject of a known sender',
      { ofSender: [of('c'), of('d', '10234')], tags: ['10234'] },
      { to: 'case', caseId: 'd', by: 'tag' },
    ],
    [
      'a sender with exactly one open case',
      { ofSender: [of('c')] },
      { to: 'case', caseId: 'c', by: 'sender' },
    ],
    [
      'of several open cases, a person says which',
      { ofSender: [of('c'), of('d')] },
      { to: 'address', cases: ['c', 'd'] },
    ],
    ['a subject alone never matches', { tags: ['10234'] }, { to: 'nobody' }],
    [
      'a tag of somebody else’s case is none',
      { ofSender: [of('c'), of('d')], tags: ['10234'] },
      { to: 'address' },
    ],
    [
      'an old thread, from somebody who waits in another case: all of them stand still',
      { thread: [lead('old', false)], ofSender: [of('new')] },
      { to: 'address', cases: ['new'] },
    ],
    [
      'an old thread of somebody who waits in none',
      { thread: [lead('old', false)] },
      { to: 'case', caseId: 'old' },
    ],
    [
      'the case that the portal names',
      { named: lead('p'), ofSender: [of('c'), of('d')] },
      { to: 'case', caseId: 'p', by: 'named' },
    ],
    ['nobody we know', {}, { to: 'nobody' }],
  ])('%s', (_, given, expected) => {
    expect(match(leads(given))).toMatchObject(expected);
  });

  test('tags stand in brackets, with or without #', () => {
    expect(tagsIn('Re: [#10234] Your case [Alert-7] (9)')).toEqual(['10234', 'alert-7']);
    expect(tagsIn('Re: Your case 10234')).toEqual([]);
  });
});

describe('RPY-3: a reply address', () => {
  const SECRET = Buffer.alloc(32, 1);
  const OF: TokenOf = {
    messageId: '0195a0b0-0000-7000-8000-000000000001',
    caseId: 'small:test:1',
    recipient: 'pat@example.net',
    use: 'reply',
  };
  const address = addressWithToken('replies@example.com', OF, SECRET) ?? '';
  const found = tokenIn(address);

  test('is recognised, also in capitals, and fits into what mail allows', () => {
    expect(address).toMatch(/^replies\+[a-z2-7]{52}@example\.com$/);
    expect(address.indexOf('@')).toBeLessThanOrEqual(64);
    expect(found && isGenuine(found, OF, SECRET)).toBe(true);
    const loud = tokenIn(address.toUpperCase());
    expect(loud && isGenuine(loud, OF, SECRET)).toBe(true);
    expect(address).not.toContain('small');
  });

  test('opens no other case, no other recipient, no other use and no other installation', () => {
    if (!found) throw new Error('no token');
    expect(isGenuine(found, { ...OF, caseId: 'small:test:2' }, SECRET)).toBe(false);
    expect(isGenuine(found, { ...OF, recipient: 'sam@example.net' }, SECRET)).toBe(false);
    expect(isGenuine(found, { ...OF, use: 'bounce' }, SECRET)).toBe(false);
    expect(isGenuine(found, OF, Buffer.alloc(32, 2))).toBe(false);
    expect(isGenuine({ ...found, mark: Buffer.alloc(16) }, OF, SECRET)).toBe(false);
  });

  test('is none where the token is cut off, and is not made where there is no room', () => {
    expect(tokenIn('replies@example.com')).toBeNull();
    expect(tokenIn(address.replace(/.@/, '@'))).toBeNull();
    expect(addressWithToken('customer-service-desk@example.com', OF, SECRET)).toBeNull();
  });
});

describe('RPY-6: what may be answered by itself', () => {
  test('a person, but not the third time within ten minutes', () => {
    expect([1, 2, 3, 4].map((recent) => mayAnswer({ class: 'human-reply', recent }))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
  test('never a machine, nor what may be one', () => {
    for (const kind of ['auto-reply', 'bounce-hard', 'read-receipt', 'challenge', 'unknown'] as const)
      expect(mayAnswer({ class: kind, recent: 1 })).toBe(false);
  });
});
