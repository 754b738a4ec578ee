import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { RehearsedCase } from '../support/rehearsed.ts';
import { openStage, type Stage } from './support/stage.ts';
import { until } from './support/until.ts';

jest.setTimeout(120_000);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  await stage.startWorker();
});
afterAll(() => stage.close());

describe('A cancellation that waits for a manager', () => {
  test('is not approved by a message that does not say which question it answers: a person confirms it', async () => {
    const asked = await atDecision();
    await stage.client.managerApproved(asked.id, {
      approver: 'Canary Manager',
      source: 'chat',
      eventId: asked.id,
    });
    const kinds = await until(async () => {
      const open = await asked.openTasks();
      return open.includes('confirm-approval') && open;
    });
    expect(kinds).toContain('decision');
    expect(await approvals(asked.id)).toEqual([]);
    await asked.task('confirm-approval', 'confirm');
    expect(await asked.outcome()).toBe('cancelled');
    expect(await approvals(asked.id)).toMatchObject([{ act: 'cancel', approved_by: 'someone' }]);
  });

  test('is approved by a message that names the question and the manager, who is named in the ledger only', async () => {
    const asked = await atDecision();
    const [task] = await stage.client.tasks({ caseId: asked.id });
    const given = { approver: 'Canary Manager', source: 'chat', eventId: asked.id };
    await stage.client.managerApproved(asked.id, { ...given, decision: task?.key ?? '' });
    expect(await asked.outcome()).toBe('cancelled');
    expect(await approvals(asked.id)).toMatchObject([{ act: 'cancel', approved_by: 'Canary Manager' }]);
    const history = await stage.client.engine.workflow.getHandle(asked.id).fetchHistory();
    const stored = JSON.stringify(history, (_key, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString() : value,
    );
    expect(stored).toContain('managerApproved');
    expect(stored).not.toContain('Canary');
  });

  test('that one manager declines while another approves has one answer, and no approval that does not hold', async () => {
    const asked = await atDecision();
    const [task] = await stage.client.tasks({ caseId: asked.id });
    const other = await stage.connect();
    const answers = await Promise.allSettled([
      stage.client.completeTask(task?.id ?? '', 'decline', { by: 'kim' }),
      other.completeTask(task?.id ?? '', 'approve', { by: 'lee' }),
    ]);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const declined = answers[0]?.status === 'fulfilled';
    await asked.rest();
    if (declined) {
      expect(await asked.openTasks()).toEqual(['choose-resolution']);
      await asked.task('choose-resolution', 'with part the lower model');
      const { facts } = await stage.client.show(asked.id);
      expect(facts).toMatchObject({ resolution: 'part', 'resolution-detail': 'the lower model' });
    }
    expect((await approvals(asked.id)).filter(({ revoked_at }) => revoked_at === null)).toHaveLength(
      declined ? 0 : 1,
    );
    if (declined) await stage.client.withdraw(asked.id, { by: 'kim' });
    expect(await asked.outcome()).toBe(declined ? 'withdrawn' : 'cancelled');
  });
});

async function atDecision(): Promise<RehearsedCase> {
  const opened = await RehearsedCase.open(stage, 'America/Los_Angeles', {
    procedure: 'case-alert',
    variant: '5',
    facts: { 'alert-sent': '2026-03-09T10:30:00-07:00', 'doctor-name': 'Example', resolution: 'cancel' },
    contact: { portal: 'example-dental' },
  });
  await opened.until('decision');
  await opened.task('choose-resolution', 'cancel');
  return opened;
}

function approvals(caseId: string) {
  return stage.client.ledger.selectFrom('approvals').selectAll().where('case_id', '=', caseId).execute();
}
