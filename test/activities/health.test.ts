import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mayContact } from '../../client/contactRules/mayContact.ts';
import type { Context } from '../../client/context.ts';
import { asWanted, confidential, endConfidential } from '../../client/privacy/confidential.ts';
import { unencrypted, unencryptedWords } from '../../client/privacy/unencrypted.ts';
import { sandboxConfig } from '../../connectors/config/config.ts';
import { createConnectors } from '../../connectors/connectors.ts';
import { DEFAULT_RULES } from '../../domain/contactRules/contactRules.ts';
import type { HealthRules } from '../../domain/health/rules.ts';
import { keepContactRules } from '../../ledger/contactRules/kept.ts';
import { addPerson } from '../../ledger/people/changes.ts';
import { type Desk, desk, HELLO, HELLO_EMAIL, NOW } from './support/desk.ts';

const HEALTH: HealthRules = { agreements: {}, moreWords: [], allowedWords: [], logOffMinutes: 30 };

const KIM = {
  id: 'kim',
  name: 'Kim Sample',
  senderName: null,
  mailbox: null,
  number: null,
  site: null,
  roles: [],
};

let at: Desk;
let context: Context;
beforeAll(async () => {
  at = await desk();
  await addPerson(at.ledger, KIM, { by: 'kim', at: NOW });
  context = { ledger: at.ledger } as Context;
}, 60_000);
afterAll(() => at.close());

const health = (on: boolean) =>
  keepContactRules(at.ledger, on ? { ...DEFAULT_RULES, health: HEALTH } : DEFAULT_RULES, 'test', NOW);

let people = 0;
function somebody() {
  people += 1;
  return { name: `Person ${people}`, email: `patient-${people}@example.com` };
}
const written = async (contact: object, more: object = {}) =>
  (await at.perform(await at.open({ contact, ...more }), [HELLO_EMAIL])).results[0];
const prefers = (address: string, more: object = {}) =>
  unencrypted(context, { address, channel: 'email', evidence: 'form of 3 March', by: 'kim', ...more });

describe('LAW-10: an unencrypted message to a patient', () => {
  test('LAW-10: goes out only to who knows the risk and still prefers it, by the one decision, with its rule', async () => {
    await health(true);
    const contact = somebody();
    expect(await written(contact)).toEqual({ status: 'failed', reason: 'risk-not-explained' });
    const caseId = await at.open({ contact });
    expect(await mayContact(at.ledger, { caseId, channel: 'email', at: NOW })).toMatchObject({
      allowed: false,
      rule: 'unencrypted-preferred',
    });
    await prefers(contact.email.toUpperCase());
    expect(await written(contact)).toMatchObject({ status: 'done' });
    await prefers(contact.email, { prefers: false, evidence: undefined });
    expect(await written(contact)).toEqual({ status: 'failed', reason: 'risk-not-explained' });
    expect(await unencryptedWords(context, { address: contact.email })).toMatchObject([
      { prefers: false, explained_by: 'kim' },
      { prefers: true, explained_by: 'kim', evidence: 'form of 3 March', recorded_by: 'kim' },
    ]);
  });

  test('LAW-10: is not meant in the portal, in rehearsals, or in a house without health data', async () => {
    await health(true);
    const portal = await at.perform(await at.open({ contact: somebody() }), [HELLO]);
    expect(portal.results[0]).toMatchObject({ status: 'done' });
    expect(await written(somebody(), { rehearsal: true })).toMatchObject({ status: 'done' });
    await health(false);
    expect(await written(somebody())).toMatchObject({ status: 'done' });
  });

  test('LAW-10: what was said about it needs evidence, and is never changed', async () => {
    const { email } = somebody();
    await expect(prefers(email, { evidence: ' ' })).rejects.toThrow(/FT-CLI-UNENCRYPTED/);
    await expect(prefers(email, { channel: 'portal' })).rejects.toThrow(/FT-CLI-UNENCRYPTED/);
    const { id } = await prefers(email);
    await expect(at.ledger.deleteFrom('unencrypted').where('id', '=', id).execute()).rejects.toThrow(
      /append-only/,
    );
  });
});

describe('LAW-10: confidential communication', () => {
  const asks = (address: string, more: object = {}) =>
    confidential(context, {
      address,
      note: 'asked at the desk',
      by: 'kim',
      email: 'private@example.net',
      ...more,
    });

  test('LAW-10: wins over every other address, in open cases and in new ones', async () => {
    const contact = { ...somebody(), phone: '+13105550142' };
    const caseId = await at.open({ contact });
    const other = await at.open({ contact: { name: 'Somebody Else', email: contact.email } });
    const { cases } = await asks(contact.email, { name: contact.name.toUpperCase() });
    expect(cases).toEqual([caseId]);
    const row = (id: string) =>
      at.ledger.selectFrom('cases').select('contact').where('id', '=', id).executeTakeFirstOrThrow();
    expect((await row(caseId)).contact).toEqual({ name: contact.name, email: 'private@example.net' });
    expect((await row(other)).contact).toMatchObject({ email: contact.email });
    expect(await asWanted(context, { name: contact.name, phone: contact.phone })).toEqual({
      name: contact.name,
      email: 'private@example.net',
    });
  });

  test('LAW-10: the gate refuses any other address of theirs, whoever put it there, until it is ended', async () => {
    const contact = somebody();
    const { id } = await asks(contact.email);
    expect(await written(contact)).toEqual({ status: 'failed', reason: 'wanted-elsewhere' });
    expect(await written({ ...contact, email: 'private@example.net' })).toMatchObject({ status: 'done' });
    await endConfidential(context, id, { by: 'kim' });
    expect(await written(contact)).toMatchObject({ status: 'done' });
    await expect(endConfidential(context, id, { by: 'kim' })).rejects.toThrow(/FT-CLI-CONFIDENTIAL/);
  });

  test('LAW-10: needs a place to be reached at, and what was asked for', async () => {
    await expect(asks('x@example.com', { email: undefined })).rejects.toThrow(/FT-CLI-CONFIDENTIAL/);
    await expect(asks('x@example.com', { note: ' ' })).rejects.toThrow(/FT-CLI-CONFIDENTIAL/);
  });
});

describe('LAW-10: a vendor without an agreement', () => {
  test('LAW-10: is never sent anything, even if the configuration came in by another way', async () => {
    const config = sandboxConfig();
    const url = 'https://portal.example.com/in';
    config.routes.portal = {
      by: 'webhook',
      settings: { url, secret: [`whsec_${Buffer.alloc(32).toString('base64')}`] },
    };
    config.contactRules = { ...DEFAULT_RULES, health: HEALTH };
    const before = at.deps.connectors;
    at.deps.connectors = createConnectors(config, at.ledger);
    const { results } = await at.perform(await at.open({ contact: somebody() }), [HELLO]);
    expect(results[0]).toMatchObject({ status: 'failed', reason: 'request-refused' });
    at.deps.connectors = before;
  });
});
