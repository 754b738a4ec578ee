import { describe, expect, test } from '@jest/globals';
import { DEFAULT_RULES } from '../../domain/contactRules/contactRules.ts';
import { readConfig } from '../../connectors/config/read.ts';

const SECRET = `whsec_${Buffer.from('a key of the test, 32 bytes long').toString('base64')}`;
const ENV = { PORTAL_SECRET: SECRET, SMTP_PASSWORD: 'secret', MESSAGE_ID_SECRET: 'secret' };

const read = (text: string) => readConfig(text, 'followthrough.yaml', ENV);
const told = (text: string) =>
  read(text).problems.map(({ code, line, column }) => `${code} ${line}:${column}`);

describe('The configuration of connectors', () => {
  test('an empty file means sandboxes everywhere', () => {
    expect(read('').config).toMatchObject({
      routes: {
        portal: { by: 'sandbox' },
        email: { by: 'sandbox' },
        note: { by: 'sandbox' },
        act: { by: 'sandbox' },
      },
      owners: {},
      signedBy: 'owner',
      contactRules: DEFAULT_RULES,
    });
  });

  test('each channel gets its connector, and secrets come from the environment', () => {
    const { config } = read(`
channels:
  portal:
    webhook: { url: https://portal.example.com/hook, secret: { env: PORTAL_SECRET } }
  email:
    smtp:
      host: smtp.example.com
      from: Example Support <support@example.com>
      user: support
      password: { env: SMTP_PASSWORD }
      message-id-secret: { env: MESSAGE_ID_SECRET }
  note: by-hand
owners:
  case-team: The case team
per-person: { attempts: 3, days: 7 }
`);
    expect(config).toMatchObject({
      routes: {
        portal: { by: 'webhook', settings: { url: 'https://portal.example.com/hook', secret: SECRET } },
        email: {
          by: 'smtp',
          settings: {
            host: 'smtp.example.com',
            port: 587,
            security: 'starttls',
            from: 'Example Support <support@example.com>',
            messageIdSecret: 'secret',
            user: 'support',
            password: 'secret',
          },
        },
        note: { by: 'by-hand' },
        act: { by: 'sandbox' },
      },
      owners: { 'case-team': 'The case team' },
      signedBy: 'owner',
      contactRules: { ...DEFAULT_RULES, caps: [{ attempts: 3, days: 7 }] },
    });
  });

  test.each([
    ['not YAML', 'channels: [', ['FT-CFG-YAML']],
    ['an unknown key', 'chanels: {}', ['FT-CFG-KEY-UNKNOWN 1:1']],
    ['an unknown channel', 'channels:\n  fax: sandbox', ['FT-CFG-KEY-UNKNOWN 2:3']],
    ['an unknown connector', 'channels:\n  portal: sanbox', ['FT-CFG-CONNECTOR 2:3']],
    ['a connector that cannot serve the channel', 'channels:\n  act: by-hand', ['FT-CFG-CONNECTOR 2:3']],
    ['a webhook without settings', 'channels:\n  portal: webhook', ['FT-CFG-CONNECTOR 2:3']],
    [
      'a secret in the file',
      'channels:\n  portal:\n    webhook:\n      url: https://x.example.com\n      secret: whsec_abc',
      ['FT-CFG-SECRET 5:7'],
    ],
    [
      'a secret that the environment lacks',
      'channels:\n  portal:\n    webhook:\n      url: https://x.example.com\n      secret: { env: NOWHERE }',
      ['FT-CFG-SECRET 5:7'],
    ],
    [
      'a webhook in the open',
      'channels:\n  portal:\n    webhook:\n      url: http://x.example.com\n      secret: { env: PORTAL_SECRET }',
      ['FT-CFG-URL 4:7'],
    ],
    [
      'a missing host',
      'channels:\n  email:\n    smtp:\n      from: a@example.com',
      ['FT-CFG-KEY-MISSING 3:5', 'FT-CFG-KEY-MISSING 3:5'],
    ],
    ['a signature of nobody', 'signed-by: boss', ['FT-CFG-VALUE 1:1']],
    ['a letterhead without a name', 'letterhead: { paper: A4 }', ['FT-CFG-KEY-MISSING 1:1']],
    ['a letterhead on another sheet', 'letterhead: { name: Example, paper: A5 }', ['FT-CFG-VALUE 1:30']],
    ['a cap that is no number', 'per-person: { attempts: many, days: 7 }', ['FT-CFG-VALUE 1:15']],
  ])('%s is refused with its place', (_, text, expected) => {
    const { config } = read(text);
    expect(config).toBeNull();
    const problems = told(text);
    expect(problems).toHaveLength(expected.length);
    problems.forEach((problem, index) => expect(problem).toContain(expected[index]));
  });

  test('all problems are told at once, with what is allowed and the nearest right word', () => {
    const { problems } = read('chanels: {}\nowner: {}');
    const says = problems.map(({ message }) => message);
    expect(says[0]).toMatch(
      /^"chanels" is not a key of the configuration\. Allowed: "connectors", "channels", .*Did you mean "channels"\?$/,
    );
    expect(says[1]).toMatch(
      /^"owner" is not a key of the configuration\. Allowed: "connectors", "channels", .*Did you mean "owners"\?$/,
    );
  });

  test('who signs, and whether email comes from the mailbox of that person, is configured', () => {
    const { config } = read(`
channels:
  email:
    smtp:
      host: smtp.example.com
      from: Example Support <support@example.com>
      send-as: owner
      message-id-secret: { env: MESSAGE_ID_SECRET }
signed-by: role
`);
    expect(config).toMatchObject({
      routes: { email: { settings: { sendAs: 'owner' } } },
      signedBy: 'role',
    });
  });

  test('the letterhead is configured: name, lines and the size of the sheet, A4 unless it says otherwise', () => {
    const lines = 'lines: [9 Sample Road, "+1 555 0100"]';
    const { config } = read(`letterhead: { name: Example Supplies, ${lines}, paper: Letter }`);
    expect(config?.letterhead).toEqual({
      name: 'Example Supplies',
      lines: ['9 Sample Road', '+1 555 0100'],
      paper: 'Letter',
    });
    expect(read('letterhead: { name: Example }').config?.letterhead?.paper).toBe('A4');
    expect(read('').config?.letterhead).toBeNull();
  });

  test('http is allowed for this machine', () => {
    const text =
      'channels:\n  portal:\n    webhook: { url: "http://127.0.0.1:9/x", secret: { env: PORTAL_SECRET } }';
    expect(read(text).problems).toEqual([]);
  });
});
