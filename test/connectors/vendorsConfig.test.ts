import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readConfig } from '../../connectors/config/read.ts';

const ENV = { KEY: 'example-key', SECRET: 'example-secret', REFRESH: 'example-refresh' };
const read = (text: string) => readConfig(text, 'followthrough.yaml', ENV);
const problems = (text: string) =>
  read(text).problems.map(({ code, line, column, message }) => `${code} ${line}:${column} ${message}`);

const ACCOUNTS = `
connectors:
  keap: { token: { env: KEY }, user: "12", tags: { scheduling: "301" }, subscription-plans: ["44"] }
  zendesk: { subdomain: example, email: agent@example.com, token: { env: KEY }, group: 77 }
  happyfox:
    account: example
    key: { env: KEY }
    auth-code: { env: SECRET }
    staff: 3
    statuses: { resolved: Solved, open: In Progress }
`;

describe('Accounts with Keap and the ticket desks', () => {
  test('are read with the vendors’ own addresses, and named by channels, acts and look-ups', () => {
    const { config } = read(`${ACCOUNTS}
channels:
  email: zendesk
  note: keap
  act:
    resolve-ticket: zendesk
    reopen-ticket: zendesk
    stop-subscription: keap
    otherwise: sandbox
look-ups:
  email-opens: keap
`);
    expect(config).toMatchObject({
      accounts: {
        keap: {
          api: 'https://api.keap.com/crm',
          tokenUrl: 'https://api.infusionsoft.com/token',
          login: { token: 'example-key' },
          tags: { scheduling: '301' },
          plans: ['44'],
        },
        zendesk: {
          api: 'https://example.zendesk.com/api/v2',
          sources: ['ticket-desk', 'zendesk'],
          group: 77,
        },
        happyfox: { api: 'https://example.happyfox.com/api/1.1/json', staff: 3, handOver: null },
      },
      routes: { email: { by: 'zendesk' }, note: { by: 'keap' }, act: { by: 'sandbox' } },
      acts: {
        'resolve-ticket': { by: 'zendesk' },
        'reopen-ticket': { by: 'zendesk' },
        'stop-subscription': { by: 'keap' },
      },
      lookUps: { routes: { 'email-opens': { by: 'keap' } } },
    });
  });

  test('the example in docs/connectors.md is read without a problem', () => {
    const page = readFileSync(new URL('../../docs/connectors.md', import.meta.url), 'utf8');
    const example = page.split('```yaml\n').find((block) => block.startsWith('connectors:\n  keap:'));
    const text = example?.split('```')[0] ?? '';
    const secrets = [...text.matchAll(/env: (\w+)/g)].map(([, name = '']) => [name, 'an example']);
    const { config, problems: found } = readConfig(text, 'followthrough.yaml', Object.fromEntries(secrets));
    expect(found).toEqual([]);
    expect(Object.keys(config?.acts ?? {})).toHaveLength(5);
  });

  test('Keap is logged in to by a key, or by OAuth with all of its three secrets', () => {
    const oauth = 'client-id: { env: KEY }, client-secret: { env: SECRET }';
    expect(
      read(`connectors: { keap: { ${oauth}, refresh-token: { env: REFRESH } } }`).config?.accounts.keap
        ?.login,
    ).toEqual({ clientId: 'example-key', clientSecret: 'example-secret', refreshToken: 'example-refresh' });
    expect(problems(`connectors: { keap: { ${oauth} } }`)).toEqual([
      expect.stringMatching(/^FT-CFG-KEY-MISSING/),
    ]);
    expect(problems('connectors: { keap: { user: "12" } }')).toEqual([
      expect.stringContaining('needs either "token", or "client-id"'),
    ]);
  });

  test('one connector for all acts stays one', () => {
    expect(read('channels: { act: sandbox }').config).toMatchObject({
      routes: { act: { by: 'sandbox' } },
      acts: {},
    });
  });

  test.each([
    [
      'no way for other acts',
      'act: { resolve-ticket: zendesk }',
      'FT-CFG-KEY-MISSING',
      '"otherwise" is missing',
    ],
    [
      'an act that no procedure has',
      'act: { resolve-tickets: zendesk, otherwise: sandbox }',
      'FT-CFG-KEY-UNKNOWN',
      'Did you mean "resolve-ticket"?',
    ],
    [
      'a vendor who cannot do the act',
      'act: { resolve-ticket: keap, otherwise: sandbox }',
      'FT-CFG-CONNECTOR',
      '"resolve-ticket" needs one connector that can do it: "sandbox", "webhook", "zendesk" or "happyfox".',
    ],
    [
      'a vendor for all other acts',
      'act: { otherwise: zendesk }',
      'FT-CFG-CONNECTOR',
      '"act" needs one connector',
    ],
    [
      'an end of a programme without its tag',
      'act: { end-programme: keap, otherwise: sandbox }',
      'FT-CFG-KEY-MISSING',
      'needs "ended-tag"',
    ],
    [
      'a hand-over without a place for the new ticket',
      'act: { hand-over: happyfox, otherwise: sandbox }',
      'FT-CFG-KEY-MISSING',
      'where new tickets for the team go',
    ],
    ['Keap as a way to customers', 'email: keap', 'FT-CFG-CONNECTOR', '"email" needs one connector'],
  ])('%s is refused with its place', (_, channel, code, says) => {
    const found = problems(`${ACCOUNTS}\nchannels:\n  ${channel}\n`);
    expect(found).toEqual([expect.stringMatching(new RegExp(`^${code} 1[2-4]:\\d`))]);
    expect(found[0]).toContain(says);
  });

  test('a vendor without an account is refused with its place', () => {
    expect(problems('channels:\n  act: { resolve-ticket: zendesk, otherwise: sandbox }')).toEqual([
      expect.stringMatching(/^FT-CFG-CONNECTOR 2:10 .*needs its account under "connectors"/),
    ]);
    expect(problems('look-ups: { email-opens: keap }')).toEqual([
      expect.stringMatching(/^FT-CFG-CONNECTOR 1:13/),
    ]);
    // Keap is asked for nothing else.
    expect(problems('look-ups: { check-in: keap }')).toEqual([
      expect.stringMatching(/^FT-CFG-CONNECTOR 1:13/),
    ]);
  });
});
