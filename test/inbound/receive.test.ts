import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { ReceivedItem } from '../../client/index.ts';
import { addressWithToken } from '../../domain/inbound/replyToken.ts';
import { mailSecret } from '../../ledger/inbox/leads.ts';
import { keepInboundRules, USUAL_INBOUND_RULES } from '../../ledger/inbox/rules.ts';
import { instant } from '../../ledger/values.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { until } from '../client/support/until.ts';
import { complaint, mail, report, type Written } from './support/mails.ts';
import { emailSent, newAddress, openFor } from './support/sent.ts';

jest.setTimeout(60_000);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  await stage.startWorker({ cachedCases: 0 });
}, 60_000);
afterAll(() => stage?.close());

const take = (raw: Uint8Array, more: Partial<ReceivedItem> = {}) =>
  stage.client.receive({
    channel: 'email',
    source: 'webhook',
    eventId: randomUUID(),
    raw,
    ...more,
  } as ReceivedItem);
const wrote = (written: Written) => take(mail(written));
const text = (from: string, words: string, more: object = {}) =>
  stage.client.receive({
    channel: 'text',
    source: 'twilio',
    eventId: `SM${randomUUID()}`,
    from,
    text: words,
    ...more,
  });
const newNumber = () => `+1310555${String(Math.floor(Math.random() * 10_000)).padStart(4, '0')}`;
const status = async (id: string) => (await stage.client.show(id)).status;
const becomes = (id: string, wanted: string) => until(async () => (await status(id)) === wanted);
const listedHere = async (id: string) =>
  (await stage.client.replies({ limit: 1_000 })).filter(({ event_id }) => event_id === id);

