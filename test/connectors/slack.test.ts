import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { checkAcuity } from '../../connectors/acuity/check.ts';
import { readConfig } from '../../connectors/config/read.ts';
import { ConnectorError } from '../../connectors/errors/connectorError.ts';
import { judged } from '../../connectors/errors/judged.ts';
import type { OutgoingNote } from '../../connectors/ports.ts';
import { slackCaller } from '../../connectors/slack/api.ts';
import { cardWords } from '../../connectors/slack/blocks.ts';
import { checkSlack } from '../../connectors/slack/check.ts';
import type { SlackSettings } from '../../connectors/slack/settings.ts';
import { slack } from '../../connectors/slack/slack.ts';
import { fitting, messageIdOf, parts } from '../../connectors/slack/text.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { newId } from '../../ledger/id.ts';
import { addPerson } from '../../ledger/people/changes.ts';
import { takeTurn } from '../../ledger/slack/turns.ts';
import { acuityDouble } from '../doubles/acuity/acuity.ts';
import { type SlackDouble, slackDouble } from '../doubles/slack/slack.ts';
import { book } from '../ledger/support/book.ts';
import { freePort } from '../support/ownPostgres.ts';

jest.setTimeout(60_000);

const NOTE: OutgoingNote = {
  verb: 'note',
  to: 'manager',
  id: '0195a0b0-0000-7000-8000-000000000001',
  case: { id: 'small:test:1', procedure: 'small', source: 'test', occurrence: '1' },
  name: 'said',
  at: Date.parse('2026-03-10T17:00:00Z'),
  kind: null,
  title: 'A client <does not> answer',
  text: 'She wrote: "<!channel> *no* & <https://x.example.com|click>".',
  tags: [],
};

