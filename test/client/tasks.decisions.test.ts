import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { approverStillMay } from '../../ledger/approvals.ts';
import { REFUSALS } from '../../domain/program/refusal.ts';
import { type Folder, proceduresOfToday } from '../faults/support/folder.ts';
import { ending, openTaskOf, SOURCE, withStaff } from './support/endings.ts';
import { openStage, type Stage } from './support/stage.ts';
import { until } from './support/until.ts';

jest.setTimeout(60_000);

let folder: Folder;
let stage: Stage;
beforeAll(async () => {
  folder = await proceduresOfToday(SOURCE);
  stage = await openStage({ proceduresDir: folder.path });
  await stage.startWorker();
  await withStaff(stage.client);
});
afterAll(async () => {
  await stage?.close();
  await folder?.remove();
});

async function asked(): Promise<{ id: string; decision: string }> {
  const { id } = await stage.client.openCase(ending());
  return { id, decision: (await openTaskOf(stage.client, id, 'decision')).id };
}

const approvals = (caseId: string) =>
  stage.client.ledger.selectFrom('approvals').selectAll().where('case_id', '=', caseId).execute();

describe('A decision', () => {
  test('says for whom it is, until when, what each answer does, and where the SOP says so', async () => {
    const { id, decision } = await asked();
    expect(await openTaskOf(stage.client, id, 'decision')).toMatchObject({
      id: decision,
      role: 'manager',
      priority: 1,
      options: ['approve', 'decline'],
      sop: 'Handbook 4.2: who may end a programme',
      due_at: expect.any(Number),
    });
  });

  test('is answered by whoever has its role, and the approval stands on record under their name', async () => {
    const { id, decision } = await asked();
    await stage.client.decide(decision, 'approve', { by: 'morgan' });
    expect(await approvals(id)).toMatchObject([{ act: 'end-programme', approved_by: 'morgan' }]);
    expect(await approverStillMay(stage.client.ledger, id, 'end-programme', Date.now())).toBe(true);
  });

  test('is answered by nobody else, and the message says whom to ask', async () => {
    const { decision } = await asked();
    for (const option of ['approve', 'decline'])
      await expect(
        stage.client.completeTask(decision, option, { by: 'sam', note: 'so be it' }),
      ).rejects.toThrow(/FT-CLI-ROLE: sam does not answer for manager\. Ask kim, morgan/);
  });

  test('is answered by the stand-in of somebody who is away, until they are back', async () => {
    const { id, decision } = await asked();
    const from = Date.now() - 1_000;
    await stage.client.away('kim', { by: 'kim', from, standIn: 'mo' });
    await stage.client.decide(decision, 'approve', { by: 'mo' });
    const { ledger } = stage.client;
    expect(await approverStillMay(ledger, id, 'end-programme', Date.now())).toBe(true);
    await stage.client.back('kim', { by: 'kim' });
    expect(await approverStillMay(ledger, id, 'end-programme', Date.now() + 1)).toBe(false);
  });

  test('declined needs a reason, which the owner and the timeline get to read', async () => {
    const { id, decision } = await asked();
    await expect(stage.client.decide(decision, 'decline', { by: 'morgan' })).rejects.toThrow(/FT-CLI-REASON/);
    await stage.client.decide(decision, 'decline', { by: 'morgan', reason: 'she is back on Monday' });
    expect(await openTaskOf(stage.client, id, 'declined')).toMatchObject({ role: 'coach' });
    const history = await stage.client.history(id);
    expect(history.map(({ words }) => words)).toContainEqual(
      expect.stringMatching(/^declined: end-programme, by Morgan Example: she is back on Monday$/),
    );
  });

  test('that came up again because somebody asked for it is not approved by that person', async () => {
    const { id, decision } = await asked();
    await stage.client.decide(decision, 'decline', { by: 'morgan', reason: 'not yet' });
    const declined = await openTaskOf(stage.client, id, 'declined');
    await stage.client.decide(declined.id, 'ask-again', { by: 'kim' });
    const again = await openTaskOf(stage.client, id, 'decision');
    await expect(stage.client.decide(again.id, 'approve', { by: 'kim' })).rejects.toThrow(
      /FT-CLI-OWN-REQUEST: kim has asked for this.*Ask morgan/,
    );
    await stage.client.decide(again.id, 'approve', { by: 'morgan' });
  });

  test('has one answer: the second is told who was first and when', async () => {
    const { decision } = await asked();
    const other = await stage.connect();
    const answers = await Promise.allSettled([
      stage.client.decide(decision, 'decline', { by: 'morgan', reason: 'no' }),
      other.decide(decision, 'approve', { by: 'kim' }),
    ]);
    const lost = answers.filter((answer) => answer.status === 'rejected');
    expect(lost).toHaveLength(1);
    expect(String(lost[0]?.reason)).toMatch(/FT-CLI-TASK-DONE: already done by (morgan|kim) at \d{4}-/);
  });

  test('from an outside system counts only under the name of somebody who may give it', async () => {
    const { id } = await asked();
    const { key } = await openTaskOf(stage.client, id, 'decision');
    await stage.client.managerApproved(id, { approver: 'sam', decision: key, source: 'chat', eventId: id });
    const confirm = await openTaskOf(stage.client, id, 'confirm-approval');
    expect(await approvals(id)).toEqual([]);
    await expect(stage.client.decide(confirm.id, 'confirm', { by: 'sam' })).rejects.toThrow(/FT-CLI-ROLE/);
    await stage.client.decide(confirm.id, 'confirm', { by: 'morgan' });
    expect(await approvals(id)).toMatchObject([{ approved_by: 'morgan' }]);
  });
});