describe('A mail of a person', () => {
  test('RPY-2: stops the case whose message it answers, whoever in copy wrote it', async () => {
    const address = newAddress();
    const caseId = await openFor(stage.client, address);
    const other = await openFor(stage.client, address);
    const { messageId } = await emailSent(stage.client, caseId, address);
    const taken = await wrote({ from: 'colleague@example.net', inReplyTo: messageId });
    expect(taken).toMatchObject({ class: 'human-reply', did: 'replied', caseId, matchedBy: 'thread' });
    await becomes(caseId, 'answered');
    expect(await status(other)).toBe('waiting');
    const { replies } = await stage.client.show(caseId);
    expect(replies).toMatchObject([
      { text: 'Please go on.', channel: 'email', address: 'colleague@example.net' },
    ]);
  });

  test('RPY-2: is known by the id that the relay has put in the place of ours', async () => {
    const address = newAddress();
    const caseId = await openFor(stage.client, address);
    const relayed = `0100018e${randomUUID()}-000000`;
    await emailSent(stage.client, caseId, address, `250 Ok ${relayed}`);
    const taken = await wrote({ from: newAddress(), inReplyTo: `<${relayed}@email.relay.example>` });
    expect(taken).toMatchObject({ caseId, matchedBy: 'thread' });
  });

  test('RPY-3: is known by the token in the address it came to; a forged one, or another installation’s, is none', async () => {
    const address = newAddress();
    const caseId = await openFor(stage.client, address);
    const { id } = await emailSent(stage.client, caseId, address);
    const of = { messageId: id, caseId, recipient: address, use: 'reply' } as const;
    const ours = addressWithToken('replies@example.com', of, await mailSecret(stage.client.ledger)) ?? '';
    const theirs = addressWithToken('replies@example.com', of, Buffer.alloc(32)) ?? '';
    const forged = await wrote({ from: newAddress(), to: theirs });
    expect(forged).toMatchObject({ did: 'to-assign', caseId: null });
    expect(await status(caseId)).toBe('waiting');
    expect(await wrote({ from: newAddress(), to: ours })).toMatchObject({ caseId, matchedBy: 'token' });
    await becomes(caseId, 'answered');
  });

  test('RPY-2: with the tag of one of the sender’s cases stops that one', async () => {
    const address = newAddress();
    const tag = `T-${randomUUID().slice(0, 8)}`;
    const caseId = await openFor(stage.client, address, { id: tag });
    await openFor(stage.client, address);
    expect(await wrote({ from: address, subject: `Re: [#${tag}] Your case` })).toMatchObject({
      caseId,
      matchedBy: 'tag',
    });
  });

  test('RPY-12: from an address with three open cases pauses them all until a person says which', async () => {
    const address = newAddress();
    const cases = [];
    for (let index = 0; index < 3; index += 1) cases.push(await openFor(stage.client, address));
    const taken = await wrote({ from: address.toUpperCase() });
    expect(taken).toMatchObject({ did: 'to-assign', caseId: null });
    expect(await listedHere(taken.id)).toMatchObject([{ cases, address }]);
  });

  test('RPY-2: answers an old thread of a case that is over, while another waits: that one stands still', async () => {
    const address = newAddress();
    const over = await openFor(stage.client, address);
    const { messageId } = await emailSent(stage.client, over, address);
    await stage.client.withdraw(over, { by: 'kim' });
    await becomes(over, 'closed');
    const open = await openFor(stage.client, address);
    const taken = await wrote({ from: address, inReplyTo: messageId });
    expect(taken).toMatchObject({ did: 'to-assign' });
    expect(await listedHere(taken.id)).toMatchObject([{ cases: [open] }]);
  });

  test('RPY-15: is one reply, by whichever ways and however often it comes', async () => {
    const address = newAddress();
    const caseId = await openFor(stage.client, address);
    const raw = mail({ from: address });
    const first = await take(raw);
    const again = await take(Buffer.concat([Buffer.from('Received: from a by b; now\r\n'), raw]), {
      source: 'imap',
    });
    expect([first.repeated, again.repeated]).toEqual([false, true]);
    expect(again).toMatchObject({ id: first.id, did: 'replied', mayAnswer: false });
    expect((await stage.client.show(caseId)).replies).toHaveLength(1);
  });

  test('RPY-17: staff see what was written, not what it quotes; the original is kept', async () => {
    const address = newAddress();
    const caseId = await openFor(stage.client, address);
    await wrote({
      from: address,
      text: 'Go on.\n\nOn Tue, Mar 10, 2026 at 9:00 AM Desk <desk@example.com> wrote:\n> Shall we?',
    });
    const [item] = await stage.client.inbox({ caseId });
    expect(item).toMatchObject({ text: 'Go on.', did: 'replied', authentic: false });
    const original = await stage.client.ledger
      .selectFrom('contents')
      .select('body')
      .where('hash', '=', item?.content_hash ?? '')
      .executeTakeFirstOrThrow();
    expect(original.body.toString()).toContain('> Shall we?');
  });

  test('RPY-4: says whether a server that we trust found it to be from its sender', async () => {
    await keepInboundRules(
      stage.client.ledger,
      { ...USUAL_INBOUND_RULES, trusts: ['mx.example.com'] },
      'test',
      Date.now(),
    );
    const address = newAddress();
    await openFor(stage.client, address);
    await wrote({
      from: address,
      headers: ['Authentication-Results: mx.example.com; dmarc=pass header.from=example.net'],
    });
    expect(await stage.client.inbox({ address })).toMatchObject([{ authentic: true, did: 'replied' }]);
  });

  test('from nobody we know is for a person to assign; what goes to many is kept, and no more', async () => {
    expect(await wrote({ from: newAddress() })).toMatchObject({ did: 'to-assign', class: 'human-reply' });
    const news = await wrote({
      from: newAddress(),
      headers: ['List-Unsubscribe: <https://example.net/leave>'],
    });
    expect(news).toMatchObject({ did: 'noted', class: 'unknown' });
    expect(await listedHere(news.id)).toEqual([]);
  });
});

