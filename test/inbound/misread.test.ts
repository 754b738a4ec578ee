import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { PURPOSES } from '../../domain/contactRules/contactRules.ts';
import { consentsOf } from '../../ledger/contactRules/consents.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { complaint } from './support/mails.ts';
import { emailSent, newAddress, openFor } from './support/sent.ts';

jest.setTimeout(60_000);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 60_000);
afterAll(() => stage?.close());

let numbers = 0;
const newNumber = () => `+1310555${String((numbers += 1)).padStart(4, '0')}`;
const openAt = (phone: string) =>
  openFor(stage.client, '', { contact: { name: 'Pat Example', phone, email: newAddress() } });
const text = (from: string, words: string) =>
  stage.client.receive({
    channel: 'text',
    source: 'twilio',
    eventId: `SM${randomUUID()}`,
    from,
    text: words,
  });

describe('RPY-10: what was taken for a refusal and is none', () => {
  const struck = async (phone: string) => {
    const caseId = await openAt(phone);
    const { id } = await text(phone, 'please stop texting me');
    const [doubted] = await stage.client.takenForRefusals(caseId);
    expect(doubted).toMatchObject({
      item: id,
      evidence: expect.stringContaining('please stop texting me'),
    });
    await stage.client.noRefusal(id, { by: 'kim' });
    return { caseId, id };
  };
  const given = { channel: 'text', evidence: 'signed form', by: 'kim' };

  test('is taken back in one step, and nobody is said to have agreed to anything', async () => {
    const phone = newNumber();
    const { caseId, id } = await struck(phone);
    expect(await stage.client.takenForRefusals(caseId)).toEqual([]);
    expect(await stage.client.optOuts({ address: phone })).toEqual([]);
    expect((await consentsOf(stage.client.ledger, phone)).map((each) => each.given)).toEqual([false]);
    expect(await stage.client.noRefusal(id, { by: 'kim' })).toEqual({
      item: id,
      reachable: [{ address: phone, channel: 'text' }],
    });
  });

  test('leaves an earlier opt-out as it was, and the next one holds', async () => {
    const phone = newNumber();
    await stage.client.optOut({ ...given, address: phone });
    await struck(phone);
    expect(await stage.client.optOuts({ address: phone })).toMatchObject([{ source: 'by-hand' }]);
    await stage.client.optIn({ ...given, address: phone, purposes: [...PURPOSES] });
    expect(await stage.client.optOuts({ address: phone })).toEqual([]);
    await text(phone, 'stop');
    expect(await stage.client.optOuts({ address: phone })).toHaveLength(1);
  });

  test('is never STOP, a complaint, or an answer', async () => {
    const phone = newNumber();
    await openAt(phone);
    for (const said of ['STOP', 'Yes please']) {
      const { id } = await text(phone, said);
      await expect(stage.client.noRefusal(id, { by: 'kim' })).rejects.toMatchObject({
        code: 'FT-CLI-NO-REFUSAL',
      });
    }
  });

  test('stays in the ledger, with who found that it is none', async () => {
    const { ledger } = stage.client;
    await expect(ledger.deleteFrom('misread').execute()).rejects.toThrow('append-only');
  });
});