describe('Word to our own people by Slack', () => {
  let ledger: Ledger;
  let close: () => Promise<void>;
  let double: SlackDouble;
  let settings: SlackSettings;
  beforeAll(async () => {
    ({ ledger, close } = await book());
    double = await slackDouble();
    double.users.push({ id: 'U01KIM', email: 'kim@example.com' }, { id: 'U01SAM', email: 'sam@example.com' });
    const plain = { senderName: null, number: null, site: null };
    const noted = { by: 'boss', at: Date.now() };
    const kim = { id: 'kim', name: 'Kim Lee', mailbox: 'kim@example.com', roles: ['manager', 'coach'] };
    const sam = { id: 'sam', name: 'Sam Sample', mailbox: null, slack: 'U01SAM', roles: ['manager'] };
    await addPerson(ledger, { ...plain, ...kim }, noted);
    await addPerson(ledger, { ...plain, ...sam }, noted);
    settings = {
      token: double.token,
      signingSecrets: ['secret'],
      team: 'T012TEAM',
      roles: { desk: 'C01DESK' },
      api: `${double.url}/api/`,
      timeouts: { connect: 300, total: 500 },
    };
  }, 60_000);
  afterAll(async () => {
    await double?.close();
    await close?.();
  });
  beforeEach(async () => {
    double.messages.length = 0;
    double.channels.add('C01DESK');
    double.archived.clear();
    double.limits.reset();
    await ledger.deleteFrom('slack_turns').execute();
  });

  async function tell(to = 'desk', id = newId(), changed: Partial<SlackSettings> = {}) {
    const port = judged(slack({ ...settings, ...changed }, ledger), []);
    const { body } = await port.prepare({ ...NOTE, to, id });
    return port.deliver({ id, caseId: NOTE.case.id, to, body });
  }
  async function refusal(...given: Parameters<typeof tell>) {
    return judge(await tell(...given).catch((thrown: unknown) => thrown));
  }
  function judge(error: unknown) {
    if (!(error instanceof ConnectorError)) throw new Error(`no refusal: ${String(error)}`);
    return { ...error.verdict, retryAfter: error.retryAfter };
  }

  test('is text only, and what people wrote is no markup', async () => {
    const { providerId } = await tell();
    const [message] = double.messages;
    expect(message).toMatchObject({ channel: 'C01DESK', blocks: [] });
    expect(message?.text).toBe(
      '*A client &lt;does not&gt; answer*\nShe wrote: "&lt;!channel&gt; *no* &amp; &lt;https://x.example.com|click&gt;".',
    );
    expect(providerId).toBe(`C01DESK/${message?.ts}`);
  });

  test('goes to the people of a role without a conversation: one in person, several together, as one message', async () => {
    await tell('coach');
    await tell('manager');
    expect(double.messages.map(({ channel }) => channel)).toEqual([
      double.withUsers('U01KIM'),
      double.withUsers('U01KIM', 'U01SAM'),
    ]);
  });

  test('for a role that nobody has now is refused, and a person looks', async () => {
    expect(await refusal('nobody')).toMatchObject({ class: 'permanent-recipient', stopsChannel: false });
  });

  test('SND-4: bears an id made from the intent, the same for every try', async () => {
    const id = newId();
    await tell('desk', id);
    await tell('desk', id);
    expect(double.messages.map(({ clientMsgId }) => clientMsgId)).toEqual([messageIdOf(id)]);
    expect(messageIdOf(newId())).not.toBe(messageIdOf(id));
    expect(slack(settings, ledger).repeatable).toBe(false);
  });

  test('SND-13: goes out once a second in one conversation, whoever sends, and at once in another', async () => {
    const begun = Date.now();
    await Promise.all([tell(), tell(), tell(), tell('coach')]);
    const at = (channel: string) =>
      double.messages
        .flatMap((each) => (each.channel === channel ? each.at - begun : []))
        .sort((a, b) => a - b);
    const [first = 0, second = 0, third = 0] = at('C01DESK');
    expect(second - first).toBeGreaterThan(950);
    expect(third - second).toBeGreaterThan(950);
    expect(at(double.withUsers('U01KIM'))[0]).toBeLessThan(900);
  });

  test('SND-13: is put off when the line is long, and takes no turn then', async () => {
    const now = Date.now();
    for (let many = 0; many < 6; many += 1)
      await takeTurn(ledger, { channel: 'C01DESK', now, longest: 10_000 });
    expect(await refusal()).toMatchObject({ class: 'retry', reason: 'busy', retryAfter: expect.any(Number) });
    expect(await takeTurn(ledger, { channel: 'C01DESK', now, longest: 10_000 })).toBe(6_000);
  });

  test('SND-9: waits as long as Slack asks', async () => {
    double.next({ status: 429, headers: { 'retry-after': '30' } });
    expect(await refusal()).toMatchObject({ class: 'retry', retryAfter: 30_000 });
    double.next({ status: 429 });
    expect(await refusal()).toMatchObject({ class: 'retry', retryAfter: null });
  });

  test('SND-13: is not asked for again before the time that Slack has named, while other things are', async () => {
    const call = slackCaller(settings);
    double.limits.set('conversations.open', { perMinute: 1, burst: 1 });
    double.asked.length = 0;
    const open = () => call('conversations.open', { users: 'U01KIM' }, 'recipient').catch((error) => error);
    expect(await open()).toMatchObject({ ok: true });
    for (let again = 0; again < 3; again += 1) {
      const refused = judge(await open());
      expect(refused).toMatchObject({ class: 'retry', reason: 'busy' });
      expect(refused.retryAfter).toBeGreaterThan(55_000);
      expect(refused.retryAfter).toBeLessThanOrEqual(60_000);
    }
    expect(double.asked).toHaveLength(2);
    expect(await call('users.info', { user: 'U01KIM' }, 'recipient')).toMatchObject({ ok: true });
    double.limits.set('chat.postMessage', { perMinute: 1, burst: 1 });
    const post = (channel: string) =>
      call('chat.postMessage', { channel, text: 'Good morning.' }, 'content').catch((error) => error);
    for (const each of ['C01DESK', 'C01DESK', 'C01DESK', 'C01OTHER']) await post(each);
    expect(double.asked.filter(({ path }) => path.endsWith('chat.postMessage'))).toHaveLength(3);
  });

  test('SND-10: is one request for one try, whatever happens', async () => {
    for (const fault of ['accept-then-drop', 'drop', { status: 500 }, { status: 429 }] as const) {
      double.asked.length = 0;
      double.next(fault);
      await refusal();
      expect(double.asked).toHaveLength(1);
    }
  });

  const FAULTS: [string, () => void, object][] = [
    ['taken and then broken off', () => double.next('accept-then-drop'), { class: 'ambiguous' }],
    ['taken without a word', () => double.next('accept-then-silence'), { class: 'ambiguous' }],
    ['broken inside', () => double.next({ status: 503 }), { class: 'ambiguous' }],
    [
      'a conversation that is archived',
      () => double.archived.add('C01DESK'),
      { class: 'permanent-recipient' },
    ],
    [
      'a conversation without the bot',
      () => double.channels.delete('C01DESK'),
      { class: 'permanent-recipient' },
    ],
    ['sent elsewhere', () => double.next({ status: 302, headers: { location: '/' } }), { class: 'unknown' }],
    ['no JSON', () => double.next({ status: 200, body: 'oh' }), { class: 'unknown' }],
  ];
  test.each(FAULTS)('%s means what the table says', async (_, misbehave, verdict) => {
    misbehave();
    expect(await refusal()).toMatchObject(verdict);
  });

  test('with a wrong token stops the channel; a look-up that breaks off has surely sent nothing', async () => {
    const wrong = { token: 'xoxb-wrong' };
    expect(await refusal('desk', newId(), wrong)).toMatchObject({
      class: 'permanent-config',
      stopsChannel: true,
    });
    double.next('accept-then-drop', 'POST /api/conversations.open');
    expect(await refusal('coach')).toMatchObject({ class: 'retry' });
    const api = `http://127.0.0.1:${await freePort()}/`;
    expect(await refusal('desk', newId(), { api })).toMatchObject({ class: 'retry', reason: 'unreachable' });
  });

  test('can be checked without telling anybody', async () => {
    double.scopes = double.scopes.filter((scope) => scope !== 'users:read.email');
    const found = await checkSlack({
      ...settings,
      team: 'T0OTHER',
      roles: { desk: 'C01DESK', lab: 'C0NONE' },
    });
    expect(found.map(({ state, what }) => `${state}: ${what}`)).toEqual([
      'works: The token is taken, in the workspace Example.',
      'broken: The token is of the workspace T012TEAM, not of T0OTHER: nobody could decide by a click.',
      'missing: The bot may not know people by their mailbox.',
      'works: The conversation C01DESK of desk is there.',
      'broken: The conversation C0NONE of lab is not found.',
    ]);
    expect(await checkSlack({ ...settings, token: 'no' })).toMatchObject([{ state: 'broken' }]);
    expect(double.messages).toEqual([]);
  });
});

