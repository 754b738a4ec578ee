import { describe, expect, test } from '@jest/globals';
import { readConfig } from '../../connectors/config/read.ts';

const read = (text: string) => readConfig(text, 'followthrough.yaml', { MAIL_PASSWORD: 'a password' });
const problems = (text: string) => read(text).problems.map(({ code, message }) => `${code}: ${message}`);

describe('What comes in, in the configuration', () => {
  test('nothing is read and nobody trusted unless it says so', () => {
    expect(read('owners: {}').config?.inbound).toEqual({
      rules: { trusts: [], outOfOffice: 'ignore', optOutWords: [] },
      mailboxes: [],
      unreadMinutes: 15,
      hooks: [],
    });
  });

  test('a mailbox needs little: its server, a user and a password from the environment', () => {
    const { config } = read(`
inbound:
  trusts: [mx.example.com]
  out-of-office: postpone
  unread-minutes: 40
  opt-out-words: [LOPETA]
  mailboxes:
    desk:
      host: imap.example.com
      user: desk@example.com
      password: { env: MAIL_PASSWORD }
`);
    expect(config?.inbound).toEqual({
      rules: { trusts: ['mx.example.com'], outOfOffice: 'postpone', optOutWords: ['LOPETA'] },
      mailboxes: [
        {
          name: 'desk',
          host: 'imap.example.com',
          port: 993,
          security: 'tls',
          user: 'desk@example.com',
          password: 'a password',
          folders: ['INBOX'],
          sweepSeconds: 120,
        },
      ],
      unreadMinutes: 40,
      hooks: [],
    });
  });

  test('a password neither stands in the file nor crosses the wire in the open', () => {
    const given = (more: string) =>
      problems(`inbound:\n  mailboxes:\n    desk:\n      host: imap.example.com\n      user: desk\n${more}`);
    expect(given('      password: open\n')).toEqual([expect.stringContaining('FT-CFG-SECRET')]);
    expect(given('      password: { env: MAIL_PASSWORD }\n      security: none\n')).toEqual([
      expect.stringContaining('must not cross the wire in the open'),
    ]);
  });

  test('an address that takes tokens has room for them', () => {
    const smtp = (replies: string) =>
      problems(
        `channels:\n  email:\n    smtp:\n      host: smtp.example.com\n      from: desk@example.com\n      message-id-secret: { env: MAIL_PASSWORD }\n      replies: ${replies}\n`,
      );
    expect(smtp('replies@example.com')).toEqual([]);
    expect(smtp('customer-service@example.com')).toEqual([expect.stringContaining('at most 11 characters')]);
  });
});