describe('A mail of a machine', () => {
  test('RPY-1: that answers by itself stops and advances nothing', async () => {
    const address = newAddress();
    const caseId = await openFor(stage.client, address);
    const taken = await wrote({
      from: address,
      headers: ['Auto-Submitted: auto-replied'],
      text: 'I am away until further notice.',
    });
    expect(taken).toMatchObject({ class: 'auto-reply', did: 'noted', caseId, mayAnswer: false });
    expect(await status(caseId)).toBe('waiting');
    expect(await stage.client.tasks({ caseId })).toEqual([]);
  });

  test('RPY-8: that says until when somebody is away puts the next step off, where the house wants it', async () => {
    await keepInboundRules(
      stage.client.ledger,
      { ...USUAL_INBOUND_RULES, outOfOffice: 'postpone' },
      'test',
      Date.now(),
    );
    const address = newAddress();
    const caseId = await openFor(stage.client, address);
    const back = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10);
    const taken = await wrote({
      from: address,
      headers: ['Auto-Submitted: auto-replied'],
      text: `I am back on ${back}.`,
    });
    expect(taken).toMatchObject({ class: 'auto-reply', did: 'postponed' });
    await becomes(caseId, 'held');
    const { replies, attempts } = await stage.client.show(caseId);
    expect({ replies, attempts }).toEqual({ replies: [], attempts: 0 });
    expect(await stage.client.inbox({ caseId })).toMatchObject([{ text: `I am back on ${back}.` }]);
    await keepInboundRules(stage.client.ledger, USUAL_INBOUND_RULES, 'test', Date.now());
  });

  test('RPY-7: a hard bounce, by the envelope sender of the message: it did not arrive, and the address is used no more', async () => {
    const address = newAddress();
    const caseId = await openFor(stage.client, address);
    const { id } = await emailSent(stage.client, caseId, address);
    const of = { messageId: id, caseId, recipient: address, use: 'bounce' } as const;
    const to = addressWithToken('bounces@example.com', of, await mailSecret(stage.client.ledger)) ?? '';
    const taken = await take(
      report({ to, recipient: 'renamed@example.org', action: 'failed', status: '5.1.1' }),
    );
    expect(taken).toMatchObject({ class: 'bounce-hard', did: 'undelivered', caseId, matchedBy: 'token' });
    expect(await notArrived(id)).toBe(true);
    expect(await refusedAddresses(address)).toEqual(['bounced']);
  });

  test('RPY-7: a soft bounce says nothing yet; the third within a week is a hard one', async () => {
    const address = newAddress();
    const caseId = await openFor(stage.client, address);
    const { id, messageId } = await emailSent(stage.client, caseId, address);
    const soft = () => take(report({ recipient: address, action: 'delayed', status: '4.4.1', messageId }));
    expect(await soft()).toMatchObject({ class: 'bounce-soft', did: 'noted', caseId, matchedBy: 'thread' });
    await soft();
    expect(await notArrived(id)).toBe(false);
    expect(await soft()).toMatchObject({ did: 'undelivered' });
    expect(await refusedAddresses(address)).toEqual(['bounced']);
  });

  test('RPY-7: a message that a full mailbox finally refused did not arrive, though its address is good', async () => {
    const address = newAddress();
    const caseId = await openFor(stage.client, address);
    const { id, messageId } = await emailSent(stage.client, caseId, address);
    const taken = await take(report({ recipient: address, action: 'failed', status: '4.2.2', messageId }));
    expect(taken).toMatchObject({ class: 'bounce-soft', did: 'undelivered' });
    expect(await notArrived(id)).toBe(true);
    expect(await refusedAddresses(address)).toEqual([]);
  });

  test('RPY-7: a report about no message of ours changes nothing and is read by a person', async () => {
    const address = newAddress();
    const caseId = await openFor(stage.client, address);
    const { id } = await emailSent(stage.client, caseId, address);
    await take(
      report({ recipient: address, action: 'failed', status: '5.1.1', messageId: '<made-up@example.com>' }),
    );
    expect(await notArrived(id)).toBe(false);
    expect(await refusedAddresses(address)).toEqual([]);
    await becomes(caseId, 'answered');
  });

  test('RPY-7: a complaint holds at once and stops the case', async () => {
    const address = newAddress();
    const caseId = await openFor(stage.client, address);
    const { messageId } = await emailSent(stage.client, caseId, address);
    expect(await take(complaint(address, messageId))).toMatchObject({
      class: 'complaint',
      did: 'replied',
      caseId,
    });
    expect(await stage.client.optOuts({ address })).toMatchObject([
      { channel: 'email', source: 'complaint' },
    ]);
    await becomes(caseId, 'answered');
  });
});