test('The login and the types of Acuity can be checked', async () => {
  const acuity = await acuityDouble();
  acuity.types = [{ id: 1001, name: 'Peel' }];
  const settings = {
    user: acuity.user,
    key: acuity.key,
    webhookKeys: [],
    zone: 'UTC',
    peels: [1001],
    virtualChanges: [1002],
    api: acuity.url,
  };
  const states = async (changed = {}) =>
    (await checkAcuity({ ...settings, ...changed })).map(({ state }) => state);
  expect(await states()).toEqual(['works', 'works', 'missing']);
  expect(await states({ key: 'wrong' })).toEqual(['broken']);
  acuity.next({ status: 500 });
  expect(await states()).toEqual(['unknown']);
  await acuity.close();
});

describe('A long question', () => {
  const card = (history: string) => ({
    title: 'x'.repeat(400),
    text: 'y'.repeat(7_000),
    history,
    answers: 'a'.repeat(5_000),
    buttons: [{ option: 'o'.repeat(90), value: 'v' }],
    ended: null,
  });

  test('fits into what Slack takes, and says that something was cut', () => {
    const { blocks = [], text } = cardWords(card('- something happened\n'.repeat(20_000)));
    expect(blocks.length).toBeLessThanOrEqual(50);
    expect(text.length).toBeLessThanOrEqual(4_000);
    const longest = Math.max(
      ...blocks.map((block) => ((block as { text?: { text: string } }).text?.text ?? '').length),
    );
    expect(longest).toBeLessThanOrEqual(3_000);
    expect(JSON.stringify(blocks)).toContain('cut: the case has the rest');
  });

  test('is broken between lines, and nothing of it is lost', () => {
    const text = Array.from({ length: 500 }, (_, index) => `line ${index}`).join('\n');
    expect(parts(text, 100).join('\n')).toBe(text);
    expect(parts('z'.repeat(250), 100).map(({ length }) => length)).toEqual([100, 100, 50]);
    expect(parts('')).toEqual([]);
    expect(fitting('short', 10)).toBe('short');
  });
});

