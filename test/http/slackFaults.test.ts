import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { switchOff } from '../../ledger/switches.ts';
import { until } from '../client/support/until.ts';
import { clickBody, signedBySlack } from '../doubles/slack/calls.ts';
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
  slackWaits,
  stage,
  sweep,
  TEAM,
  tearDown,
  told,
  OLD,
} from './support/slack.ts';

jest.setTimeout(60_000);

beforeAll(setUp);
afterAll(tearDown);
beforeEach(askAnew);

describe('WHK-3: a call from Slack', () => {
  const now = () => Math.floor(Date.now() / 1_000);
  const event = (body: object, at = now(), secret = NEW) =>
    gateway.send('/hooks/slack/events', {
      method: 'POST',
      ...signedBySlack(JSON.stringify(body), secret, { at, type: 'application/json' }),
    });
  const hello = { type: 'url_verification', challenge: 'say this' };

  test('is taken within five minutes of its signing, and not after, in both directions', async () => {
    for (const off of [-299, 299]) expect((await event(hello, now() + off)).status).toBe(200);
    for (const off of [-302, 302]) expect((await event(hello, now() + off)).status).toBe(403);
  });

  test('WHK-1: is taken with any secret of the list, and with no other one', async () => {
    expect((await event(hello, now(), OLD)).text).toBe('say this');
    for (const wrong of ['', 'another', `${NEW} `]) {
      const refused = await event(hello, now(), wrong);
      expect([refused.status, refused.body['code']]).toEqual([403, 'FT-HTTP-SIGNATURE']);
      expect(refused.text).not.toContain('say this');
    }
  });

  test('WHK-1: of which one byte was changed changes nothing', async () => {
    await sweep();
    const { body, headers } = signedBySlack(clickBody(await on(await card(), 'approve')), NEW);
    const path = '/hooks/slack/interactivity';
    const changed = body.replace('approve', 'decline');
    expect((await gateway.send(path, { method: 'POST', headers, body: changed })).status).toBe(403);
    const unsigned = { 'content-type': headers['content-type'] ?? '' };
    expect((await gateway.send(path, { method: 'POST', headers: unsigned, body })).status).toBe(403);
    expect(await approvals()).toEqual([]);
  });

  test('about words to us is answered once; our own words and what is none of ours are left alone', async () => {
    const channel = slack.withUsers('U01MORGAN');
    slack.channels.add(channel);
    const said = { type: 'message', channel_type: 'im', channel, user: 'U01MORGAN', text: 'approved!' };
    const call = (id: string, words: object) =>
      event({ type: 'event_callback', event_id: id, team_id: TEAM, event: words });
    await Promise.all(['Ev1', 'Ev1', 'Ev1'].map((id) => call(id, said)));
    await call('Ev1', said);
    await told('Nobody reads what is written here');
    expect((await call('Ev2', { ...said, bot_id: 'B1' })).status).toBe(200);
    expect((await call('Ev3', { ...said, subtype: 'message_changed' })).status).toBe(200);
    expect((await call('Ev4', { ...said, channel_type: 'channel' })).status).toBe(200);
    expect((await event({ nothing: 'known' })).status).toBe(200);
    expect(slack.whispers).toHaveLength(1);
    expect(await approvals()).toEqual([]);
  });
});

