import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RecordInput } from '../../activities/contract.ts';
import { createActivities } from '../../activities/index.ts';
import { findCase } from '../../ledger/cases.ts';
import { recordInbound } from '../../ledger/inbound.ts';
import { intentsOfCase } from '../../ledger/intents.ts';
import { listOutbox } from '../../ledger/outbox.ts';
import { listTasks } from '../../ledger/tasks.ts';
import { timelineOf } from '../../ledger/timeline.ts';
import { type Desk, desk, environment, HELLO, NOW, SAID } from './support/desk.ts';

const RING = { verb: 'task', name: 'ring', role: 'front-desk' } as const;

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

  test('the task says when a reply stands in its way', async () => {
    const caseId = await at.open();
    await at.perform(caseId, [HELLO]);
    expect(await listTasks(at.ledger, { caseId })).toMatchObject([{ answered: false }]);
    await recordInbound(at.ledger, {
      caseId,
      channel: 'portal',
      source: 'test',
      eventId: caseId,
      text: 'Fine.',
      receivedAt: NOW,
    });
    expect(await listTasks(at.ledger, { caseId })).toMatchObject([{ answered: true }]);
  });

  test('a rehearsal bothers nobody: it goes to the sandbox', async () => {
    const caseId = await at.open({ rehearsal: true });
    const { results } = await at.perform(caseId, [HELLO], { rehearsal: true });
    expect(results).toMatchObject([{ status: 'done' }]);
    expect(await listTasks(at.ledger, { caseId })).toEqual([]);
    expect(await listOutbox(at.ledger, { caseId })).toHaveLength(1);
  });
});
