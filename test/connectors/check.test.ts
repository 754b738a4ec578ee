import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { checkConnectors } from '../../connectors/check/all.ts';
import { checkImap } from '../../connectors/check/imap.ts';
import { checkSmtp } from '../../connectors/check/smtp.ts';
import { checkWebhook } from '../../connectors/check/webhook.ts';
import { sandboxConfig } from '../../connectors/config/config.ts';
import { freePort } from '../support/ownPostgres.ts';
import { run } from '../cli/support/command.ts';
import { type HttpSink, httpSink } from '../support/httpSink.ts';
import { type SmtpSink, smtpSink } from '../support/smtpSink.ts';

describe('connectors check', () => {
  let relay: SmtpSink;
  let crm: HttpSink;
  beforeAll(async () => {
    relay = await smtpSink({ login: true });
    crm = await httpSink();
  });
  afterAll(async () => {
    await relay.close();
    await crm.close();
  });

  const smtp = () => ({
    host: '127.0.0.1',
    port: relay.port,
    security: 'none' as const,
    from: 'desk@example.com',
    messageIdSecret: 'x',
    replies: 'r@example.com',
    bounces: 'b@example.com',
  });
  const whole = async (port: number) => ({
    name: 'desk',
    host: '127.0.0.1',
    port,
    security: 'none' as const,
    user: 'desk',
    password: 'x',
    folders: ['INBOX'],
    sweepSeconds: 120,
  });

  test('looks at the relay without beginning a message', async () => {
    expect(await checkSmtp(smtp())).toEqual([
      {
        connector: 'smtp',
        state: 'works',
        what: `127.0.0.1:${relay.port} takes mail (unencrypted, no login).`,
      },
    ]);
    expect(relay.received).toEqual([]);
  });

  test('says which step of it fails, and what a fix is', async () => {
    const away = await checkSmtp({ ...smtp(), port: await freePort() });
    expect(away).toMatchObject([
      { state: 'broken', what: expect.stringContaining('connect'), fix: expect.any(String) },
    ]);
    relay.next({ at: 'login', code: 535, text: 'no' });
    const refused = await checkSmtp({ ...smtp(), user: 'desk', password: 'wrong' });
    expect(refused).toMatchObject([{ state: 'broken', what: expect.stringContaining('login') }]);
    const { replies: _, ...without } = smtp();
    expect(await checkSmtp(without)).toMatchObject([{ state: 'works' }, { state: 'missing' }]);
  });

  test('reaches a webhook without posting anything, and never a private address', async () => {
    const { url, secret } = crm;
    expect(await checkWebhook({ url, secret })).toMatchObject([{ state: 'works' }]);
    expect([crm.received, crm.forged]).toEqual([[], 0]);
    expect(await checkWebhook({ url: 'https://10.0.0.1/', secret })).toMatchObject([
      { state: 'broken', fix: expect.stringContaining('allow-private') },
    ]);
    expect(await checkWebhook({ url: `http://127.0.0.1:${await freePort()}/`, secret })).toMatchObject([
      { state: 'broken' },
    ]);
  });

  test('says that a mailbox cannot be reached', async () => {
    expect(await checkImap(await whole(await freePort()))).toMatchObject([
      { connector: 'imap desk', state: 'broken', fix: expect.stringContaining('host') },
    ]);
  });

  test('without a configuration everything is a sandbox, and works', async () => {
    const found = await checkConnectors(sandboxConfig(), null);
    expect(new Set(found.map(({ connector, state }) => `${connector} ${state}`))).toEqual(
      new Set(['sandbox works']),
    );
  });

  test('the command ends with 1 when something is broken, and says so in a table', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'followthrough-check-')), 'followthrough.yaml');
    const env = { CRM: crm.secret, FOLLOWTHROUGH_CONFIG: file };
    const write = (url: string) =>
      writeFileSync(
        file,
        `channels:\n  note:\n    webhook: { url: "${url}", secret: { env: CRM } }\n  portal: by-hand\n`,
      );
    write(crm.url);
    const works = await run(['connectors', 'check', '--config', file], { env });
    expect([works.code, works.stderr]).toEqual([0, 'Nothing is broken.\n']);
    expect(works.stdout).toMatch(
      /✓ +note +webhook +127\.0\.0\.1:\d+\/hook can be reached; nothing was posted\./,
    );
    expect(works.stdout).toMatch(/✓ +portal +by-hand +People do it/);
    write(`http://127.0.0.1:${await freePort()}/`);
    const broken = await run(['connectors', 'check', '--config', file], { env });
    expect([broken.code, broken.stderr]).toEqual([1, 'Broken: 1.\n']);
    expect(broken.stdout).toContain('→ Check the address');
  });
});
