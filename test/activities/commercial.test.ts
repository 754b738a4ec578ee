import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ContactRules, DEFAULT_RULES } from '../../domain/contactRules/contactRules.ts';
import type { Asked } from '../../domain/gate/asked.ts';
import type { Evidence } from '../../domain/gate/evidence.ts';
import { RULES } from '../../domain/gate/rules.ts';
import { recipientOf } from '../../ledger/contactRules/unsubscribe.ts';
import { openCase } from '../../ledger/cases.ts';
import { keepContactRules } from '../../ledger/contactRules/kept.ts';
import { contentOf, intentsOfCase } from '../../ledger/intents.ts';
import { keepProcedure } from '../../ledger/procedures.ts';
import { SMALL } from '../support/smallProcedure.ts';
import { type Desk, desk, HELLO_EMAIL, NOW } from './support/desk.ts';

const OFFERS = {
  ...SMALL,
  hash: 'hash-of-offers',
  name: 'offers',
  decoded: { ...SMALL.decoded, procedure: 'offers', purpose: 'marketing' as const },
  sources: {
    ...SMALL.sources,
    'messages/hello.email.en.liquid':
      '---\nsubject: "{{ pet-name }}"\n---\nFood is cheaper.\n\n{% render \'commercial-notice\' %}',
    'messages/_commercial-notice.en.liquid':
      'We are at {{ postal-address }}.\n\nNo more of these: {{ unsubscribe-link }}',
  },
};
const ADDRESS = '5 Example Street, Example City 00001';
const GATEWAY = 'https://help.example.com';

let at: Desk;
beforeAll(async () => {
  at = await desk();
  await keepProcedure(at.ledger, OFFERS, 'test', NOW);
}, 60_000);
afterAll(() => at.close());

const house = (given: Partial<ContactRules>) =>
  keepContactRules(
    at.ledger,
    { ...DEFAULT_RULES, consentBasis: { test: { channels: ['email'], purposes: ['marketing'] } }, ...given },
    'test',
    NOW,
  );

async function advertised(subject = 'Cheaper food', stored = OFFERS) {
  const occurrence = randomUUID();
  const { found } = await openCase(at.ledger, {
    id: `${stored.name}:test:${occurrence}`,
    procedure: stored.name,
    hash: stored.hash,
    variant: null,
    source: 'test',
    occurrence,
    facts: { 'pet-name': subject },
    contact: { name: 'Pat Example', email: `${occurrence}@example.com` },
    owner: 'desk',
    rehearsal: false,
    openedAt: NOW - 24 * 3_600_000,
    plan: null,
  });
  const { results } = await at.perform(found.id, [HELLO_EMAIL]);
  const [intent] = await intentsOfCase(at.ledger, found.id);
  const text = intent?.content_hash
    ? (await contentOf(at.ledger, intent.content_hash)).body.toString('utf8')
    : '';
  return { result: results[0], intent, text };
}

test('LAW-8: nothing is advertised by email without the house’s postal address, or without a link to unsubscribe', async () => {
  await house({ unsubscribe: GATEWAY });
  expect((await advertised()).result).toEqual({ status: 'failed', reason: 'no-postal-address' });
  await house({ postalAddress: ADDRESS });
  expect((await advertised()).result).toEqual({ status: 'failed', reason: 'no-unsubscribe-link' });
});

test('LAW-8: an email for marketing says where the house is, and its link is the reader’s own', async () => {
  await house({ unsubscribe: GATEWAY, postalAddress: ADDRESS });
  const { result, intent, text } = await advertised();
  expect(result).toMatchObject({ status: 'done' });
  expect(text).toContain(ADDRESS);
  const [, token = ''] = /help\.example\.com\/hooks\/unsubscribe\/([^\s"<\\]+)/.exec(text) ?? [];
  expect(await recipientOf(at.ledger, token)).toEqual({ id: intent?.id, address: intent?.recipient });
});

test('LAW-8: the decision point asks for both once more, right before the email would go out', () => {
  const rule = RULES.find(({ id }) => id === 'commercial-email');
  const asked = (given: Partial<ContactRules>, more = {}) =>
    rule?.check(
      {
        channel: 'email',
        purpose: 'marketing',
        work: { rehearsal: false },
        rules: { ...DEFAULT_RULES, ...given },
        ...more,
      } as unknown as Asked,
      {} as Evidence,
    )?.reason ?? null;
  expect(asked({ unsubscribe: GATEWAY })).toBe('no-postal-address');
  expect(asked({ postalAddress: ADDRESS })).toBe('no-unsubscribe-link');
  expect(asked({ unsubscribe: GATEWAY, postalAddress: ADDRESS })).toBeNull();
  expect(asked({}, { purpose: 'informational' })).toBeNull();
  expect(asked({}, { channel: 'portal' })).toBeNull();
});

test('LAW-8: what informs needs neither', async () => {
  await house({});
  expect((await advertised('Rex', SMALL as typeof OFFERS)).result).toMatchObject({ status: 'done' });
});

test('LAW-8: a subject that pretends to answer an email goes to nobody, also where a fact brought it in', async () => {
  await house({ unsubscribe: GATEWAY, postalAddress: ADDRESS });
  const { result, intent } = await advertised('Re: your order');
  expect(result).toEqual({ status: 'failed', reason: 'message-not-written' });
  expect(intent).toBeUndefined();
});
