import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { PerformInput } from '../../activities/contract.ts';
import { recordApproval, revokeApproval } from '../../ledger/approvals.ts';
import { decisionsOf } from '../../ledger/decisions.ts';
import { recordInbound, releaseInbound } from '../../ledger/inbound.ts';
import { keepFeeds, markRead } from '../../ledger/inbox/feeds.ts';
import { addPerson, changePerson } from '../../ledger/people/changes.ts';
import { listOutbox } from '../../ledger/outbox.ts';
import type { Contact } from '../../ledger/schema.ts';
import { openTasks } from '../../ledger/tasks.ts';
import { TIME_TO_ANSWER } from '../../domain/program/timeToAnswer.ts';
import { type Desk, desk, NOW } from './support/desk.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const CANCEL = { verb: 'act', name: 'cancel', irreversible: true } as const;
const WARNING = { verb: 'send', channel: 'portal', name: 'hello', warnsOf: 'cancel' } as const;
const TODAY = {
  key: 'day-2',
  step: 'day-2',
  attempt: false,
  at: NOW + DAY,
  slot: { at: NOW, until: NOW + 2 * DAY },
};

describe('What cannot be undone', () => {
  let at: Desk;
  beforeAll(async () => {
    at = await desk();
  }, 60_000);
  afterAll(() => at.close());

  const proof = {
    warnings: [{ act: 'cancel', at: NOW, deliveredAt: NOW, key: 'day-1' }],
    approvals: [{ act: 'cancel', by: 'kim', at: NOW, decision: 'd-1' }],
  };

  /** A case that was warned and approved as the procedure wants it. */
  async function ready(
    leave: 'warning' | 'approval' | 'nothing' = 'nothing',
    contact?: Contact,
  ): Promise<string> {
    const caseId = await at.open(contact && { contact });
    at.deps.clock = () => NOW;
    if (leave !== 'warning') await at.perform(caseId, [WARNING]);
    if (leave !== 'approval')
      await recordApproval(at.ledger, { caseId, act: 'cancel', decision: 'd-1', by: 'kim', at: NOW });
    return caseId;
  }
  async function cancel(caseId: string, more: Partial<PerformInput> = {}) {
    at.deps.clock = () => NOW + DAY;
    const { results } = await at.perform(caseId, [CANCEL], { ...TODAY, ...proof, ...more });
    const acts = (await listOutbox(at.ledger, { caseId })).filter(({ verb }) => verb === 'act');
    return { result: results[0], acts: acts.length };
  }
  const reply = (caseId: string, receivedAt: number) =>
    recordInbound(at.ledger, {
      caseId,
      channel: 'portal',
      source: 'test',
      eventId: caseId,
      text: 'Wait!',
      receivedAt,
    });
  const refused = (reason: string) => ({ result: { status: 'failed', reason }, acts: 0 });

  test('it is done with a delivered warning, an approval and silence since', async () => {
    expect(await cancel(await ready())).toEqual({ result: { status: 'done' }, acts: 1 });
  });

  test('not without a warning that named it', async () => {
    expect(await cancel(await ready('warning'))).toEqual(refused('no-warning'));
  });

  test('not when only the ledger, or only the case, knows of a warning', async () => {
    expect(await cancel(await ready(), { warnings: [] })).toEqual(refused('no-warning'));
  });

  test('not when the warning turned out not to be delivered', async () => {
    const caseId = await ready();
    await at.ledger
      .updateTable('intents')
      .set({ undelivered_at: new Date(NOW) as never })
      .where('case_id', '=', caseId)
      .execute();
    expect(await cancel(caseId)).toEqual(refused('warning-not-delivered'));
  });

  test('not before an emailed warning counts as delivered, a day after it was accepted', async () => {
    const caseId = await at.open();
    at.deps.clock = () => NOW;
    await at.perform(caseId, [{ ...WARNING, channel: 'email' }]);
    await recordApproval(at.ledger, { caseId, act: 'cancel', decision: 'd-1', by: 'kim', at: NOW });
    at.deps.clock = () => NOW + DAY - 1;
    const { results } = await at.perform(caseId, [CANCEL], { ...TODAY, ...proof, at: NOW + DAY - 1 });
    expect(results).toEqual([{ status: 'failed', reason: 'warning-not-delivered' }]);
    const from = NOW + DAY + TIME_TO_ANSWER;
    expect((await cancel(caseId)).result).toEqual({
      status: 'not-now',
      reason: 'time-to-answer',
      until: from,
    });
    at.deps.clock = () => from;
    const then = await at.perform(caseId, [CANCEL], { ...TODAY, ...proof, at: from });
    expect(then.results).toEqual([{ status: 'done' }]);
  });

  test('not while a mailbox is unread in which the bounce of an emailed warning may be, and by itself when it is read', async () => {
    const caseId = await at.open();
    at.deps.clock = () => NOW;
    await at.perform(caseId, [{ ...WARNING, channel: 'email' }]);
    await recordApproval(at.ledger, { caseId, act: 'cancel', decision: 'd-1', by: 'kim', at: NOW });
    const now = NOW + DAY + TIME_TO_ANSWER;
    const boxes = ['imap desk/INBOX', 'imap bounces/INBOX'] as const;
    const feeds = boxes.map((name) => ({ name, overdueMs: 900_000 }));
    const tried = async () => {
      at.deps.clock = () => now;
      const done = await at.perform(caseId, [CANCEL], { ...TODAY, ...proof, at: now });
      return done.results[0];
    };
    const waits = { status: 'not-now', reason: 'mail-unread', until: now + HOUR / 2 };
    await keepFeeds(at.ledger, 'mailbox', feeds, now);
    expect(await tried()).toEqual(waits);
    await markRead(at.ledger, boxes[0], now);
    expect(await tried()).toEqual(waits);
    expect((await decisionsOf(at.ledger, caseId)).at(-1)).toMatchObject({ rule: 'mail-read' });
    await markRead(at.ledger, boxes[1], NOW + DAY - 1);
    expect(await tried()).toEqual(waits);
    // Since the day after, but not lately: an answer may have come.
    await markRead(at.ledger, boxes[1], now - HOUR);
    expect(await tried()).toEqual(waits);
    await markRead(at.ledger, boxes[1], now - 600_000);
    expect(await tried()).toEqual({ status: 'done' });
    await keepFeeds(at.ledger, 'mailbox', [], now);
  });

  test('not before there was time to answer the warning, and by itself when there was', async () => {
    const caseId = await ready();
    const early = NOW + TIME_TO_ANSWER - HOUR;
    at.deps.clock = () => early;
    const { results } = await at.perform(caseId, [CANCEL], { ...TODAY, ...proof, at: early });
    const until = NOW + TIME_TO_ANSWER;
    expect(results).toEqual([{ status: 'not-now', reason: 'time-to-answer', until }]);
    expect((await decisionsOf(at.ledger, caseId)).at(-1)).toMatchObject({ rule: 'time-to-answer' });
    expect(await cancel(caseId)).toEqual({ result: { status: 'done' }, acts: 1 });
  });

  test('not without an approval on record', async () => {
    expect(await cancel(await ready('approval'))).toEqual(refused('no-approval'));
    expect(await cancel(await ready(), { approvals: [] })).toEqual(refused('no-approval'));
  });

  test('not when the approval was taken back', async () => {
    const caseId = await ready();
    await revokeApproval(at.ledger, { caseId, act: 'cancel', by: 'kim', at: NOW });
    expect(await cancel(caseId)).toEqual(refused('approval-revoked'));
  });

  test('an approval that was given again after it was taken back counts', async () => {
    const caseId = await ready();
    await revokeApproval(at.ledger, { caseId, act: 'cancel', by: 'kim', at: NOW });
    await recordApproval(at.ledger, { caseId, act: 'cancel', decision: 'd-2', by: 'kim', at: NOW + 1 });
    expect((await cancel(caseId)).result).toEqual({ status: 'done' });
  });

  test('not while a reply is unread', async () => {
    const caseId = await ready();
    const { message } = await reply(caseId, NOW + 1);
    expect(await cancel(caseId)).toEqual({ result: { status: 'answered', replies: [message.id] }, acts: 0 });
  });

  test.each([
    ['Example-Dental', 'Example-Dental'],
    ['example-dental', ' EXAMPLE-DENTAL '],
    ['+1 (202) 555-0143', '+1 202 555 0143'],
  ])('not while a reply of the portal id "%s" is known as "%s" alone', async (portal, address) => {
    const caseId = await ready('nothing', { portal });
    const event = { channel: 'portal', source: 'test', eventId: caseId, receivedAt: NOW + 1 };
    const { message } = await recordInbound(at.ledger, { ...event, caseId: null, address, text: 'Wait!' });
    expect(await cancel(caseId)).toEqual({ result: { status: 'answered', replies: [message.id] }, acts: 0 });
    await releaseInbound(at.ledger, [message.id], NOW + 2);
  });

  test('not after a reply since the warning, even when a person has dealt with it', async () => {
    const caseId = await ready();
    const { message } = await reply(caseId, NOW + 1);
    await releaseInbound(at.ledger, [message.id], NOW + 2);
    expect(await cancel(caseId)).toEqual(refused('reply-since-warning'));
  });

  test('an approval for another act, or a warning of another act, is worth nothing', async () => {
    const other = {
      warnings: [{ ...proof.warnings[0], act: 'end' }],
      approvals: [{ ...proof.approvals[0], act: 'end' }],
    };
    const caseId = await ready();
    expect(await cancel(caseId, other as never)).toEqual(refused('no-warning'));
  });

  test('an act that can be undone needs neither', async () => {
    const caseId = await at.open();
    const { results } = await at.perform(
      caseId,
      [{ ...CANCEL, name: 'proceed', irreversible: false }],
      TODAY,
    );
    expect(results).toEqual([{ status: 'done' }]);
  });

  test('every refusal is kept with its rule', async () => {
    const caseId = await ready('approval');
    await cancel(caseId);
    expect((await decisionsOf(at.ledger, caseId)).at(-1)).toMatchObject({
      allowed: false,
      rule: 'approved',
      reason: 'no-approval',
    });
  });

  test('opening the outside case again is done although a reply blocks all contact', async () => {
    const caseId = await at.open();
    await reply(caseId, NOW);
    const reopen = { verb: 'act', name: 'reopen-ticket', irreversible: false } as const;
    const { results } = await at.perform(caseId, [reopen], { ...TODAY, despiteReply: true });
    expect(results).toEqual([{ status: 'done' }]);
  });

  test('the systems around the case are asked again when the last look is over a minute old', async () => {
    const warned = NOW - DAY;
    const caseId = await ready();
    await at.ledger
      .updateTable('intents')
      .set({ delivered_at: new Date(warned) as never })
      .where('case_id', '=', caseId)
      .execute();
    const warnings = [{ act: 'cancel', at: warned, deliveredAt: warned, key: 'day-1' }];
    const start = NOW + HOUR;
    let now = start;
    let looks = 0;
    at.deps.verify = async () => {
      looks += 1;
      if (looks === 1) now += 61_000;
      return null;
    };
    const tried = async () => {
      at.deps.clock = () => now;
      return at.perform(caseId, [CANCEL], { ...TODAY, ...proof, warnings, at: start });
    };
    await expect(tried()).rejects.toMatchObject({ type: 'look-up-stale' });
    expect((await listOutbox(at.ledger, { caseId })).filter(({ verb }) => verb === 'act')).toEqual([]);
    expect((await tried()).results).toEqual([{ status: 'done' }]);
    expect(looks).toBe(2);
    delete at.deps.verify;
  });

  test('an approval counts only as long as whoever gave it may still give it', async () => {
    const [caseId, again] = [await ready(), await ready()];
    const role = { caseId, key: 'd-1', kind: 'decision' as const, role: 'manager', title: '', body: '' };
    const asked = { ...role, options: ['approve', 'decline'], about: 'cancel@1', at: NOW, due: NOW + DAY };
    await openTasks(at.ledger, [asked, { ...asked, caseId: again }]);
    const nobody = { senderName: null, mailbox: null, number: null, site: null };
    const kim = { id: 'kim', name: 'Kim Example', roles: ['manager'], ...nobody };
    await addPerson(at.ledger, kim, { by: 'pat', at: NOW });
    expect((await cancel(caseId)).acts).toBe(1);
    await changePerson(at.ledger, 'kim', { roles: ['desk'] }, { by: 'pat', at: NOW });
    expect(await cancel(again)).toEqual(refused('no-approval'));
  });
});
