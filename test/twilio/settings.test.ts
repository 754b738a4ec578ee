import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readConfig } from '../../connectors/config/read.ts';
import { secondsUntil } from '../../connectors/twilio/text.ts';
import { checkTwilio } from '../../connectors/twilio/check.ts';
import { openUntil } from '../../domain/contactRules/quietHours.ts';
import { TwilioDouble } from '../doubles/twilio/twilio.ts';
import { settingsOf } from './support/texting.ts';

const ENV = { TWILIO_AUTH_TOKEN: 'one', TWILIO_NEW_TOKEN: 'two', TWILIO_API_SECRET: 'three' };
const SID = 'a'.repeat(32);

function read(lines: string[], channels = '  text: twilio') {
  const account = ['connectors:', '  twilio:', ...lines.map((line) => `    ${line}`)];
  return readConfig([...account, 'channels:', channels].join('\n'), 'followthrough.yaml', ENV);
}
const GOOD = [
  `account-sid: AC${SID}`,
  'auth-token: { env: TWILIO_AUTH_TOKEN }',
  'from: "+15550100100"',
  'public-url: https://followthrough.example.com/',
];
const without = (name: string) => GOOD.filter((line) => !line.startsWith(name));

describe('An account with Twilio', () => {
  test('is named by the channel for texts', () => {
    const { config } = read(GOOD);
    expect(config?.routes.text).toEqual({
      by: 'twilio',
      settings: {
        accountSid: `AC${SID}`,
        authTokens: ['one'],
        sender: { from: '+15550100100' },
        number: '+15550100100',
        publicUrl: 'https://followthrough.example.com',
      },
    });
    expect(config?.routes.text).toMatchObject({ settings: config?.accounts.twilio });
  });

  test('may have an API key, a messaging service, another number for calls, and a second token for a while', () => {
    const { config, problems } = read([
      ...without('from'),
      `api-key: SK${SID}`,
      'api-secret: { env: TWILIO_API_SECRET }',
      'new-auth-token: { env: TWILIO_NEW_TOKEN }',
      `messaging-service: MG${SID}`,
      'call-from: "+15550100101"',
    ]);
    expect(problems).toEqual([]);
    expect(config?.accounts.twilio).toMatchObject({
      authTokens: ['one', 'two'],
      apiKey: { sid: `SK${SID}`, secret: 'three' },
      sender: { messagingService: `MG${SID}` },
      number: '+15550100101',
    });
  });

  test.each<[string, string[], string]>([
    ['without a token', without('auth-token'), 'FT-CFG-KEY-MISSING'],
    ['with a token in the file', [...without('auth-token'), 'auth-token: secret'], 'FT-CFG-SECRET'],
    [
      'with a token that the environment has not',
      [...without('auth-token'), 'auth-token: { env: NOPE }'],
      'FT-CFG-SECRET',
    ],
    ['with a key without its secret', [...GOOD, `api-key: SK${SID}`], 'FT-CFG-KEY-MISSING'],
    ['with a wrong SID', [...without('account-sid'), 'account-sid: AC12'], 'FT-CFG-VALUE'],
    ['with nobody who sends', without('from'), 'FT-CFG-KEY-MISSING'],
    ['with two who send', [...GOOD, `messaging-service: MG${SID}`], 'FT-CFG-KEY-MISSING'],
    [
      'with an address in the open',
      [...without('public-url'), 'public-url: http://followthrough.example.com'],
      'FT-CFG-URL',
    ],
    ['with a key that nobody knows', [...GOOD, 'colour: red'], 'FT-CFG-KEY-UNKNOWN'],
  ])('%s is refused when it is read', (_, lines, code) => {
    expect(read(lines).problems).toEqual([expect.objectContaining({ code })]);
  });

  test('must be there when a channel names it, and serves no other channel', () => {
    const alone = readConfig('channels:\n  text: twilio\n', 'followthrough.yaml', ENV);
    expect(alone.problems).toMatchObject([{ code: 'FT-CFG-CONNECTOR', line: 2 }]);
    expect(read(GOOD, '  email: twilio').problems).toMatchObject([{ code: 'FT-CFG-CONNECTOR' }]);
  });
});

describe('Until when a text may arrive', () => {
  const at = Date.parse('2026-03-10T17:00:00Z');
  const zone = (name: string) => ({ zone: name, from: '08:00', until: '21:00' });

  test('SND-16: within the seconds that Twilio takes', () => {
    expect(secondsUntil(at + 90_500, at)).toBe(90);
    expect(secondsUntil(at + 1_000, at)).toBe(10);
    expect(secondsUntil(at + 86_400_000, at)).toBe(36_000);
    expect(secondsUntil(null, at)).toBe(36_000);
  });

  test('the hours end where they end first, also on a day when the clocks are changed', () => {
    expect(openUntil([zone('America/Los_Angeles')], at)).toBe(Date.parse('2026-03-11T04:00:00Z'));
    const both = [zone('America/Los_Angeles'), zone('America/New_York')];
    expect(openUntil(both, at)).toBe(Date.parse('2026-03-11T01:00:00Z'));
    const late = { zone: 'America/New_York', from: '01:00', until: '23:00' };
    expect(openUntil([late], Date.parse('2026-03-08T06:30:00Z'))).toBe(Date.parse('2026-03-09T03:00:00Z'));
    expect(openUntil([], at)).toBeNull();
    expect(openUntil([zone('Europe/Berlin')], Date.parse('2026-03-10T23:00:00Z'))).toBeNull();
  });
});

describe('A look at the account', () => {
  const twilio = new TwilioDouble();
  beforeAll(() => twilio.start());
  afterAll(() => twilio.close());
  const states = async (settings = settingsOf(twilio)) =>
    (await checkTwilio(settings)).map(({ state, what }) => `${state}: ${what}`);

  test('WHK-7: says when texts that come in are told to nobody, or told only once', async () => {
    twilio.smsUrl = 'https://demo.example.com/';
    expect(await states()).toEqual([
      'works: Twilio takes the login; the account is active.',
      expect.stringMatching(/^missing: Texts to .* somebody else/),
      expect.stringMatching(/^missing: .* no fallback address/),
    ]);
    twilio.smsUrl = 'https://followthrough.example.com/hooks/twilio/text';
    expect((await states())[1]).toMatch(/^missing: Texts to .* are told once/);
    twilio.smsUrl += '#rc=3&rp=ct,rt,5xx';
    twilio.smsFallbackUrl = twilio.smsUrl;
    expect(await states()).toEqual([
      'works: Twilio takes the login; the account is active.',
      `works: Texts to ${twilio.number} reach us.`,
    ]);
    expect(twilio.sent()).toEqual([]);
  });

  test('says when the login is refused', async () => {
    expect(await states({ ...settingsOf(twilio), authTokens: ['another'] })).toEqual([
      'broken: The login is refused.',
    ]);
  });
});
