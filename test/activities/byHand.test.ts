import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RecordInput } from '../../activities/contract.ts';
import { createActivities } from '../../activities/index.ts';
import { findCase, storeView } from '../../ledger/cases.ts';
import { recordCommand } from '../../ledger/commands.ts';
import { recordConsent, recordOptOut } from '../../ledger/contactRules/consents.ts';
import { recordInbound } from '../../ledger/inbound.ts';
import { keepItem, type NewInboxItem } from '../../ledger/inbox/inbox.ts';
import { intentsOfCase } from '../../ledger/intents.ts';
import { listOutbox } from '../../ledger/outbox.ts';
import { suppress } from '../../ledger/suppressions.ts';
import { listedTask, readTaskPage } from '../../ledger/tasks/list.ts';
import { listTasks } from '../../ledger/tasks.ts';
import { timelineOf } from '../../ledger/timeline.ts';
import { type Desk, desk, environment, HELLO, NOW, SAID } from './support/desk.ts';

const RING = { verb: 'task', name: 'ring', role: 'front-desk' } as const;

const UNREAD: NewInboxItem = {
  class: 'human-reply',
  because: 'no-sign',
  channel: 'portal',
  source: 'test',
  eventId: '',
  via: null,
  receivedAt: NOW,
  address: null,
  original: null,
  subject: null,
  text: 'Fine.',
  attachments: [],
  authentic: true,
  matchedBy: null,
  caseId: null,
  about: null,
  details: {},
} as never;

