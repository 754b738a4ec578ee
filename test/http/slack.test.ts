import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { changeFacts } from '../../ledger/cases.ts';
import { openTaskOf } from '../client/support/endings.ts';
import { until } from '../client/support/until.ts';
import { formBody, type OnCard, signedBySlack } from '../doubles/slack/calls.ts';
import {
  approvals,
  askAnew,
  buttonsOf,
  card,
  caseId,
  click,
  doneOf,
  gateway,
  letters,
  NEW,
  on,
  setUp,
  slack,
  stage,
  sweep,
  TEAM,
  tearDown,
  told,
  wordsOf,
} from './support/slack.ts';

jest.setTimeout(60_000);

beforeAll(setUp);
afterAll(tearDown);
beforeEach(askAnew);

describe('A decision in Slack', () => {
  test('is put to each of those who answer for it, with the question, its history and a button an answer', async () => {
    await sweep();
    const message = await card();
    expect(wordsOf(message)).toContain('To be approved: end-programme');
    expect(wordsOf(message)).toContain('Contact: Chris Example');
    expect(wordsOf(message)).toContain('case opened');
    expect(buttonsOf(message)).toHaveLength(2);
    expect((await card('U01KIM')).ts).not.toBe(message.ts);
    expect(await letters()).toEqual([]);
  });

  test('is put to a conversation where one is configured for the role', async () => {
    slack.channels.add('C01MANAGERS');
    await sweep(Date.now, { manager: 'C01MANAGERS' });
    expect(slack.messages.map(({ channel }) => channel)).toEqual(['C01MANAGERS']);
  });

  test('is put once, however many look after it at the same time', async () => {
    await Promise.all([sweep(), sweep(), sweep()]);
    await sweep();
    expect(slack.messages).toHaveLength(2);
    const timeline = await stage.client.timeline(caseId);
    expect(
      timeline
        .filter(({ what }) => what === 'notified')
        .map(({ because }) => because)
        .sort(),
    ).toEqual(['kim', 'morgan']);
  });

  test('is decided by a click with a valid signature, in the name of the person who clicked', async () => {
    await sweep();
    const answer = await click(await on(await card(), 'approve'));
    expect([answer.status, answer.text]).toEqual([200, '']);
    expect(await approvals()).toMatchObject([{ approved_by: 'morgan', act: 'end-programme' }]);
    const [done] = await until(async () => {
      const all = await doneOf();
      return all.length > 0 && all;
    });
    expect(done).toMatchObject({ option: 'approve', closed_by: 'morgan' });
    await told('Your answer is on record: approve.');
    const [call] = await stage.client.ledger
      .selectFrom('slack_calls')
      .selectAll()
      .where('task', '=', done?.id ?? '')
      .execute();
    expect(call).toMatchObject({ team: TEAM, slack_user: 'U01MORGAN', person: 'morgan', came_to: 'decided' });
  });

  test('is edited everywhere when it is decided: by whom and what, without buttons', async () => {
    await sweep();
    await click(await on(await card(), 'approve'));
    await until(async () => (await doneOf()).length > 0);
    await sweep();
    for (const user of ['U01MORGAN', 'U01KIM']) {
      const message = await card(user);
      expect(buttonsOf(message)).toEqual([]);
      expect(wordsOf(message)).toMatch(/Morgan Example has answered on .+: approve\./);
    }
  });

  test('is edited when something has come in between, and when an approval does not hold any more', async () => {
    await sweep();
    await click(await on(await card(), 'approve'));
    await until(async () => (await doneOf()).length > 0);
    await stage.client.reply(caseId, { text: 'I am here.', source: 'portal', eventId: caseId });
    await until(async () => (await approvals()).some(({ revoked_at }) => revoked_at !== null));
    await sweep();
    expect(wordsOf(await card())).toContain('It does not hold any more');

    await askAnew();
    await sweep();
    await card();
    await stage.client.withdraw(caseId, { by: 'sam' });
    await until(async () => (await stage.client.tasks({ caseId, state: 'called-off' })).length > 0);
    await sweep();
    expect(wordsOf(await card())).toContain('This is no longer asked');
    expect(buttonsOf(await card())).toEqual([]);
  });

  test('asks for a reason where one is needed, in a form, and is decided with it', async () => {
    await sweep();
    await click(await on(await card(), 'decline'));
    const [form] = slack.forms;
    expect(await doneOf()).toEqual([]);
    const kept = form?.view.private_metadata ?? '';
    const send = (reason: string) =>
      gateway.send('/hooks/slack/interactivity', {
        method: 'POST',
        ...signedBySlack(formBody({ kept, reason, user: 'U01MORGAN' }), NEW),
      });
    expect((await send('  ')).body).toEqual({
      response_action: 'errors',
      errors: { reason: 'Please say why.' },
    });
    expect((await send('not before she is back')).text).toBe('');
    const [done] = await until(async () => {
      const all = await doneOf();
      return all.length > 0 && all;
    });
    expect(done).toMatchObject({ option: 'decline', closed_by: 'morgan', note: 'not before she is back' });
  });
});