describe('A card', () => {
  const mine = () => slack.messages.filter(({ blocks }) => JSON.stringify(blocks).includes(caseId));

  test.each([
    ['knows it again', true],
    ['does not', false],
  ])('SND-4: whose answer was lost stands once, and a letter asks instead; Slack %s', async (_, knows) => {
    slack.knowsAgain = knows;
    slack.next('accept-then-drop', 'POST /api/chat.postMessage');
    await sweep();
    await sweep(() => Date.now() + 3_600_000);
    expect(mine()).toHaveLength(2);
    expect(new Set(mine().map(({ channel }) => channel)).size).toBe(2);
    const parked = await stage.client.ledger
      .selectFrom('intents')
      .select(['name', 'reason'])
      .where('case_id', '=', caseId)
      .where('state', '=', 'refused')
      .execute();
    expect(parked).toMatchObject([{ reason: 'ambiguous' }]);
  });

  test('that nobody knew of can be answered, and is edited from then on', async () => {
    slack.next('accept-then-drop', 'POST /api/chat.postMessage');
    slack.next('accept-then-drop', 'POST /api/chat.postMessage');
    await sweep();
    expect((await letters()).map(({ recipient }) => recipient)).toEqual(['morgan@example.com']);
    await click(await on(await card(), 'approve'));
    expect(await approvals()).toMatchObject([{ approved_by: 'morgan' }]);
    await until(async () => (await doneOf()).length > 0);
    await sweep();
    expect(buttonsOf(await card())).toEqual([]);
  });

  test('waits as long as Slack asks, and then goes out', async () => {
    const begun = Date.now();
    slack.next({ status: 429, headers: { 'retry-after': '120' } }, 'POST /api/conversations.open');
    await sweep(() => begun);
    await sweep(() => begun + 119_000);
    expect(mine()).toEqual([]);
    await sweep(() => begun + 121_000);
    expect(mine()).toHaveLength(2);
    expect(await letters()).toEqual([]);
  });

  test('SND-13: that is more than Slack takes goes out later, when Slack takes it, and once', async () => {
    const begun = Date.now();
    const once = { perMinute: 1, burst: 1 };
    slack.limits.set('conversations.open', once);
    slack.limits.set('chat.postMessage', once);
    for (const user of ['U01MORGAN', 'U01KIM']) slack.limits.take('chat.postMessage', slack.withUsers(user));
    await sweep(() => begun);
    const asked = slack.asked.length;
    await sweep(() => begun + 59_000);
    expect(slack.asked).toHaveLength(asked);
    expect(mine()).toEqual([]);
    slackWaits(61_000);
    await sweep(() => begun + 61_000);
    expect(mine()).toHaveLength(1);
    slackWaits(121_000);
    await sweep(() => begun + 182_000);
    await sweep(() => begun + 3_600_000);
    expect(
      mine()
        .map(({ channel }) => channel)
        .toSorted(),
    ).toEqual(['U01KIM', 'U01MORGAN'].map((user) => slack.withUsers(user)));
    expect(await letters()).toEqual([]);
  });

  test('that cannot be edited at once is edited later; one that is gone is left alone', async () => {
    await sweep();
    const [first, second] = mine();
    await click(await on(await card(), 'approve'));
    await until(async () => (await doneOf()).length > 0);
    slack.messages.splice(slack.messages.indexOf(second!), 1);
    slack.next({ status: 429, headers: { 'retry-after': '40' } }, 'POST /api/chat.update');
    await sweep();
    await sweep(() => Date.now() + 30_000);
    expect(first?.edited).toBe(0);
    await sweep(() => Date.now() + 50_000);
    expect(first?.edited).toBe(1);
    const asked = slack.asked.length;
    await sweep(() => Date.now() + 3_600_000);
    expect(slack.asked).toHaveLength(asked);
  });

  test('is a letter while word to our people is switched off', async () => {
    const { ledger } = stage.client;
    await switchOff(ledger, 'tell', 'login-refused', 'test', Date.now());
    await sweep();
    await ledger.deleteFrom('switches').execute();
    await sweep();
    expect(mine()).toEqual([]);
    expect((await letters()).map(({ recipient }) => recipient)).toEqual(['morgan@example.com']);
  });

  test('for somebody whom Slack does not know goes as a letter', async () => {
    slack.users[0]!.id = 'U01MORGAN';
    const [morgan] = slack.users.splice(0, 1);
    try {
      await sweep();
      expect((await letters()).map(({ recipient }) => recipient)).toEqual(['morgan@example.com']);
      expect(mine()).toHaveLength(1);
    } finally {
      slack.users.unshift(morgan!);
    }
  });

  test('SND-4: whose sender was killed on the way is not sent again, and a letter asks instead', async () => {
    await sweep(Date.now);
    slack.messages.length = 0;
    const { ledger } = stage.client;
    await ledger
      .updateTable('intents')
      .set({ state: 'sending', accepted_at: null, lease_until: new Date(0) as unknown as number })
      .where('case_id', '=', caseId)
      .where('name', '=', 'morgan')
      .execute();
    await sweep();
    expect(mine()).toEqual([]);
    expect((await letters()).map(({ recipient }) => recipient)).toEqual(['morgan@example.com']);
  });
});

describe('The form that asks for a reason', () => {
  const refusals: [string, () => void][] = [
    ['more than three seconds after the click', () => slackWaits(3_100)],
    [
      'because too many were opened',
      () => {
        slack.limits.set('views.open', { perMinute: 60, burst: 1 });
        slack.limits.take('views.open', '');
      },
    ],
  ];
  test.each(refusals)(
    'that Slack opens not, %s, is told to the clicker, who clicks again',
    async (_, happens) => {
      await sweep();
      const given = await on(await card(), 'decline');
      happens();
      expect((await click(given)).status).toBe(200);
      await told('Please press the button again');
      expect(slack.forms).toEqual([]);
      slackWaits(60_000);
      let times = 0;
      await until(async () => {
        await click(await on(await card(), 'decline', { at: `2.${(times += 1)}` }));
        return slack.forms.length === 1;
      });
      expect(await doneOf()).toEqual([]);
    },
  );

  test('WHK-5: opens once, however often the click comes, and nobody is told that it did not', async () => {
    await sweep();
    const same = await on(await card(), 'decline');
    const answers = await Promise.all([click(same), click(same, { retry: 1 }), click(same, { retry: 2 })]);
    answers.push(await click(same, { retry: 3 }));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(slack.forms).toHaveLength(1);
    expect(slack.whispers).toEqual([]);
  });
});
