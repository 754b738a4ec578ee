import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { hookAccounts } from '../../cli/up/hookAccounts.ts';
import { connect } from '../../client/index.ts';
import { readConfig } from '../../connectors/config/read.ts';
import { createConnectors, type WayOut } from '../../connectors/connectors.ts';
import type { AnyItem, Port } from '../../connectors/ports.ts';
import { hooksOf } from '../../gateway/hooks/all.ts';
import { closeLedger, openLedger } from '../../ledger/connect.ts';
import { type AcuityDouble, acuityDouble } from '../doubles/acuity/acuity.ts';
import { HAPPYFOX_LOGIN, type HappyfoxDouble, happyfoxDouble } from '../doubles/happyfox/happyfox.ts';
import { CLIENT, type KeapDouble, keapDouble } from '../doubles/keap/keap.ts';
import { type SlackDouble, slackDouble } from '../doubles/slack/slack.ts';
import { TwilioDouble } from '../doubles/twilio/twilio.ts';
import { AGENT, type ZendeskDouble, zendeskDouble } from '../doubles/zendesk/zendesk.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { run } from './support/command.ts';

jest.setTimeout(60_000);

const FILE = join(mkdtempSync(join(tmpdir(), 'followthrough-vendors-')), 'followthrough.yaml');
const HOOK = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

let database: TestDatabase;
let [keap, zendesk, happyfox, slack, acuity] = [] as unknown as [
  KeapDouble,
  ZendeskDouble,
  HappyfoxDouble,
  SlackDouble,
  AcuityDouble,
];
const twilio = new TwilioDouble();
beforeAll(async () => {
  [database, keap, zendesk, happyfox, slack, acuity] = await Promise.all([
    freshDatabase(),
    keapDouble(),
    zendeskDouble(),
    happyfoxDouble(),
    slackDouble(),
    acuityDouble(),
    twilio.start(),
  ]);
  acuity.types = [{ id: 1001, name: 'Peel' }];
  twilio.smsUrl = 'https://followthrough.example.com/hooks/twilio/text#rc=3&rp=ct,rt,5xx';
  twilio.smsFallbackUrl = twilio.smsUrl;
  writeFileSync(FILE, everyVendor());
});
afterAll(async () => {
  await Promise.all([keap, zendesk, happyfox, slack, acuity, twilio].map((each) => each?.close()));
  await database?.drop();
});

/** One file that names every vendor, each by an address of this machine. */
function everyVendor(): string {
  return `connectors:
  twilio:
    account-sid: ${twilio.accountSid}
    auth-token: { env: TWILIO }
    from: "${twilio.number}"
    public-url: https://followthrough.example.com
    api: ${twilio.url}
  slack:
    token: { env: SLACK }
    signing-secrets: { env: SLACK_SIGNING }
    team: ${slack.team}
    api: ${slack.url}/api/
  acuity:
    user: "${acuity.user}"
    key: { env: ACUITY }
    zone: America/Los_Angeles
    peels: [1001]
    api: ${acuity.url}
  keap:
    client-id: { env: KEAP_ID }
    client-secret: { env: KEAP_SECRET }
    refresh-token: { env: KEAP_REFRESH }
    user: "12"
    api: ${keap.url}
  zendesk:
    subdomain: example
    email: ${AGENT.email}
    token: { env: ZENDESK }
    api: ${zendesk.url}
  happyfox:
    account: example
    key: { env: HAPPYFOX }
    auth-code: { env: HAPPYFOX_CODE }
    staff: 3
    statuses: { resolved: Solved, open: In Progress }
    hand-over: { category: 4, name: Example Team, email: team@example.com }
    api: ${happyfox.url}
channels:
  text: twilio
  tell: slack
  note: keap
  email: zendesk
  portal: by-hand
  act:
    resolve-ticket: zendesk
    reopen-ticket: zendesk
    hand-over: happyfox
    stop-subscription: keap
    otherwise: sandbox
look-ups:
  appointments: acuity
  email-opens: keap
inbound:
  hooks:
    portal: { secret: { env: HOOK } }
`;
}

