import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { ClientError } from '../../client/index.ts';
import { REFUSALS } from '../../domain/program/refusal.ts';
import { alert } from './support/alerts.ts';
import { openStage, type Stage } from './support/stage.ts';
import { until } from './support/until.ts';

jest.setTimeout(60_000);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  await stage.startWorker();
});
afterAll(() => stage.close());

describe('What a person asks of a case', () => {
  test('is answered with how the case stands then', async () => {
    const { client } = stage;
    const { id } = await client.openCase(alert());
    expect(await client.hold(id, { by: 'sam', reason: 'away' })).toMatchObject({
      delivered: true,
      view: { status: 'held' },
    });
    expect(await client.resume(id, { by: 'sam' })).toMatchObject({ view: { status: 'waiting' } });
    expect(await client.withdraw(id, { by: 'sam' })).toMatchObject({ view: { outcome: 'withdrawn' } });
  });

  test('is refused with the case’s own sentence', async () => {
    const { client } = stage;
    const { id } = await client.openCase(alert());
    const error = await client.settle(id, { by: 'sam' }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ClientError);
    expect(error).toMatchObject({ code: 'FT-CLI-REFUSED', refusal: 'not-answered' });
    expect((error as Error).message).toContain(REFUSALS['not-answered']);
    await expect(
      client.hold(id, { by: 'sam', until: new Date('2020-01-01'), reason: 'away' }),
    ).rejects.toThrow(REFUSALS['until-is-past']);
  });

  test('to stand still wants a reason, which the history tells', async () => {
    const { client } = stage;
    const { id } = await client.openCase(alert());
    for (const reason of [undefined, '  '])
      await expect(client.hold(id, { by: 'sam', reason })).rejects.toThrow(/FT-CLI-REASON/);
    await client.hold(id, { by: 'sam', reason: 'the doctor asks us to wait' });
    const told = () => client.history(id).then((lines) => lines.map(({ words }) => words).join('\n'));
    expect(await until(async () => (await told()).includes('the doctor asks us to wait'))).toBe(true);
  });

  test('of a closed case is refused, also when Temporal has forgotten it', async () => {
    const { client } = stage;
    const { id } = await client.openCase(alert());
    await client.withdraw(id, { by: 'sam' });
    await until(async () => (await client.show(id)).status === 'closed');
    await expect(client.hold(id, { by: 'sam', reason: 'away' })).rejects.toThrow(REFUSALS['case-closed']);
    expect((await client.redriveOnce()).waiting).toEqual([]);
  });

  test('asked twice under one id is done once; the id is of that request only', async () => {
    const { client } = stage;
    const { id } = await client.openCase(alert());
    const first = await client.hold(id, { by: 'sam', id: `hold-${id}`.slice(-40), reason: 'away' });
    const resumed = await client.resume(id, { by: 'sam' });
    expect(resumed.view?.status).toBe('waiting');
    const again = await client.hold(id, { by: 'sam', id: first.id, reason: 'away' });
    expect(again.id).toBe(first.id);
    await until(async () => (await client.show(id)).status === 'waiting');
    expect((await client.timeline(id)).filter(({ what }) => what === 'held')).toHaveLength(1);
    await expect(client.withdraw(id, { by: 'sam', id: first.id })).rejects.toThrow(/FT-CLI-ID-USED/);
    await expect(client.withdraw(id, { by: 'sam', id: 'pat@example.com' })).rejects.toThrow(/FT-CLI-ID:/);
  });
});

