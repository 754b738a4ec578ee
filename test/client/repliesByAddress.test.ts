import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Folder, proceduresOfToday } from '../faults/support/folder.ts';
import { question } from '../faults/support/questions.ts';
import { openStage, type Stage } from './support/stage.ts';
import { until } from './support/until.ts';

let folder: Folder;
let stage: Stage;
beforeAll(async () => {
  folder = await proceduresOfToday();
  stage = await openStage({ proceduresDir: folder.path });
  await stage.startWorker();
}, 60_000);
afterAll(async () => {
  await stage?.close();
  await folder?.remove();
});

const newAddress = () => `pat.${randomUUID()}@example.com`;
const contactAt = (email: string) => ({ contact: { name: 'Pat Example', email } });
const wrote = (address: string, more: object = {}) =>
  stage.client.replyFrom({ address, text: 'I have booked already.', channel: 'email', ...more });

async function becomes(id: string, status: string) {
  return until(async () => {
    const shown = await stage.client.show(id);
    return shown.status === status && shown;
  });
}

/** Two cases whose email is due now, and a reply from their address that came before. */
async function twoPaused() {
  const address = newAddress();
  const { id: reply } = await wrote(address);
  const [one, other] = [
    await stage.client.openCase(question(contactAt(address))),
    await stage.client.openCase(question(contactAt(address.toUpperCase()))),
  ];
  await Promise.all([becomes(one.id, 'answered'), becomes(other.id, 'answered')]);
  return { address, reply, one: one.id, other: other.id };
}