describe('RPY-10: a refusal in what is delivered as a reply', () => {
  const NEVER = 'Please never write to me again.';
  const holding = async (address: string) =>
    (await stage.client.optOuts({ address })).map(({ channel, source }) => [channel, source]);
  const person = () => ({ name: 'Pat Example', phone: newNumber(), email: newAddress() });

  test.each([
    ['STOP', 'keyword', 'reply:portal'],
    [NEVER, 'phrase', 'words:portal'],
  ])('holds for its channel, for whoever wrote and for the contact: %s', async (words, refusal, source) => {
    const contact = person();
    const colleague = newAddress();
    const caseId = await openFor(stage.client, '', { contact });
    const given = { text: words, source: 'portal', eventId: randomUUID(), channel: 'email' };
    const told = await stage.client.reply(caseId, { ...given, address: colleague });
    expect(told).toMatchObject({ repeated: false, refusal });
    expect(await holding(contact.email)).toEqual([['email', source]]);
    expect(await holding(colleague)).toEqual([['email', source]]);
    expect(await holding(contact.phone)).toEqual([]);
    expect((await stage.client.show(caseId)).replies).toMatchObject([{ id: told.id, text: words }]);
  });

  test('holds for every channel where nobody can tell which one is meant', async () => {
    const contact = person();
    const caseId = await openFor(stage.client, '', { contact });
    expect(await stage.client.reply(caseId, { text: 'STOP' })).toMatchObject({ refusal: 'keyword' });
    for (const address of [contact.email, contact.phone])
      expect(await holding(address)).toEqual([['*', 'reply:staff']]);
    const { id } = await stage.client.receive({ channel: 'chat', ...event(), caseId, text: 'stop' });
    expect(await stage.client.inboxItem(id)).toMatchObject({ class: 'opt-out', did: 'replied' });
    expect((await consentsOf(stage.client.ledger, contact.phone)).map(({ channel }) => channel)).toEqual([
      '*',
      '*',
    ]);
  });

  test('of which only the address is known holds for that address', async () => {
    const address = newAddress();
    const told = await stage.client.replyFrom({ ...event(), address, channel: 'email', text: NEVER });
    expect(told).toMatchObject({ refusal: 'phrase' });
    expect(await holding(address)).toEqual([['email', 'words:portal']]);
  });

  test('is one however often it comes, and is kept with the reply or not at all', async () => {
    const address = newAddress();
    const caseId = await openFor(stage.client, address);
    const other = await openFor(stage.client, newAddress());
    const given = { ...event(), channel: 'email', text: NEVER };
    const wrong = { ...given, text: NEVER.padEnd(100_001) };
    await expect(stage.client.reply(caseId, wrong)).rejects.toMatchObject({ code: 'FT-CLI-TEXT' });
    expect(await holding(address)).toEqual([]);
    const many = await Promise.all([1, 2, 3, 4, 5].map(() => stage.client.reply(caseId, given)));
    expect(new Set(many.map(({ id, refusal }) => `${id} ${refusal}`)).size).toBe(1);
    await expect(stage.client.reply(other, given)).rejects.toMatchObject({ code: 'FT-CLI-ID-USED' });
    expect(await consentsOf(stage.client.ledger, address)).toHaveLength(1);
    const { contact } = await stage.client.show(other);
    expect(await holding(contact.email ?? '')).toEqual([]);
  });

  test('is taken back in one step, by the id of the reply', async () => {
    const contact = person();
    const caseId = await openFor(stage.client, '', { contact });
    const { id } = await stage.client.reply(caseId, { text: NEVER });
    expect(await stage.client.takenForRefusals(caseId)).toMatchObject([
      { item: id, evidence: expect.stringContaining(NEVER) },
    ]);
    const { reachable } = await stage.client.noRefusal(id.slice(-12), { by: 'kim' });
    expect(reachable.map(({ address }) => address)).toEqual(
      expect.arrayContaining([contact.email, contact.phone]),
    );
    expect([...(await holding(contact.email)), ...(await holding(contact.phone))]).toEqual([]);
    expect(await stage.client.takenForRefusals(caseId)).toEqual([]);
    const stop = await stage.client.reply(caseId, { text: 'STOP' });
    const taking = stage.client.noRefusal(stop.id, { by: 'kim' });
    await expect(taking).rejects.toMatchObject({ code: 'FT-CLI-NO-ITEM' });
  });

  test('is none in an answer, in what an email quotes, and in a rehearsal', async () => {
    const contact = person();
    const caseId = await openFor(stage.client, '', { contact });
    const quoting = `Thank you, it works.\n\nOn Mon, 2 Mar 2026 at 09:00, Desk <desk@example.com> wrote:\n> ${NEVER}`;
    for (const given of [{ text: 'Please go on.' }, { text: quoting, channel: 'email' }])
      expect(await stage.client.reply(caseId, given)).toMatchObject({ refusal: null });
    const rehearsed = await openFor(stage.client, '', { contact, rehearsal: true });
    expect(await stage.client.reply(rehearsed, { text: 'STOP' })).toMatchObject({ refusal: null });
    await stage.client.receive({ channel: 'portal', ...event(), caseId: rehearsed, text: 'STOP' });
    const address = contact.email;
    await stage.client.receive({
      channel: 'email-desk',
      ...event(),
      caseId: rehearsed,
      address,
      text: NEVER,
    });
    for (const each of [contact.email, contact.phone]) expect(await holding(each)).toEqual([]);
  });

  function event() {
    return { source: 'portal', eventId: randomUUID() };
  }
});

describe('RPY-7: a complaint', () => {
  const take = (raw: Buffer) =>
    stage.client.receive({ channel: 'email', source: 'webhook', eventId: randomUUID(), raw });

  test('is about whoever our message went to, whatever it says', async () => {
    const [address, named] = [newAddress(), newAddress()];
    const caseId = await openFor(stage.client, address);
    const { messageId } = await emailSent(stage.client, caseId, address);
    await take(complaint(named, messageId));
    expect(await stage.client.optOuts({ address: named })).toEqual([]);
    expect(await stage.client.optOuts({ address })).toMatchObject([{ source: 'complaint' }]);
  });

  test('about no message of ours opts nobody out, and is read by a person before anything goes out', async () => {
    const address = newAddress();
    const caseId = await openFor(stage.client, address);
    const taken = await take(complaint(address, '<made-up@example.com>'));
    expect(taken).toMatchObject({ class: 'complaint', did: 'replied', caseId });
    expect(await stage.client.optOuts({ address })).toEqual([]);
    const { replies } = await stage.client.show(caseId);
    expect(replies).toMatchObject([{ released_at: null }]);
    const nobody = newAddress();
    expect(await take(complaint(nobody, '<made-up@example.com>'))).toMatchObject({ did: 'to-assign' });
    expect(await stage.client.optOuts({ address: nobody })).toEqual([]);
  });
});
