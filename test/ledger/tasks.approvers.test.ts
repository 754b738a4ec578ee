import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Step } from '../../domain/procedure/procedure.ts';
import { approverStillMay, recordApproval, voidApprovals, whyNotApprove } from '../../ledger/approvals.ts';
import { answerCommand, recordCommand } from '../../ledger/commands.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { keepProcedure } from '../../ledger/procedures.ts';
import { openTasks } from '../../ledger/tasks.ts';
import { SMALL } from '../support/smallProcedure.ts';
import { aCase, book, NOW } from './support/book.ts';

/** As the small procedure, but what is done at the end is chosen: cancel needs a manager. */
const steps: Step[] = [
  {
    when: 'day',
    day: 2,
    do: [
      {
        verb: 'choose',
        fact: 'resolution',
        branches: [
          { option: 'cancel', do: [{ verb: 'act', name: 'cancel', approvedBy: 'manager' }] },
          { option: 'otherwise', do: [{ verb: 'end', outcome: 'ended' }] },
        ],
      },
    ],
  },
];
const CHOOSING = { ...SMALL, hash: 'hash-of-choosing', decoded: { ...SMALL.decoded, steps } };

const choice = SMALL.decoded.facts['resolution'];
const usual = { ...SMALL.decoded.facts, resolution: { ...choice!, default: 'cancel' } };
/** The same, where it is what happens anyway. */
const USUAL = { ...SMALL, hash: 'hash-of-usual', decoded: { ...SMALL.decoded, steps, facts: usual } };

const WANTING_IT = { 'pet-name': 'Rex', resolution: 'cancel' };

let ledger: Ledger;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ ledger, close } = await book());
  await keepProcedure(ledger, CHOOSING, 'test', NOW);
  await keepProcedure(ledger, USUAL, 'test', NOW);
}, 60_000);
afterAll(() => close());

let asked = 0;
async function says(caseId: string, actor: string, name: string, args: object) {
  asked += 1;
  return recordCommand(ledger, { caseId, name, args, actor, at: NOW + asked });
}

const chooses = (caseId: string, actor: string, option: string) =>
  says(caseId, actor, 'chooseResolution', { fact: 'resolution', option });

const choosing = (more: object = {}) => aCase(ledger, { hash: CHOOSING.hash, ...more });

function why(caseId: string, person: string) {
  return whyNotApprove(ledger, { caseId, act: 'cancel', person, role: 'manager', at: NOW });
}

