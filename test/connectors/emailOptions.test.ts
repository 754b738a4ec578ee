import { createHash, createVerify, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { readConfig } from '../../connectors/config/read.ts';
import type { OutgoingMessage } from '../../connectors/ports.ts';
import { type SmtpSettings, smtp } from '../../connectors/smtp/smtp.ts';
import { unsubscribeToken } from '../../ledger/contactRules/unsubscribe.ts';

const KEYS = generateKeyPairSync('rsa', {
  modulusLength: 2_048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const DKIM = { domain: 'example.com', selector: 'desk', key: KEYS.privateKey };
const SECRET = Buffer.from('a secret of the test');
const MESSAGE: OutgoingMessage = {
  verb: 'send',
  id: '0195a0b0-0000-7000-8000-000000000001',
  case: { id: 'small:test:1', procedure: 'small', source: 'test', occurrence: '1' },
  name: 'hello',
  at: Date.parse('2026-03-10T17:00:00Z'),
  channel: 'email',
  to: 'pat@example.com',
  toName: null,
  subject: 'Re: Your question',
  text: 'Good morning.\n\nA line  with spaces. ',
  html: null,
  thread: ['<began@example.net>', '<second@example.com>'],
};

async function written(more: Partial<SmtpSettings>, message = MESSAGE): Promise<string> {
  const settings = {
    host: 'localhost',
    port: 25,
    security: 'none',
    from: 'desk@example.com',
    messageIdSecret: 'x',
  } as const;
  const { body } = await smtp({ ...settings, ...more }, async () => SECRET).prepare(message);
  return body.toString('utf8');
}

const headOf = (mail: string) => mail.slice(0, mail.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
const header = (mail: string, name: string) =>
  headOf(mail)
    .split('\r\n')
    .find((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`));

/** A receiver's check by RFC 6376 with the relaxed forms, as big as this test needs. */
function isSigned(mail: string, publicKey: string): boolean {
  const signature = header(mail, 'DKIM-Signature') ?? '';
  const tags = new Map(
    signature
      .slice(signature.indexOf(':') + 1)
      .split(';')
      .map((tag) => [tag.split('=')[0]?.trim() ?? '', tag.slice(tag.indexOf('=') + 1).replace(/\s/g, '')]),
  );
  const relaxed = (line: string) =>
    `${line.slice(0, line.indexOf(':')).trim().toLowerCase()}:${line
      .slice(line.indexOf(':') + 1)
      .replace(/\s+/g, ' ')
      .trim()}`;
  const body = mail
    .slice(mail.indexOf('\r\n\r\n') + 4)
    .split('\r\n')
    .map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''))
    .join('\r\n')
    .replace(/(\r\n)*$/, '\r\n');
  if (createHash('sha256').update(body).digest('base64') !== tags.get('bh')) return false;
  const named = (tags.get('h') ?? '').split(':').flatMap((name) => header(mail, name) ?? []);
  const own = relaxed(signature.replace(/([;\s]b=)[^;]*/, '$1'));
  return createVerify('RSA-SHA256')
    .update([...named.map(relaxed), own].join('\r\n'))
    .verify(publicKey, tags.get('b') ?? '', 'base64');
}

describe('An email', () => {
  test('bears the signature of the house’s domain where that is configured, over what a forger would change', async () => {
    const mail = await written({ dkim: DKIM, unsubscribe: 'https://help.example.com' });
    expect(isSigned(mail, KEYS.publicKey)).toBe(true);
    expect(isSigned(mail.replace('Good morning', 'Bad morning'), KEYS.publicKey)).toBe(false);
    expect(isSigned(mail.replace('pat@example.com', 'kim@example.com'), KEYS.publicKey)).toBe(false);
    expect(isSigned(mail.replace('One-Click', 'Two-Click'), KEYS.publicKey)).toBe(false);
    expect(header(mail, 'DKIM-Signature')).toMatch(/d=example\.com;.*s=desk;/);
    expect(header(await written({}), 'DKIM-Signature')).toBeUndefined();
  });

  test('has a link to unsubscribe with one click where that is asked for, and letters to our own people never', async () => {
    const mail = await written({ unsubscribe: 'https://help.example.com' });
    const token = unsubscribeToken(MESSAGE.id, SECRET);
    expect(header(mail, 'List-Unsubscribe')).toBe(
      `List-Unsubscribe: <https://help.example.com/hooks/unsubscribe/${token}>`,
    );
    expect(header(mail, 'List-Unsubscribe-Post')).toBe('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    const behind = await written({ unsubscribe: 'https://example.com/help/' });
    expect(header(behind, 'List-Unsubscribe')).toBe(
      `List-Unsubscribe: <https://example.com/help/hooks/unsubscribe/${token}>`,
    );
    const letter = await written({ unsubscribe: 'https://help.example.com' }, { ...MESSAGE, ours: true });
    expect(header(letter, 'List-Unsubscribe')).toBeUndefined();
    expect(header(await written({}), 'List-Unsubscribe')).toBeUndefined();
  });

  test('LAW-8: bears both headers of the link under the signature, each signed exactly as it stands', async () => {
    const mail = await written({ dkim: DKIM, unsubscribe: 'https://help.example.com' });
    const [, signed = ''] = /[;\s]h=([^;]+)/.exec(header(mail, 'DKIM-Signature') ?? '') ?? [];
    const names = signed.split(':').map((name) => name.trim().toLowerCase());
    expect(names).toEqual(
      expect.arrayContaining(['from', 'subject', 'list-unsubscribe', 'list-unsubscribe-post']),
    );
    expect(isSigned(mail, KEYS.publicKey)).toBe(true);
    const url = /List-Unsubscribe: <([^>]+)>/.exec(headOf(mail))?.[1] ?? '';
    expect(isSigned(mail.replace(url, `${url}x`), KEYS.publicKey)).toBe(false);
  });

  test('LAW-8: comes from the house or from the mailbox of its person, whatever a case brings along', async () => {
    const claims = 'From: boss@example.net';
    for (const text of [claims, `Hello\r\n${claims}`]) {
      const mail = await written({}, { ...MESSAGE, subject: text, toName: text, text });
      expect(header(mail, 'From')).toBe('From: desk@example.com');
      expect(headOf(mail).match(/^From:/gim)).toHaveLength(1);
    }
    const person = { ...MESSAGE, from: { name: 'Sam Sample', mailbox: 'sam@example.com' } };
    expect(header(await written({ sendAs: 'owner' }, person), 'From')).toBe(
      'From: Sam Sample <sam@example.com>',
    );
  });

  test('stays in the thread of its ticket', async () => {
    const mail = await written({});
    expect(header(mail, 'References')).toContain('<began@example.net> <second@example.com>');
    expect(header(mail, 'In-Reply-To')).toContain('<second@example.com>');
  });
});

describe('The configuration', () => {
  const read = (text: string, env: Record<string, string> = {}) =>
    readConfig(text, 'followthrough.yaml', env);
  const SMTP = `channels:
  email:
    smtp:
      host: smtp.example.com
      from: desk@example.com
      message-id-secret: { env: MID }
      unsubscribe: https://help.example.com
      dkim: { domain: example.com, selector: desk, key: { env: DKIM_KEY } }
`;

  test('takes a key from the environment, also with its lines written as \\n', () => {
    const env = { MID: 'x', DKIM_KEY: KEYS.privateKey.replaceAll('\n', '\\n') };
    expect(read(SMTP, env).config?.routes.email).toMatchObject({
      settings: { dkim: DKIM, unsubscribe: 'https://help.example.com' },
    });
    const wrong = read(SMTP.replace('https://help', 'http://help'), { MID: 'x', DKIM_KEY: 'no key' });
    expect(wrong.problems.map(({ code }) => code).sort()).toEqual(['FT-CFG-SECRET', 'FT-CFG-URL']);
    for (const address of ['help.example.com/?from=mail', 'help.example.com/#top', 'kim:pw@help.example.com'])
      expect(read(SMTP.replace('help.example.com', address), env).problems).toMatchObject([
        { code: 'FT-CFG-URL' },
      ]);
    const kept = read(SMTP.replace('help.example.com', 'example.com/help'), env).config?.routes.email;
    expect(kept).toMatchObject({ settings: { unsubscribe: 'https://example.com/help' } });
  });

  const key = (word: string) => `whsec_${Buffer.from(word.padEnd(24, '.')).toString('base64')}`;
  const hook = (url: string, more = '') => `${more}channels:
  note:
    webhook: { url: "${url}", secret: [{ env: NEW }, { env: OLD }] }
`;
  const env = { NEW: key('new'), OLD: key('old') };

  test('WHK-13: refuses a webhook into a private network unless its host is named', () => {
    for (const url of [
      'https://10.0.0.5/hook',
      'https://[::ffff:127.0.0.1]/',
      'http://2130706433/',
      'http://crm.example.com/',
    ])
      expect(read(hook(url), env).problems.map(({ code }) => code)).toEqual(['FT-CFG-URL']);
    expect(
      read(hook('https://10.0.0.5/hook', 'allow-private: [10.0.0.5]\n'), env).config?.routes.note,
    ).toMatchObject({
      settings: { allowPrivate: ['10.0.0.5'], secret: [env.NEW, env.OLD] },
    });
    expect(read('allow-private: ["https://crm"]', {}).problems).toHaveLength(1);
  });

  test('names outside systems that send webhooks, each with a secret or several', () => {
    const text =
      'inbound:\n  hooks:\n    portal: { secret: { env: NEW } }\n    crm: { secret: [{ env: NEW }, { env: OLD }] }\n';
    expect(read(text, env).config?.inbound.hooks).toEqual([
      { source: 'portal', secrets: [env.NEW] },
      { source: 'crm', secrets: [env.NEW, env.OLD] },
    ]);
    // A missing or empty secret is an error at the start, never "no check" (WHK-1).
    for (const broken of [{ OLD: env.OLD }, { ...env, NEW: '' }, { ...env, NEW: 'whsec_c2hvcnQ=' }])
      expect(read(text, broken).problems.map(({ code }) => code)).toContain('FT-CFG-SECRET');
  });

  test('says when a channel counts as failing', () => {
    expect(read('breaker: { failures: 8, pause-minutes: 2 }').config?.breaker).toEqual({
      failures: 8,
      withinMinutes: 10,
      pauseMinutes: 2,
    });
    expect(read('breaker: { failures: 0 }').problems).toHaveLength(1);
  });
});