describe('A reply that is known by its address alone', () => {
  test('pauses all open cases of the address: nothing goes out, and their owners can read it', async () => {
    const { reply, one, other } = await twoPaused();
    for (const id of [one, other]) {
      const { tasks, replies } = await stage.client.show(id);
      expect(tasks).toMatchObject([{ kind: 'reply', about: reply }]);
      expect(replies).toMatchObject([{ id: reply, text: 'I have booked already.' }]);
      expect(await stage.client.outbox({ caseId: id })).toEqual([]);
    }
  });

  test('is listed with the cases that it pauses, until somebody says whose it is', async () => {
    const { reply, one, other, address } = await twoPaused();
    const mine = async () => (await stage.client.replies()).filter(({ id }) => id === reply);
    expect(await mine()).toMatchObject([{ address, cases: [one, other] }]);
    await stage.client.assignReply(reply, one, { by: 'kim' });
    expect(await mine()).toEqual([]);
  });

  test('pauses one case only once it is assigned; the others go on', async () => {
    const { reply, one, other } = await twoPaused();
    const assigned = await stage.client.assignReply(reply, one, { by: 'kim' });
    expect(assigned).toMatchObject({ delivered: true, resumed: [other] });
    const theirs = await becomes(other, 'waiting');
    expect(theirs.replies).toEqual([]);
    const { status, tasks, replies } = await stage.client.show(one);
    expect({ status, tasks: tasks.length }).toEqual({ status: 'answered', tasks: 1 });
    expect(replies).toMatchObject([{ id: reply, assigned_by: 'kim', released_at: null }]);
  });

  test('is heard by a case that it had not stopped yet', async () => {
    const address = newAddress();
    const { id } = await stage.client.openCase(
      question({ ...contactAt(address), facts: { asked: new Date().toISOString(), subject: 'an example' } }),
    );
    const { id: reply } = await wrote(address);
    expect((await stage.client.show(id)).status).toBe('waiting');
    await stage.client.assignReply(reply, id, { by: 'kim' });
    expect((await becomes(id, 'answered')).tasks).toMatchObject([{ kind: 'reply', about: reply }]);
  });

  test('is shown with each case that waits on it at once, before anything of it comes due', async () => {
    const address = newAddress();
    const facts = { asked: new Date().toISOString(), subject: 'an example' };
    const { id } = await stage.client.openCase(question({ ...contactAt(address), facts }));
    const { id: other } = await stage.client.openCase(question({ ...contactAt(newAddress()), facts }));
    const listed = async () =>
      (await stage.client.list()).filter(({ replyToAssign }) => replyToAssign).map((each) => each.id);
    expect((await stage.client.show(id)).toAssign).toEqual([]);
    const { id: reply } = await wrote(address.toUpperCase());
    expect(await stage.client.show(id)).toMatchObject({
      status: 'waiting',
      replyToAssign: true,
      toAssign: [{ id: reply, text: 'I have booked already.' }],
    });
    expect(await listed()).toContain(id);
    expect(await listed()).not.toContain(other);
    await stage.client.assignReply(reply, 'none', { by: 'kim' });
    expect(await stage.client.show(id)).toMatchObject({ replyToAssign: false, toAssign: [] });
  });

  test('stops the case however its portal id is written, and one that is reached in the portal on itself', async () => {
    const id = randomUUID();
    const facts = { asked: new Date().toISOString(), subject: 'an example' };
    const own = question({ contact: { name: 'Pat Example', portal: `Example-Dental-${id}` }, facts });
    const itself = question({ id: `ALERT-${id}`, ...contactAt(newAddress()), facts });
    for (const [given, address, channel] of [
      [own, `EXAMPLE-dental-${id}`, 'portal'],
      [itself, `Alert-${id}`, 'email'],
    ] as const) {
      const { id: caseId } = await stage.client.openCase(given);
      const { id: reply } = await wrote(address, { channel: 'portal' });
      expect((await stage.client.replies()).find((each) => each.id === reply)?.cases).toEqual([caseId]);
      expect(await stage.client.show(caseId)).toMatchObject({
        replyToAssign: true,
        toAssign: [{ id: reply }],
      });
      const may = await stage.client.mayContact({ caseId, channel });
      expect(may).toMatchObject({ allowed: false, reason: 'answered' });
    }
  });

  test('that comes in as a post is of the one case whose portal id it bears, however it is written', async () => {
    const id = randomUUID();
    const facts = { asked: new Date().toISOString(), subject: 'an example' };
    const opened = await stage.client.openCase(question({ contact: { portal: `Example-${id}` }, facts }));
    const post = { channel: 'portal', source: 'portal', eventId: id, text: 'I have booked already.' };
    const taken = await stage.client.receive({ ...post, address: `EXAMPLE-${id}` });
    expect(taken).toMatchObject({ caseId: opened.id, matchedBy: 'sender' });
  });

  test('is of the number that was meant, as people write one where the house is', async () => {
    const own = String(Math.floor(Math.random() * 10_000)).padStart(4, '0');
    const facts = { asked: new Date().toISOString(), subject: 'an example' };
    const contact = { name: 'Pat Example', phone: `+1202555${own}` };
    const { id } = await stage.client.openCase(question({ contact, facts }));
    const ways = [
      { channel: 'text', address: `(202) 555-${own}` },
      { channel: 'call', address: `1.202.555.${own}` },
      { channel: 'phone', address: `011 1 202 555 ${own}` },
      // Whoever writes it down need not say where it came in.
      { channel: undefined, address: `202 555 ${own}` },
    ];
    const kept = async () => (await stage.client.replies()).filter((each) => each.address === contact.phone);
    for (const way of ways) {
      const { id: reply } = await stage.client.replyFrom({ ...way, text: 'I have booked already.' });
      expect(await kept()).toMatchObject([{ id: reply, cases: [id] }]);
      await stage.client.assignReply(reply, 'none', { by: 'kim' });
    }
    const given = { channel: 'text', source: 'test', eventId: own, text: 'I have booked already.' } as const;
    await stage.client.receive({ ...given, from: `(202) 555-${own}` });
    expect(await kept()).toMatchObject([{ cases: [id] }]);
  });

  test.each([
    ['text', '48370'],
    ['call', 'Pat Example'],
    ['email', 'Pat Example'],
  ])('is not taken by %s from "%s", which is no address and would stop nothing', async (channel, address) => {
    await expect(wrote(address, { channel })).rejects.toThrow('FT-CLI-ADDRESS');
    expect((await stage.client.replies()).map((each) => each.address)).not.toContain(address);
  });

  test('belongs to no case when a person says so, and then stops none', async () => {
    const { reply, one, other } = await twoPaused();
    const { resumed } = await stage.client.assignReply(reply, 'none', { by: 'kim' });
    expect(resumed.sort()).toEqual([one, other].sort());
    await Promise.all([becomes(one, 'waiting'), becomes(other, 'waiting')]);
  });

  test('belongs to the case in which a person has settled it', async () => {
    const { reply, one } = await twoPaused();
    await stage.client.settle(one, { by: 'sam' });
    expect((await becomes(one, 'closed')).outcome).toBe('answered');
    expect((await stage.client.show(one)).replies).toMatchObject([{ id: reply, case_id: one }]);
    expect((await stage.client.replies()).map(({ id }) => id)).not.toContain(reply);
  });

  test('is assigned once: whoever comes second is told who was first', async () => {
    const { reply, one, other } = await twoPaused();
    await stage.client.assignReply(reply, one, { by: 'kim' });
    await expect(stage.client.assignReply(reply, other, { by: 'sam' })).rejects.toThrow(
      `FT-CLI-NO-REPLY: the reply "${reply}" is assigned already, to ${one} by kim.`,
    );
    await expect(stage.client.assignReply('nothing', 'none', { by: 'sam' })).rejects.toThrow(
      'FT-CLI-NO-REPLY',
    );
  });

  test('counts once, however often it comes', async () => {
    const address = newAddress();
    const first = await wrote(address, { source: 'imap', eventId: `mail-${address}` });
    const second = await wrote(address, { source: 'imap', eventId: `mail-${address}` });
    expect(second).toMatchObject({ id: first.id, repeated: true });
  });

  test('that came for a case which has ended is a late reply of it', async () => {
    const address = newAddress();
    const { id } = await stage.client.openCase(question(contactAt(address)));
    await becomes(id, 'closed');
    const { id: reply } = await wrote(address);
    await stage.client.assignReply(reply, id, { by: 'kim' });
    // The ledger hears of the end before Temporal has closed the run, which then opens the task itself.
    await until(async () => (await stage.client.tasks({ caseId: id })).length > 0);
    expect(await stage.client.tasks({ caseId: id })).toMatchObject([{ kind: 'late-reply', about: reply }]);
  });
});