describe('Who may approve what cannot be undone', () => {
  test('not whoever chose it', async () => {
    const caseId = await choosing();
    await chooses(caseId, 'kim', 'cancel');
    expect(await why(caseId, 'kim')).toBe('own-request');
    expect(await why(caseId, 'morgan')).toBeNull();
  });

  test('not whoever answered the team’s question with it', async () => {
    const caseId = await choosing();
    const task = `choose-resolution:cancel@${NOW}`;
    await says(caseId, 'sam', 'completeTask', { task, option: 'cancel' });
    expect(await why(caseId, 'sam')).toBe('own-request');
  });

  test('not whoever had the question put again after a no', async () => {
    const caseId = await choosing();
    await says(caseId, 'kim', 'decide', { task: `declined:cancel@${NOW}`, option: 'ask-again' });
    expect(await why(caseId, 'kim')).toBe('own-request');
  });

  test('but whoever chose it and then something else, when another one chose it again', async () => {
    const caseId = await choosing();
    await chooses(caseId, 'kim', 'cancel');
    await chooses(caseId, 'kim', 'wait');
    await chooses(caseId, 'lee', 'cancel');
    expect([await why(caseId, 'kim'), await why(caseId, 'lee')]).toEqual([null, 'own-request']);
  });

  test('what the case has refused was never asked for', async () => {
    const caseId = await choosing();
    const { id } = await chooses(caseId, 'kim', 'cancel');
    await answerCommand(ledger, id, { error: 'too-late-to-choose', at: NOW });
    expect(await why(caseId, 'kim')).toBeNull();
  });

  test('not whoever opened the case with it', async () => {
    const caseId = await choosing({ facts: WANTING_IT, openedBy: 'kim' });
    expect([await why(caseId, 'kim'), await why(caseId, 'morgan')]).toEqual(['own-request', null]);
  });

  test('but whoever opened the case with it, once somebody has chosen otherwise and another one it again', async () => {
    const caseId = await choosing({ facts: WANTING_IT, openedBy: 'kim' });
    await chooses(caseId, 'lee', 'wait');
    await chooses(caseId, 'lee', 'cancel');
    expect([await why(caseId, 'kim'), await why(caseId, 'lee')]).toEqual([null, 'own-request']);
  });

  test('nor is that undone when another one only says the same again', async () => {
    const caseId = await choosing({ facts: WANTING_IT, openedBy: 'kim' });
    const facts = { after: { resolution: 'cancel' }, before: { resolution: 'cancel' } };
    await says(caseId, 'lee', 'chooseResolution', { fact: 'resolution', option: 'cancel', facts });
    expect([await why(caseId, 'kim'), await why(caseId, 'lee')]).toEqual(['own-request', 'own-request']);
  });

  test('whoever opened it with something else has not asked for what another one chose', async () => {
    const caseId = await choosing({ facts: { ...WANTING_IT, resolution: 'cancel' }, openedBy: 'kim' });
    const facts = { after: { resolution: 'cancel' }, before: { resolution: 'wait' } };
    await says(caseId, 'lee', 'chooseResolution', { fact: 'resolution', option: 'cancel', facts });
    expect([await why(caseId, 'kim'), await why(caseId, 'lee')]).toEqual([null, 'own-request']);
  });

  test('what an outside system opened the case with, or the procedure does by itself, any manager may approve', async () => {
    const bySystem = await choosing({ facts: WANTING_IT });
    await says(bySystem, 'kim', 'completeTask', { task: 'step:1', option: 'done' });
    const byDefault = await choosing({ hash: USUAL.hash, facts: WANTING_IT, openedBy: 'kim' });
    expect([await why(bySystem, 'kim'), await why(byDefault, 'kim')]).toEqual([null, null]);
  });

  test('in a rehearsal, whose staff is played, anybody', async () => {
    const caseId = await choosing({ rehearsal: true });
    await chooses(caseId, 'rehearsal', 'cancel');
    expect(await why(caseId, 'rehearsal')).toBeNull();
  });
});

describe('An approval on record', () => {
  test('counts only if whoever gave it may still give it', async () => {
    const caseId = await choosing();
    const may = () => approverStillMay(ledger, caseId, 'cancel', NOW);
    expect(await may()).toBe(false);
    await recordApproval(ledger, { caseId, act: 'cancel', decision: 'd', by: 'kim', at: NOW });
    expect(await may()).toBe(true);
    await chooses(caseId, 'kim', 'cancel');
    expect(await may()).toBe(false);
  });

  test('that is made void leaves one of a later question alone', async () => {
    const caseId = await choosing();
    const words = { title: 'Decide', body: '', options: ['approve'], about: 'cancel' };
    for (const [key, at] of [
      ['decision:before', NOW],
      ['decision:after', NOW + 10],
    ] as const) {
      await openTasks(ledger, [{ caseId, key, kind: 'decision', role: 'manager', ...words, at }]);
      await recordApproval(ledger, { caseId, act: 'cancel', decision: key, by: 'kim', at });
    }
    await voidApprovals(ledger, { caseId, act: 'cancel', at: NOW + 10, because: 'void' });
    const given = await ledger
      .selectFrom('approvals')
      .select(['decision', 'revoked_because'])
      .where('case_id', '=', caseId)
      .orderBy('approved_at')
      .execute();
    expect(given).toEqual([
      { decision: 'decision:before', revoked_because: 'void' },
      { decision: 'decision:after', revoked_because: null },
    ]);
  });
});
