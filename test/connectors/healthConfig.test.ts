import { describe, expect, test } from '@jest/globals';
import { readConfig } from '../../connectors/config/read.ts';

const SECRET = `whsec_${Buffer.from('a key of the test, 32 bytes long').toString('base64')}`;
const ENV = { PORTAL_SECRET: SECRET, MESSAGE_ID_SECRET: 'secret', TOKEN: 'a-token' };
const read = (text: string) => readConfig(text, 'followthrough.yaml', ENV);
const told = (text: string) =>
  read(text).problems.map(({ code, line, message }) => `${code} ${line} ${/^"[^"]+"/.exec(message)?.[0]}`);

const CHANNELS = `
connectors:
  twilio:
    account-sid: AC${'0'.repeat(32)}
    auth-token: { env: TOKEN }
    from: "+13105550100"
    public-url: https://followthrough.example.com
channels:
  portal:
    webhook: { url: https://portal.example.com/in, secret: { env: PORTAL_SECRET } }
  email:
    smtp: { host: Mail.example.com, from: desk@example.com, message-id-secret: { env: MESSAGE_ID_SECRET } }
  text: twilio
  note: by-hand
`;
const AGREED = `
health-data:
  agreements:
    twilio: signed-on 2026-01-15
    mail.example.com: 2026-02-01
    portal.example.com: signed-on 2025-11-30
  more-words: [Aligner*]
  allowed-words: [crown]
  log-off-minutes: 15
`;

describe('LAW-10: vendors of a house that works with health data', () => {
  test('LAW-10: each must have signed an agreement: without it nothing starts, and the place is named', () => {
    expect(told(`health-data: on${CHANNELS}`)).toEqual([
      'FT-CFG-AGREEMENT 3 "twilio"',
      'FT-CFG-AGREEMENT 10 "portal.example.com"',
      'FT-CFG-AGREEMENT 12 "mail.example.com"',
    ]);
    expect(told(AGREED + CHANNELS)).toEqual([]);
    expect(read(AGREED + CHANNELS).config?.contactRules.health).toEqual({
      agreements: {
        twilio: '2026-01-15',
        'mail.example.com': '2026-02-01',
        'portal.example.com': '2025-11-30',
      },
      moreWords: ['aligner*'],
      allowedWords: ['crown'],
      logOffMinutes: 15,
    });
  });

  test('LAW-10: an agreement has the day on which it was signed, which is not ahead', () => {
    for (const day of ['soon', '2026-13-01', '2999-01-01', 'true'])
      expect(told(`health-data: { agreements: { twilio: "${day}" } }`)).toEqual(['FT-CFG-VALUE 1 "twilio"']);
  });

  test('LAW-10: off, or not said, everything is as without it', () => {
    expect(read(CHANNELS).config?.contactRules).toEqual(read('').config?.contactRules);
    expect(read(`health-data: off${CHANNELS}`).config?.contactRules.health).toBeUndefined();
  });
});