describe('A channel that is served by hand', () => {
  let at: Desk;
  beforeAll(async () => {
    at = await desk();
    at.configure({ portal: { by: 'by-hand' } });
  }, 60_000);
  afterAll(() => at.close());

  const view = {
    status: 'waiting',
    waitingOn: 'step:day-2',
    nextAt: null,
    attempts: 1,
    round: 1,
    outcome: null,
  } as const;
  const close = (caseId: string, key: string, option: string) =>
    environment().run((input: RecordInput) => createActivities(at.deps).recordCase(input), {
      caseId,
      at: NOW + 60_000,
      round: 1,
      view,
      plan: null,
      changes: { open: [], close: [{ key, option, by: 'kim' }], change: [], release: [], log: [] },
    });

  test('a step’s own task that was not possible is not taken for done when the work is asked for once more', async () => {
    const caseId = await at.open();
    const { results } = await at.perform(caseId, [RING, HELLO]);
    await close(caseId, results[0]?.status === 'with-person' ? results[0].task : '', 'not-possible');
    expect((await at.perform(caseId, [RING, HELLO])).results).toEqual([
      { status: 'failed', reason: 'task-not-possible' },
    ]);
  });

  test('the message becomes a task with the finished text to copy', async () => {
    const caseId = await at.open();
    const { results } = await at.perform(caseId, [HELLO, SAID]);
    const [task] = await listTasks(at.ledger, { caseId });
    expect(results).toEqual([
      { status: 'with-person', task: task?.key, options: ['posted', 'not-possible'] },
    ]);
    expect(task).toMatchObject({
      kind: 'by-hand',
      role: 'desk',
      body: `To: ${caseId.split(':')[2]}\nSubject: About Rex\n\nHow is Rex?`,
    });
    expect(await findCase(at.ledger, caseId)).toMatchObject({ status: 'with-a-person' });
  });

  test('asking again opens no second task', async () => {
    const caseId = await at.open();
    const first = await at.perform(caseId, [HELLO]);
    expect(await at.perform(caseId, [HELLO])).toEqual(first);
    expect(await listTasks(at.ledger, { caseId })).toHaveLength(1);
  });

  test('“posted” makes that person the sender, and the step goes on from there', async () => {
    const caseId = await at.open();
    const { results } = await at.perform(caseId, [HELLO, SAID]);
    const task = results[0]?.status === 'with-person' ? results[0].task : '';
    await close(caseId, task, 'posted');
    expect(await intentsOfCase(at.ledger, caseId)).toMatchObject([
      { state: 'accepted', accepted_by: 'kim', accepted_at: NOW + 60_000, delivered_at: NOW + 60_000 },
    ]);
    expect((await timelineOf(at.ledger, caseId)).map(({ what }) => what)).toEqual([
      'opened',
      'with-a-person',
      'done',
    ]);
    const again = await at.perform(caseId, [HELLO, SAID], { at: NOW + 60_000 });
    expect(again.results).toEqual([{ status: 'done', deliveredAt: NOW + 60_000 }, { status: 'done' }]);
  });

  test('“not possible” is no message and no warning', async () => {
    const caseId = await at.open();
    const { results } = await at.perform(caseId, [HELLO]);
    await close(caseId, results[0]?.status === 'with-person' ? results[0].task : '', 'not-possible');
    expect(await intentsOfCase(at.ledger, caseId)).toMatchObject([
      { state: 'refused', reason: 'not-possible', accepted_at: null },
    ]);
  });

  const reply = (address: string | null, caseId: string | null) =>
    recordInbound(at.ledger, {
      caseId,
      channel: 'portal',
      source: 'test',
      eventId: randomUUID(),
      ...(address === null ? {} : { address }),
      text: 'Fine.',
      receivedAt: NOW,
    });
  const command = (caseId: string, name: string, args: object = {}) =>
    recordCommand(at.ledger, { caseId, name, args, actor: 'kim', at: NOW });
  const SAYS_NO = { purpose: null, reason: 'opted-out', source: 'test', evidence: null } as const;

  test.each<{
    when: string;
    stopped: string;
    happens: (caseId: string, address: string) => Promise<unknown>;
  }>([
    { when: 'a reply', stopped: 'answered', happens: (caseId) => reply(null, caseId) },
    {
      when: 'a reply known by its address alone',
      stopped: 'answered',
      happens: (_, address) => reply(address.toUpperCase(), null),
    },
    {
      when: 'something that has yet to be read',
      stopped: 'unread',
      happens: (_, address) => keepItem(at.ledger, { ...UNREAD, eventId: randomUUID(), address }),
    },
    { when: 'a hold', stopped: 'held', happens: (caseId) => command(caseId, 'hold') },
    {
      when: 'a hold that the case knows of',
      stopped: 'held',
      happens: (caseId) => storeView(at.ledger, caseId, NOW, { ...view, status: 'held' }),
    },
    { when: 'a withdrawal', stopped: 'case-withdrawn', happens: (caseId) => command(caseId, 'withdraw') },
    {
      when: 'what is waited for',
      stopped: 'condition-met',
      happens: (caseId) => command(caseId, 'conditionMet', { condition: 'checked-in' }),
    },
    {
      when: 'an opt-out',
      stopped: 'opted-out',
      happens: (_, address) =>
        recordOptOut(at.ledger, { ...SAYS_NO, address, channel: 'portal', by: 'kim', at: NOW }),
    },
    {
      when: 'a refused address',
      stopped: 'address-refused',
      happens: (_, address) => suppress(at.ledger, 'portal', address, 'bounced', NOW),
    },
  ])('the task says not to post when $when has come in between', async ({ stopped, happens }) => {
    const portal = `Pat-${randomUUID()}`;
    const caseId = await at.open({ contact: { name: 'Pat Example', portal } });
    await at.perform(caseId, [HELLO]);
    const [task] = await listTasks(at.ledger, { caseId });
    expect(task).toMatchObject({ answered: false, stopped: null });
    await happens(caseId, portal);
    const now = { answered: stopped === 'answered', stopped };
    expect(await listTasks(at.ledger, { caseId })).toMatchObject([now]);
    expect(await listedTask(at.ledger, task?.id ?? '')).toMatchObject(now);
    const page = await readTaskPage(at.ledger, { caseId }, { asOf: NOW, after: null, limit: 10 });
    expect(page).toMatchObject([now]);
  });

  test('the task may be done again once the hold is lifted, and a call is stopped as a text is', async () => {
    const contact = { name: 'Pat Example', phone: '+12025550143' };
    const caseId = await at.open({ contact });
    const proof = { source: 'form', wording: null, evidence: 'file 7', by: 'kim', expiresAt: null };
    const agreed = {
      address: contact.phone,
      channel: 'call',
      purpose: 'informational',
      at: NOW - 1,
    } as const;
    await recordConsent(at.ledger, { ...agreed, ...proof });
    await at.perform(caseId, [{ verb: 'call', name: 'ask', role: 'desk' }]);
    const stopped = async () => (await listTasks(at.ledger, { caseId })).map((each) => each.stopped);
    expect(await stopped()).toEqual([null]);
    await command(caseId, 'hold');
    expect(await stopped()).toEqual(['held']);
    await recordCommand(at.ledger, { caseId, name: 'resume', args: {}, actor: 'kim', at: NOW + 1 });
    expect(await stopped()).toEqual([null]);
    await recordOptOut(at.ledger, {
      ...SAYS_NO,
      address: contact.phone,
      channel: 'call',
      by: 'kim',
      at: NOW,
    });
    expect(await stopped()).toEqual(['opted-out']);
  });

  test('a rehearsal bothers nobody: it goes to the sandbox', async () => {
    const caseId = await at.open({ rehearsal: true });
    const { results } = await at.perform(caseId, [HELLO], { rehearsal: true });
    expect(results).toMatchObject([{ status: 'done' }]);
    expect(await listTasks(at.ledger, { caseId })).toEqual([]);
    expect(await listOutbox(at.ledger, { caseId })).toHaveLength(1);
  });
});
