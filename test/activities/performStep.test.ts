import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Effect } from '../../domain/program/program.ts';
import { findCase } from '../../ledger/cases.ts';
import { intentsOfCase } from '../../ledger/intents.ts';
import { listOutbox } from '../../ledger/outbox.ts';
import { listTasks } from '../../ledger/tasks.ts';
import { markUndelivered } from '../../ledger/undelivered.ts';
import { instant } from '../../ledger/values.ts';
import { timelineOf } from '../../ledger/timeline.ts';
import { type Desk, desk, HELLO, HELLO_EMAIL, NOW, SAID } from './support/desk.ts';

const DAY = 24 * 3_600_000;

describe('What a step does', () => {
  let at: Desk;
  beforeAll(async () => {
    at = await desk();
  }, 60_000);
  afterAll(() => at.close());

  test('the effects are done in order, and the ledger has message, note, timeline and status', async () => {
    const caseId = await at.open();
    const { results } = await at.perform(caseId, [HELLO, HELLO_EMAIL, SAID]);
    expect(results).toEqual([
      { status: 'done', deliveredAt: NOW },
      { status: 'done', deliveredAt: NOW + DAY },
      { status: 'done' },
    ]);
    const outbox = await listOutbox(at.ledger, { caseId });
    expect(
      outbox.map(({ channel, recipient, subject, text }) => ({ channel, recipient, subject, text })),
    ).toEqual([
      { channel: 'portal', recipient: caseId.split(':')[2], subject: 'About Rex', text: 'How is Rex?' },
      {
        channel: 'email',
        recipient: 'pat@example.com',
        subject: 'About Rex',
        text: 'How is Rex?\n\nExample Desk',
      },
      { channel: 'note', recipient: caseId.split(':')[2], subject: 'Asked about Rex', text: 'We asked.' },
    ]);
    const timeline = await timelineOf(at.ledger, caseId);
    expect(timeline.map(({ what, about }) => [what, about])).toEqual([
      ['opened', null],
      ['done', 'day-1/send-portal:hello'],
      ['done', 'day-1/send-email:hello'],
      ['done', 'day-1/note:said'],
    ]);
    expect(await findCase(at.ledger, caseId)).toMatchObject({
      status: 'waiting',
      waiting_on: 'step:day-2',
      attempts: 1,
    });
  });

  test('performing the same step again does nothing a second time and says the same', async () => {
    const caseId = await at.open();
    const first = await at.perform(caseId, [HELLO, SAID]);
    const again = await at.perform(caseId, [HELLO, SAID]);
    expect(again).toEqual(first);
    expect(await listOutbox(at.ledger, { caseId })).toHaveLength(2);
    expect((await intentsOfCase(at.ledger, caseId)).map(({ tries }) => tries)).toEqual([1, 1]);
  });

  describe('texts say what was tried', () => {
    const LATE: Effect = { verb: 'send', channel: 'portal', name: 'late' };
    const later = (days: number) => ({
      key: `day-${days}`,
      step: `day-${days}`,
      at: NOW + days * DAY,
      slot: null,
    });
    const saidIn = async (caseId: string, name: string) =>
      (await listOutbox(at.ledger, { caseId })).filter((item) => item.name === name).at(-1)?.text;
    /** A rehearsal goes by the time that it is given. */
    const open = () =>
      at.open({ rehearsal: true, contact: { email: 'pat@example.com', phone: '+12025550100' } });

    test('only of what has arrived: an email on the day after, and not one that came back', async () => {
      const caseId = await open();
      await at.perform(caseId, [HELLO_EMAIL], later(1));
      await at.perform(caseId, [{ ...LATE }], { ...later(1), key: 'day-1/2' });
      expect(await saidIn(caseId, 'late')).toBe('Nothing has reached you.');
      await at.perform(caseId, [LATE], later(3));
      expect(await saidIn(caseId, 'late')).toBe('No answer to: email and portal.');
      const [email] = await intentsOfCase(at.ledger, caseId);
      await markUndelivered(at.ledger, { id: email?.id ?? '', caseId, at: NOW + 4 * DAY });
      await at.perform(caseId, [LATE], later(5));
      expect(await saidIn(caseId, 'late')).toBe('No answer to: portal.');
    });

    test('a new round begins with nothing tried', async () => {
      const caseId = await open();
      await at.perform(caseId, [HELLO], later(1));
      await at.perform(caseId, [LATE], { ...later(2), round: 2 });
      expect(await saidIn(caseId, 'late')).toBe('Nothing has reached you.');
    });

    test('the note of an attempt names each of its ways, and none of the attempt before', async () => {
      const caseId = await open();
      const made: Effect = { verb: 'note', name: 'made' };
      await at.perform(caseId, [HELLO, made], later(1));
      expect(await saidIn(caseId, 'made')).toBe('By: message in the portal');
      const effects: Effect[] = [
        { verb: 'call', name: 'ask', role: 'desk' },
        { verb: 'send', channel: 'text', name: 'hello' },
        made,
      ];
      const { results } = await at.perform(caseId, effects, later(2));
      const [task] = results.flatMap((result) => (result.status === 'with-person' ? [result.task] : []));
      await at.ledger
        .updateTable('tasks')
        .set({ option: 'voicemail', closed_by: 'kim', state: 'done', closed_at: instant(NOW) })
        .where('key', '=', task ?? '')
        .execute();
      await at.ledger
        .updateTable('intents')
        .set({ state: 'accepted', accepted_at: instant(NOW + 2 * DAY) })
        .where('case_id', '=', caseId)
        .where('channel', '=', 'call')
        .execute();
      await at.perform(caseId, effects, { ...later(2), from: 1 });
      expect(await saidIn(caseId, 'made')).toBe('By: voicemail and text');
    });
  });

  test('a second pass of the same step is a new message', async () => {
    const caseId = await at.open();
    await at.perform(caseId, [HELLO]);
    const nextDay = { at: NOW + DAY, slot: { at: NOW + DAY, until: NOW + DAY + 1 } };
    at.deps.clock = () => NOW + DAY;
    await at.perform(caseId, [HELLO], { pass: 1, ...nextDay });
    at.deps.clock = () => NOW;
    expect(await listOutbox(at.ledger, { caseId })).toHaveLength(2);
  });

  test('the step that ends the case closes it together with its last effect', async () => {
    const caseId = await at.open();
    const view = {
      status: 'closed',
      waitingOn: null,
      nextAt: null,
      attempts: 1,
      round: 1,
      outcome: 'proceeded',
    } as const;
    await at.perform(caseId, [HELLO, SAID], { ends: 'proceeded', view });
    expect(await findCase(at.ledger, caseId)).toMatchObject({
      status: 'closed',
      outcome: 'proceeded',
      closed_at: NOW,
    });
    expect((await timelineOf(at.ledger, caseId)).at(-1)).toMatchObject({
      what: 'ended',
      because: 'proceeded',
    });
  });

  test('a task waits for its person, and the effects after it wait as well', async () => {
    const caseId = await at.open();
    const effects = [{ verb: 'task', name: 'ring', role: 'front-desk' } as const, HELLO];
    const { results } = await at.perform(caseId, effects);
    expect(results).toEqual([
      { status: 'with-person', task: 'task:1:0:day-1:0', options: ['done', 'not-possible'] },
    ]);
    expect(await listTasks(at.ledger, { caseId })).toMatchObject([
      { title: 'Ring about Rex', body: 'Ask how Rex is.', role: 'front-desk', kind: 'step' },
    ]);
    expect(await findCase(at.ledger, caseId)).toMatchObject({ status: 'with-a-person' });
    expect(await listOutbox(at.ledger, { caseId })).toEqual([]);
    expect((await at.perform(caseId, effects, { from: 1 })).results).toMatchObject([{ status: 'done' }]);
  });

  test('a message that lacks a value is not sent at all', async () => {
    const caseId = await at.open();
    const { results } = await at.perform(caseId, [{ verb: 'send', channel: 'portal', name: 'broken' }, SAID]);
    expect(results).toEqual([{ status: 'failed', reason: 'message-not-written' }]);
    expect(await listOutbox(at.ledger, { caseId })).toEqual([]);
  });

  test('without an address there is no email', async () => {
    const caseId = await at.open({ contact: { name: 'Pat Example' } });
    expect((await at.perform(caseId, [HELLO_EMAIL])).results).toEqual([
      { status: 'failed', reason: 'no-address' },
    ]);
  });

  test('a case that the ledger does not know is not performed', async () => {
    expect((await at.perform('small:test:nobody', [HELLO])).results).toEqual([
      { status: 'failed', reason: 'case-unknown' },
    ]);
  });

  test('an act hands over the facts that steer it', async () => {
    const caseId = await at.open();
    await at.perform(caseId, [{ verb: 'act', name: 'proceed', irreversible: false }], {
      facts: { resolution: 'wait' },
    });
    expect((await listOutbox(at.ledger, { caseId }))[0]).toMatchObject({
      name: 'proceed',
      body: { facts: { resolution: 'wait' } },
    });
  });
});