describe('An approval', () => {
  test('can be taken back until the act, by anybody of the staff; the act does not start', async () => {
    const { id, decision } = await asked();
    await stage.client.decide(decision, 'approve', { by: 'morgan' });
    await until(async () => (await stage.client.outbox({ caseId: id })).length > 0);
    await stage.client.withdrawApproval(id, { by: 'sam', note: 'the client has called' });
    expect(await approvals(id)).toMatchObject([{ revoked_by: 'sam', revoked_because: null }]);
    expect(await approverStillMay(stage.client.ledger, id, 'end-programme', Date.now())).toBe(false);
    const history = await until(async () => {
      const lines = (await stage.client.history(id)).map(({ words }) => words);
      return lines.some((words) => words.includes('taken back')) && lines;
    });
    expect(history).toContainEqual(
      expect.stringMatching(/taken back: end-programme, by Sam Sample: the client has called$/),
    );
  });

  test('is taken back once: the second is told who was first; without one there is nothing to take back', async () => {
    const { id, decision } = await asked();
    await expect(stage.client.withdrawApproval(id, { by: 'sam' })).rejects.toThrow(
      REFUSALS['nothing-approved'],
    );
    await stage.client.decide(decision, 'approve', { by: 'morgan' });
    await stage.client.withdrawApproval(id, { by: 'sam' });
    await expect(stage.client.withdrawApproval(id, { by: 'kim', act: 'end-programme' })).rejects.toThrow(
      /FT-CLI-TASK-DONE: the approval of end-programme is already taken back by sam at \d{4}-/,
    );
  });

  test('is void after a reply, and on record as void', async () => {
    const { id, decision } = await asked();
    await stage.client.decide(decision, 'approve', { by: 'morgan' });
    await stage.client.reply(id, { text: 'I am still here.', source: 'portal', eventId: `void-${id}` });
    const [approval] = await until(async () => {
      const given = await approvals(id);
      return given[0]?.revoked_because === 'void' && given;
    });
    expect(approval).toMatchObject({ revoked_by: 'followthrough' });
    await expect(stage.client.withdrawApproval(id, { by: 'sam' })).rejects.toThrow(/already void/);
  });

  test('does not hold any more when whoever gave it has left', async () => {
    const { id, decision } = await asked();
    const { client } = stage;
    await client.addPerson({ by: 'morgan', id: 'lee', name: 'Lee Example', roles: ['manager'] });
    await client.decide(decision, 'approve', { by: 'lee' });
    expect(await approverStillMay(client.ledger, id, 'end-programme', Date.now())).toBe(true);
    await client.removePerson('lee', { by: 'morgan' });
    expect(await approverStillMay(client.ledger, id, 'end-programme', Date.now())).toBe(false);
  });
});