describe('The accounts of Slack and Acuity', () => {
  const ENV = { TOKEN: 'xoxb-1', NEW: 'n', OLD: 'o', KEY: 'k' };
  const SLACK =
    'connectors:\n  slack: { token: { env: TOKEN }, signing-secrets: { env: NEW }, team: T012AB3CD';
  const ACUITY =
    'connectors:\n  acuity: { user: "4711", key: { env: KEY }, zone: America/Los_Angeles, peels: [1001]';
  const read = (text: string) => readConfig(text, 'followthrough.yaml', ENV);

  test('are named by ways and look-ups', () => {
    const { config, problems } = read(`
connectors:
  slack:
    token: { env: TOKEN }
    signing-secrets: [{ env: NEW }, { env: OLD }]
    team: T012AB3CD
    roles: { programme-manager: C012AB3CD }
  acuity: { user: "4711", key: { env: KEY }, zone: America/Los_Angeles, peels: [1001], virtual-changes: [1002] }
channels: { tell: slack }
look-ups: { appointments: acuity }
`);
    expect(problems).toEqual([]);
    expect(config?.routes.tell).toMatchObject({
      by: 'slack',
      settings: { token: 'xoxb-1', signingSecrets: ['n', 'o'], roles: { 'programme-manager': 'C012AB3CD' } },
    });
    expect(config?.lookUps.routes.appointments).toMatchObject({
      by: 'acuity',
      settings: { key: 'k', webhookKeys: ['k'], peels: [1001], virtualChanges: [1002] },
    });
  });

  test.each([
    ['a way without the account', 'channels: { tell: slack }', 'FT-CFG-CONNECTOR'],
    ['a look-up without the account', 'look-ups: { appointments: acuity }', 'FT-CFG-CONNECTOR'],
    ['a look-up that Acuity cannot make', `${ACUITY} }\nlook-ups: { notes: acuity }`, 'FT-CFG-CONNECTOR'],
    ['a way that Slack is none for', `${SLACK} }\nchannels: { email: slack }`, 'FT-CFG-CONNECTOR'],
    ['WHK-1: a secret that is not there', SLACK.replace('NEW', 'GONE').concat(' }'), 'FT-CFG-SECRET'],
    ['WHK-1: no secret', SLACK.replace('{ env: NEW }', '[]').concat(' }'), 'FT-CFG-VALUE'],
    ['a secret in the file', SLACK.replace('{ env: TOKEN }', 'xoxb-1').concat(' }'), 'FT-CFG-SECRET'],
    ['a team that is none', SLACK.replace('T012AB3CD', 'example').concat(' }'), 'FT-CFG-VALUE'],
    ['a conversation by its name', `${SLACK}, roles: { manager: "#managers" } }`, 'FT-CFG-VALUE'],
    ['Slack in the open', `${SLACK}, api: "http://slack.example.com" }`, 'FT-CFG-URL'],
    ['a user id that is none', `${ACUITY.replace('"4711"', 'pat')} }`, 'FT-CFG-VALUE'],
    ['a zone that is none', `${ACUITY.replace('America/Los_Angeles', 'Mars')} }`, 'FT-CFG-VALUE'],
    ['types by name', `${ACUITY.replace('[1001]', '[peel]')} }`, 'FT-CFG-VALUE'],
    ['a type that is both', `${ACUITY}, virtual-changes: [1001] }`, 'FT-CFG-VALUE'],
  ])('%s is refused', (_, text, code) => {
    const { config, problems } = read(text);
    expect(config).toBeNull();
    expect(problems.map((problem) => problem.code)).toEqual([code]);
  });
});
