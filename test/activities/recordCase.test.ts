import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RecordInput } from '../../activities/contract.ts';
import { createActivities } from '../../activities/index.ts';
import { localDate } from '../../domain/calendar/localTime.ts';
import { findCase } from '../../ledger/cases.ts';
import { recordCommand } from '../../ledger/commands.ts';
import { inboundOf, recordInbound } from '../../ledger/inbound.ts';
import { newIntentId } from '../../ledger/intents.ts';
import { contactsMadeIn } from '../../ledger/contactRules/contactsMade.ts';
import { listTasks, openTasks } from '../../ledger/tasks.ts';
import { timelineOf } from '../../ledger/timeline.ts';
import { instant } from '../../ledger/values.ts';
import { type Desk, desk, environment, NOW } from './support/desk.ts';

describe('Bringing the ledger up to date', () => {
  let at: Desk;
  beforeAll(async () => {
    at = await desk();
  }, 60_000);
  afterAll(() => at.close());

  const NOTHING: RecordInput['changes'] = { open: [], close: [], change: [], release: [], log: [] };
  function record(caseId: string, changes: Partial<RecordInput['changes']>, more: Partial<RecordInput> = {}) {
    const input: RecordInput = {
      caseId,
      at: NOW,
      round: 1,
      view: {
        status: 'answered',
        waitingOn: 'answer:reply',
        nextAt: null,
        attempts: 1,
        round: 1,
        outcome: null,
      },
      plan: null,
      changes: { ...NOTHING, ...changes },
      ...more,
    };
    return environment().run((given: RecordInput) => createActivities(at.deps).recordCase(given), input);
  }

  test('tasks, timeline, replies and status are stored together, and the same again changes nothing', async () => {
    const caseId = await at.open();
    const { message } = await recordInbound(at.ledger, {
      caseId,
      channel: 'portal',
      source: 'test',
      eventId: caseId,
      text: 'Yes.',
      receivedAt: NOW,
    });
    const changes = {
      open: [
        {
          key: `reply:${message.id}`,
          kind: 'reply' as const,
          options: ['settle', 'resume'],
          about: message.id,
        },
      ],
      release: [message.id],
      log: [{ at: NOW, round: 1, what: 'replied', about: message.id }],
    };
    await record(caseId, changes);
    await record(caseId, changes);
    expect(await listTasks(at.ledger, { caseId })).toMatchObject([
      {
        kind: 'reply',
        role: 'desk',
        options: ['settle', 'resume'],
        title: 'The contact answered: settle or resume',
      },
    ]);
    expect((await timelineOf(at.ledger, caseId)).map(({ what }) => what)).toEqual(['opened', 'replied']);
    expect(await inboundOf(at.ledger, caseId)).toMatchObject([{ released_at: NOW }]);
    expect(await findCase(at.ledger, caseId)).toMatchObject({
      status: 'answered',
      waiting_on: 'answer:reply',
    });
  });

  test('a decision goes to the role that must approve, and its approval is put on record', async () => {
    const caseId = await at.open();
    const key = `decision:cancel@${NOW}`;
    await record(caseId, {
      open: [{ key, kind: 'decision', options: ['approve', 'decline'], about: `cancel@${NOW}` }],
    });
    expect(await listTasks(at.ledger, { caseId })).toMatchObject([
      { role: 'manager', body: expect.stringContaining('cancel') },
    ]);
    await record(caseId, {
      close: [{ key, option: 'approve', by: 'kim' }],
      log: [{ at: NOW, round: 1, what: 'approved', about: 'cancel' }],
    });
    const approvals = await at.ledger
      .selectFrom('approvals')
      .selectAll()
      .where('case_id', '=', caseId)
      .execute();
    expect(approvals).toMatchObject([{ act: 'cancel', approved_by: 'kim', decision: key, revoked_at: null }]);
  });

  test('a declined decision is no approval', async () => {
    const caseId = await at.open();
    const key = `decision:cancel@${NOW}`;
    await record(caseId, {
      open: [{ key, kind: 'decision', options: ['approve', 'decline'], about: `cancel@${NOW}` }],
    });
    await record(caseId, {
      close: [{ key, option: 'decline', by: 'kim' }],
      log: [{ at: NOW, round: 1, what: 'declined', about: 'cancel' }],
    });
    expect(
      await at.ledger.selectFrom('approvals').selectAll().where('case_id', '=', caseId).execute(),
    ).toEqual([]);
  });

  test('a declined case comes back to its owner with the words of whoever said no, as long as that is the last word', async () => {
    const caseId = await at.open();
    const task = `decision:cancel@${NOW}`;
    const says = (option: string, note: string | null, later: number) =>
      recordCommand(at.ledger, {
        caseId,
        name: 'decide',
        args: { task, option, note },
        actor: 'morgan',
        at: NOW + later,
      });
    const asked = async (later: number) => {
      const about = `cancel@${NOW + later}`;
      const options = ['ask-again', 'close'];
      const key = `declined:${about}`;
      await record(caseId, { open: [{ key, kind: 'declined', options, about }] });
      return (await listTasks(at.ledger, { caseId })).find((each) => each.key === key)?.body;
    };
    await says('decline', 'Call her once more, please.', 0);
    expect(await asked(1)).toMatch(/^Declined by morgan: “Call her once more, please.”\n\nNothing was ended/);
    await says('approve', null, 2);
    expect(await asked(3)).toMatch(/^Nothing was ended/);
  });

  test('a hold without a date is asked about with since when, by whom and why', async () => {
    const caseId = await at.open();
    const args = { until: null, note: 'the doctor is on leave' };
    await recordCommand(at.ledger, { caseId, name: 'hold', args, actor: 'kim', at: NOW });
    const about = `hold@${NOW}`;
    await record(caseId, {
      open: [{ key: `on-hold:${about}`, kind: 'on-hold', options: ['resume', 'stay'], about }],
    });
    expect(await listTasks(at.ledger, { caseId })).toMatchObject([
      {
        role: 'desk',
        body: expect.stringMatching(
          /^On hold since Tue 10 Mar 2026 \d\d:00, by kim: “the doctor is on leave”/,
        ),
      },
    ]);
  });

  test('a problem says in a sentence what is wrong', async () => {
    const caseId = await at.open();
    const about = `mailbox-full@${NOW}`;
    await record(caseId, {
      open: [{ key: `problem:${about}`, kind: 'problem', options: ['try-again'], about }],
    });
    expect(await listTasks(at.ledger, { caseId })).toMatchObject([
      { body: expect.stringMatching(/^The mailbox is full\./) },
    ]);
  });

  test.each(['activity-failed', 'undelivered', 'no-dates'])(
    'a problem that the interpreter finds itself says so in a sentence as well: %s',
    async (reason) => {
      const caseId = await at.open();
      const about = `${reason}@${NOW}`;
      await record(caseId, {
        open: [{ key: `problem:${about}`, kind: 'problem', options: ['try-again'], about }],
      });
      const [task] = await listTasks(at.ledger, { caseId });
      expect(task?.body).not.toMatch(/^Reason: /);
    },
  );

  test('an email that came back is no longer with the review for which it was ordered; what else was done is', async () => {
    const caseId = await at.open();
    const key = 'review:level-1';
    await record(caseId, { open: [{ key, kind: 'review', options: ['done'], about: 'level-1' }] });
    const done = (because: string, when: number) => ({
      at: when,
      round: 1,
      what: 'action-done',
      about: key,
      because,
    });
    await record(caseId, { log: [done('letter', NOW), done('email', NOW + 1), done('email', NOW + 2)] });
    const undone = { change: [{ key, undone: { action: 'email', at: NOW + 1 } }] };
    await record(caseId, undone);
    await record(caseId, undone);
    const [task] = await listTasks(at.ledger, { caseId });
    expect(task?.logged.map(({ action, at: when }) => [action, when])).toEqual([
      ['letter', NOW],
      ['email', NOW + 2],
    ]);
  });

  test('a task that is no longer needed is called off', async () => {
    const caseId = await at.open();
    const task = { key: 'reply:x', kind: 'reply' as const, options: ['settle'], about: 'x' };
    await record(caseId, { open: [task] });
    await record(caseId, { close: [{ key: 'reply:x' }] });
    expect(await listTasks(at.ledger, { caseId, state: 'called-off' })).toMatchObject([
      { key: 'reply:x', option: null },
    ]);
  });

  test('a task has its due date, and is put off, given to somebody and escalated as the case says', async () => {
    const caseId = await at.open();
    const about = `cancel@${NOW}`;
    const key = `declined:${about}`;
    const options = ['ask-again', 'close'];
    await record(caseId, { open: [{ key, kind: 'declined', options, about, due: NOW + 9 }] });
    const only = async () => (await listTasks(at.ledger, { caseId }))[0];
    expect(await only()).toMatchObject({ due_at: NOW + 9, priority: 1, escalated: 0, assignee: null });
    const { id } = await recordCommand(at.ledger, {
      caseId,
      name: 'assignTask',
      args: { task: key, person: 'kim' },
      actor: 'sam',
      at: NOW,
    });
    await record(caseId, {
      change: [
        { key, due: NOW + 50, showAt: NOW + 20 },
        { key, assignedBy: id },
      ],
    });
    expect(await only()).toMatchObject({ due_at: NOW + 50, show_at: NOW + 20, assignee: 'kim' });
    await record(caseId, { change: [{ key, due: NOW + 90, escalated: 1 }] });
    expect(await only()).toMatchObject({ due_at: NOW + 90, show_at: null, escalated: 1 });
  });

  test('a call counts for the day that it is by the calendar of its case', async () => {
    const script = randomUUID();
    await at.ledger
      .insertInto('contents')
      .values({ hash: script, media_type: 'text/plain', body: Buffer.from('How are you?') })
      .execute();
    const day = async (calendar: string | null, site: string) => {
      const caseId = await at.open();
      await at.ledger.updateTable('cases').set({ calendar }).where('id', '=', caseId).execute();
      const intent = {
        id: newIntentId(),
        case_id: caseId,
        round: 1,
        pass: 0,
        key: 'day-1',
        effect: 0,
        verb: 'send' as const,
        channel: 'call',
        name: 'how-are-you',
        recipient: '+12025550143',
        attempt: true,
        state: 'with-person' as const,
        content_hash: script,
        created_at: instant(NOW),
      };
      await at.ledger.insertInto('intents').values(intent).execute();
      const call = {
        key: 'call',
        kind: 'call' as const,
        role: 'desk',
        title: 'Call',
        body: '',
        about: 'call',
      };
      await openTasks(at.ledger, [{ ...call, caseId, options: ['spoke'], intentId: intent.id, at: NOW }]);
      const usual = at.deps.calendar('desk');
      at.deps.calendar = (name) => (name === 'site' ? { ...usual, zone: site } : usual);
      await record(caseId, { close: [{ key: 'call', option: 'spoke', by: 'kim' }] });
      at.deps.calendar = () => usual;
      return (await contactsMadeIn(at.ledger, caseId)).map(({ local_day }) => local_day);
    };
    const today = localDate(at.deps.calendar('desk').zone, NOW);
    expect(await day(null, 'Pacific/Kiritimati')).toEqual([today]);
    const there = localDate('Pacific/Kiritimati', NOW);
    expect(there).not.toBe(today);
    expect(await day('site', 'Pacific/Kiritimati')).toEqual([there]);
  });

  test('an approval that a reply made void is on record as void', async () => {
    const caseId = await at.open();
    const key = `decision:cancel@${NOW}`;
    await record(caseId, {
      open: [{ key, kind: 'decision', options: ['approve', 'decline'], about: `cancel@${NOW}` }],
    });
    await record(caseId, {
      close: [{ key, option: 'approve', by: 'kim' }],
      log: [
        { at: NOW, round: 1, what: 'approved', about: 'cancel' },
        { at: NOW + 5, round: 1, what: 'approval-void', about: 'cancel' },
      ],
    });
    const approvals = await at.ledger
      .selectFrom('approvals')
      .selectAll()
      .where('case_id', '=', caseId)
      .execute();
    expect(approvals).toMatchObject([{ approved_by: 'kim', revoked_because: 'void', revoked_at: NOW + 5 }]);
  });

  test('nothing is stored in part: one fault, and all of it is as before', async () => {
    const caseId = await at.open();
    const log = [{ at: NOW, round: 1, what: 'replied', about: 'x' }];
    const view = {
      status: 'closed',
      waitingOn: null,
      nextAt: null,
      attempts: 1,
      round: 1,
      outcome: null,
    } as const;
    await expect(record(caseId, { log }, { view })).rejects.toThrow('unexpected');
    expect((await timelineOf(at.ledger, caseId)).map(({ what }) => what)).toEqual(['opened']);
  });

  test('a case that was started past the ledger is recorded nowhere and does not get stuck', async () => {
    await record('small:test:nobody', { log: [{ at: NOW, round: 1, what: 'replied' }] });
    expect(await timelineOf(at.ledger, 'small:test:nobody')).toEqual([]);
  });
});