describe('The resolution of a case alert', () => {
  test('"with shade A2" is an option and its detail; the detail stays in the ledger', async () => {
    const { client } = stage;
    const { id } = await client.openCase(alert());
    await client.chooseResolution(id, { by: 'sam', resolution: 'with shade A2' });
    expect((await client.show(id)).facts).toMatchObject({
      resolution: 'with',
      'resolution-detail': 'shade A2',
    });
    const history = await client.engine.workflow.getHandle(id).fetchHistory();
    const payloads = (history.events ?? [])
      .flatMap(
        (event) =>
          event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest?.input?.args?.payloads ?? [],
      )
      .map(({ data }) => Buffer.from(data ?? []).toString());
    expect(payloads.join('')).toContain('"with"');
    expect(payloads.join('')).not.toContain('shade');
    await client.chooseResolution(id, { by: 'sam', resolution: 'as-is' });
    const { facts } = await client.show(id);
    expect(facts['resolution']).toBe('as-is');
    expect(facts).not.toHaveProperty('resolution-detail');
  });

  test('that the case refuses leaves the ledger as it was', async () => {
    const { client } = stage;
    const { id } = await client.openCase(alert());
    await client.chooseResolution(id, { by: 'sam', resolution: 'with shade A2' });
    await client.withdraw(id, { by: 'sam' });
    await expect(client.chooseResolution(id, { by: 'sam', resolution: 'as-is' })).rejects.toThrow(
      REFUSALS['case-closed'],
    );
    expect((await client.show(id)).facts).toMatchObject({
      resolution: 'with',
      'resolution-detail': 'shade A2',
    });
  });

  test('that is none of the variant is refused before anybody is asked', async () => {
    const { client } = stage;
    const { id } = await client.openCase(alert({ variant: '2' }));
    await expect(client.chooseResolution(id, { by: 'sam', resolution: 'cancel' })).rejects.toThrow(/FT-FCT-/);
    await expect(client.chooseResolution(id, { by: 'sam', resolution: 'x', fact: 'colour' })).rejects.toThrow(
      /no choice "colour"/,
    );
  });
});

describe('A task', () => {
  test('is done once: the second answer is told who was first', async () => {
    const { client } = stage;
    const other = await stage.connect();
    const { id } = await client.openCase(alert());
    await client.reply(id, { text: 'Yes.', source: 'portal', eventId: `task-${id}` });
    const task = await until(async () => (await client.tasks({ caseId: id }))[0]);
    const answers = await Promise.allSettled([
      client.completeTask(task.id, 'settle', { by: 'kim' }),
      other.completeTask(task.id, 'resume', { by: 'lee' }),
    ]);
    const lost = answers.filter((answer) => answer.status === 'rejected');
    expect(lost).toHaveLength(1);
    expect(String(lost[0]?.reason)).toMatch(/FT-CLI-TASK-DONE: already done by (kim|lee) at \d{4}-/);
    const done = await until(async () => (await client.tasks({ caseId: id, state: 'done' }))[0]);
    expect(['kim', 'lee']).toContain(done.closed_by);
    await expect(client.completeTask(task.id, 'settle', { by: 'mo' })).rejects.toThrow(
      new RegExp(`already done by ${done.closed_by}`),
    );
  });

  test('SRV-9: who did it is in the ledger, not in Temporal', async () => {
    const { client } = stage;
    const { id } = await client.openCase(alert());
    await client.reply(id, { text: 'Yes.', source: 'portal', eventId: `who-${id}` });
    const task = await until(async () => (await client.tasks({ caseId: id }))[0]);
    await client.completeTask(task.id, 'settle', { by: 'canary-staff' });
    const done = await until(async () => (await client.tasks({ caseId: id, state: 'done' }))[0]);
    expect(done.closed_by).toBe('canary-staff');
    const history = await client.engine.workflow.getHandle(id).fetchHistory();
    const bytes = JSON.stringify(history, (_key, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString() : value,
    );
    expect(bytes).toContain('customerReplied');
    expect(bytes).not.toContain('canary-staff');
  });

  test('takes only the options it names, and there must be such a task', async () => {
    const { client } = stage;
    const { id } = await client.openCase(alert());
    await client.reply(id, { text: 'Yes.', source: 'portal', eventId: `option-${id}` });
    const task = await until(async () => (await client.tasks({ caseId: id }))[0]);
    await expect(client.completeTask(task.id, 'explode', { by: 'kim' })).rejects.toThrow(
      /Options: settle, resume, wait-again/,
    );
    await expect(client.completeTask('nobody', 'settle', { by: 'kim' })).rejects.toThrow(/FT-CLI-NO-TASK/);
  });
});