describe('A click', () => {
  const NOTHING: [string, Partial<OnCard>, string][] = [
    ['by somebody without the role', { user: 'U01SAM' }, 'This is not yours to decide'],
    [
      'by somebody who is none of the staff',
      { user: 'U01STRANGER' },
      'You are none of the people who decide here',
    ],
    ['by somebody of another workspace', { team: 'T0OTHER' }, 'You are none of the people who decide here'],
  ];
  test.each(NOTHING)('%s changes nothing and is told so privately', async (_, who, says) => {
    await sweep();
    expect((await click(await on(await card(), 'approve', who))).status).toBe(200);
    await told(says);
    expect(await approvals()).toEqual([]);
    expect(await openTaskOf(stage.client, caseId, 'decision')).toMatchObject({ state: 'open' });
  });

  test('that comes second is told who was first', async () => {
    await sweep();
    await click(await on(await card('U01KIM'), 'approve', { user: 'U01KIM' }));
    await told('on record');
    await click(await on(await card(), 'approve', { at: '9.9' }));
    await told('kim has answered this already: approve. The first answer counts.');
    expect(await approvals()).toMatchObject([{ approved_by: 'kim' }]);
  });

  test('on a question whose facts have changed since counts for nothing, and the card is written anew', async () => {
    await sweep();
    const before = await on(await card(), 'approve');
    await changeFacts(stage.client.ledger, caseId, { 'client-name': 'Alex' });
    await click(before);
    await told('The case has changed since this was written');
    expect(await approvals()).toEqual([]);
    await sweep();
    await click(await on(await card(), 'approve', { at: '2.2' }));
    expect(await approvals()).toMatchObject([{ approved_by: 'morgan' }]);
    await until(async () => slack.whispers.length === 2);
  });

  test('WHK-5: that comes again and again, at once and with X-Slack-Retry-Num, is one answer and one word', async () => {
    await sweep();
    const same = await on(await card(), 'approve');
    const answers = await Promise.all([click(same), click(same, { retry: 1 }), click(same, { retry: 2 })]);
    answers.push(await click(same, { retry: 3 }));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await approvals()).toHaveLength(1);
    const commands = await stage.client.ledger
      .selectFrom('commands')
      .select('id')
      .where('case_id', '=', caseId)
      .execute();
    expect(commands).toHaveLength(1);
    const kept = await stage.client.ledger
      .selectFrom('slack_calls')
      .select('came_to')
      .where('task', '=', same.value.split('|')[0] ?? '')
      .execute();
    expect(kept).toEqual([{ came_to: 'decided' }]);
    await told('on record');
    expect(slack.whispers).toHaveLength(1);
  });

  test('is answered within three seconds, also while the case cannot be reached', async () => {
    await sweep();
    const given = await on(await card(), 'approve');
    stage.wire.cut();
    const begun = Date.now();
    try {
      expect((await click(given)).status).toBe(200);
      expect(Date.now() - begun).toBeLessThan(3_000);
      expect(await approvals()).toMatchObject([{ approved_by: 'morgan' }]);
    } finally {
      stage.wire.mend();
    }
    await until(async () => {
      await stage.client.redriveOnce();
      return (await doneOf()).length > 0;
    });
  });
});