const secrets = () => ({
  TWILIO: twilio.token,
  SLACK: slack.token,
  SLACK_SIGNING: 'an example secret',
  ACUITY: acuity.key,
  KEAP_ID: CLIENT.clientId,
  KEAP_SECRET: CLIENT.clientSecret,
  KEAP_REFRESH: keap.configured,
  ZENDESK: AGENT.token,
  HAPPYFOX: HAPPYFOX_LOGIN.key,
  HAPPYFOX_CODE: HAPPYFOX_LOGIN.authCode,
  HOOK,
});

function check(more: Record<string, string> = {}) {
  const system = { DATABASE_URL: database.url, TEMPORAL_ADDRESS: '127.0.0.1:1' };
  return run(['connectors', 'check', '--config', FILE], { env: { ...secrets(), ...system, ...more } });
}

describe('A configuration that names every vendor', () => {
  test('is read, and gives every way out and every address that a vendor calls', async () => {
    const { config, problems } = readConfig(everyVendor(), FILE, secrets());
    expect(problems).toEqual([]);
    if (!config) return;
    const ledger = openLedger(database.url);
    const client = await connect({
      ledgerUrl: database.url,
      temporal: { address: '127.0.0.1:1', namespace: 'followthrough' },
    });
    try {
      const ways = createConnectors(config, ledger);
      const by = (way: WayOut<Port<AnyItem>>) => (way.by === 'hand' ? 'hand' : way.port.connector);
      expect([by(ways.message('text', false)), by(ways.message('email', false))]).toEqual([
        'twilio',
        'zendesk',
      ]);
      expect(['hand-over', 'stop-subscription', 'cancel'].map((name) => by(ways.act(false, name)))).toEqual([
        'happyfox',
        'keap',
        'sandbox',
      ]);
      expect([by(ways.tell(false)), by(ways.note(true))]).toEqual(['slack', 'sandbox']);
      const hooks = hooksOf(hookAccounts(config, client), client, { sources: config.inbound.hooks });
      const paths = hooks.map(({ path }) => path);
      const called = ['/twilio/text', '/twilio/status', '/twilio/voice', '/slack', '/acuity'];
      for (const begins of [...called, '/generic/portal'])
        expect(paths.some((path) => path.startsWith(begins))).toBe(true);
    } finally {
      await client.close();
      await closeLedger(ledger);
    }
  });

  test('is looked at by a command, a line for each, and nothing is changed or said anywhere', async () => {
    const { code, stdout, stderr } = await check();
    expect([code, stderr]).toEqual([0, 'Nothing is broken.\n']);
    for (const vendor of ['twilio', 'slack', 'acuity', 'keap', 'zendesk', 'happyfox'])
      expect(stdout).toMatch(new RegExp(`✓ +connectors +${vendor} +.*(login|token)`));
    expect(stdout).toMatch(/✓ +text +twilio +Uses the account under connectors\./);
    expect([twilio.sent(), twilio.calls, slack.messages, happyfox.mailed, keap.notes]).toEqual(
      Array.from({ length: 5 }, () => []),
    );
    expect(zendesk.asked.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  test.each([
    ['twilio', 'TWILIO'],
    ['slack', 'SLACK'],
    ['acuity', 'ACUITY'],
    ['keap', 'KEAP_REFRESH'],
    ['zendesk', 'ZENDESK'],
    ['happyfox', 'HAPPYFOX'],
  ])('%s that refuses the login is broken, says so, and no other', async (vendor, name) => {
    const { code, stdout, stderr } = await check({ [name]: 'another secret' });
    expect([code, stderr]).toEqual([1, 'Broken: 1.\n']);
    expect(stdout).toMatch(new RegExp(`✗ +connectors +${vendor} +.*refused`));
    expect(stdout).not.toContain('another secret');
  });
});