describe('A text message', () => {
  const contactAt = (phone: string) => ({ contact: { name: 'Pat Example', phone, email: newAddress() } });
  const openAt = async (phone: string) => await openFor(stage.client, '', contactAt(phone));

  test('is kept whatever is in it: only what no ledger could hold is taken out', async () => {
    const phone = newNumber();
    const caseId = await openAt(phone);
    expect(await text(phone, 'Go\0 on\ud83d.')).toMatchObject({ did: 'replied', caseId });
    expect(await stage.client.inbox({ caseId })).toMatchObject([{ text: 'Go on\ufffd.' }]);
    const long = { eventId: '語'.repeat(1_000) };
    const odd = await text('名'.repeat(1_000), 'It is me.', long);
    expect(odd).toMatchObject({ did: 'to-assign', caseId: null });
    expect(await text('名'.repeat(1_000), 'It is me.', long)).toMatchObject({ id: odd.id, repeated: true });
  });

  test('RPY-12: STOP of one number with three cases holds for all of them, on texts', async () => {
    const phone = newNumber();
    const cases = [await openAt(phone), await openAt(phone), await openAt(phone)];
    const taken = await text(phone, 'Stop.');
    expect(taken).toMatchObject({ class: 'opt-out', did: 'to-assign' });
    expect(await stage.client.optOuts({ address: phone })).toMatchObject([
      { channel: 'text', reason: 'opted-out' },
    ]);
    expect(await listedHere(taken.id)).toMatchObject([{ cases }]);
  });

  test('RPY-10: a refusal in words of their own holds as well, and a person reads it', async () => {
    const phone = newNumber();
    const caseId = await openAt(phone);
    expect(await text(phone, 'please stop texting me')).toMatchObject({
      class: 'opt-out',
      did: 'replied',
      caseId,
    });
    expect(await stage.client.optOuts({ address: phone })).toHaveLength(1);
    await becomes(caseId, 'answered');
  });

  test('RPY-9: YES is an answer, and after an opt-out a consent', async () => {
    const phone = newNumber();
    await openAt(phone);
    expect(await text(phone, 'Yes')).toMatchObject({ class: 'human-reply', did: 'replied' });
    await text(phone, 'STOP');
    expect(await text(phone, 'start')).toMatchObject({ class: 'opt-in', did: 'opted-in' });
    expect(await stage.client.optOuts({ address: phone })).toMatchObject([
      { agreedSince: ['informational'] },
    ]);
  });

  test('RPY-11: staff read that the provider blocks the number, since when, and who can lift that', async () => {
    const phone = newNumber();
    await openAt(phone);
    await text(phone, 'Cancel');
    const { evidence } = await stage.client.ledger
      .selectFrom('consents')
      .select('evidence')
      .where('address', '=', phone)
      .executeTakeFirstOrThrow();
    expect(evidence).toMatch(
      /^“Cancel”\. The provider blocks this number since 20.*only the contact can lift that, by texting START/,
    );
  });

  test('RPY-6: is not answered by itself the third time within ten minutes', async () => {
    const phone = newNumber();
    const answers = [];
    for (const words of ['One', 'Two', 'Three']) answers.push((await text(phone, words)).mayAnswer);
    expect(answers).toEqual([true, true, false]);
  });
});

describe('What was kept and not dealt with', () => {
  test('holds everything up that concerns it, and is dealt with by whoever comes next', async () => {
    const address = newAddress();
    const caseId = await openFor(stage.client, address);
    const { id } = await wrote({ from: address, headers: ['Auto-Submitted: auto-replied'] });
    const ask = () => stage.client.mayContact({ caseId, channel: 'email' });
    expect((await ask()).reason).not.toBe('unread');
    // As if the program had died right after it kept the item.
    await stage.client.ledger
      .updateTable('inbox')
      .set({ done_at: null, did: null, next_try_at: instant(Date.now() - 1) })
      .where('id', '=', id)
      .execute();
    expect(await ask()).toMatchObject({ allowed: false, rule: 'nothing-unread', reason: 'unread' });
    await stage.client.redriveOnce();
    expect((await ask()).reason).not.toBe('unread');
    expect(await stage.client.inbox({ caseId, waiting: true })).toEqual([]);
  });
});

async function notArrived(id: string): Promise<boolean> {
  const row = await stage.client.ledger
    .selectFrom('intents')
    .select('undelivered_at')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.undelivered_at !== null;
}

async function refusedAddresses(address: string): Promise<string[]> {
  const rows = await stage.client.ledger
    .selectFrom('suppressions')
    .select('reason')
    .where('address', '=', address)
    .execute();
  return rows.map(({ reason }) => reason);
}
