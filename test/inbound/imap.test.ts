import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { sql } from 'kysely';
import nodemailer from 'nodemailer';
import { pino } from 'pino';
import { checkConnectors } from '../../connectors/check/all.ts';
import { sandboxConfig } from '../../connectors/config/config.ts';
import { NO_MAILBOXES } from '../../connectors/config/inbound.ts';
import type { MailboxSettings } from '../../connectors/imap/settings.ts';
import { watchMailbox, type WatchState } from '../../connectors/imap/watch.ts';
import { smtp } from '../../connectors/smtp/smtp.ts';
import { mailSecret } from '../../ledger/inbox/leads.ts';
import { type Mailboxes, watchMailboxes } from '../../worker/mailboxes.ts';
import { ticket } from '../client/support/alerts.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { until } from '../client/support/until.ts';
import { callable } from '../http/support/gateway.ts';
import { type OwnCertificate, ownCertificate } from './support/certificate.ts';
import { frontOf } from './support/front.ts';
import { type MailServer, startMailServer, USER } from './support/greenmail.ts';
import { mail, report } from './support/mails.ts';
import { folderAt, ownerAt, putAt } from './support/owner.ts';
import { POISONED } from './support/poisoned.ts';
import { emailSent, newAddress, openFor } from './support/sent.ts';
import type { Watched } from './support/watchProcess.ts';

// The first time the mail server is fetched.
jest.setTimeout(300_000);

const OTHER_FOLDER = 'Replies';

let stage: Stage;
let server: MailServer;
let certificate: OwnCertificate;
let mailboxes: Mailboxes | null = null;
beforeAll(async () => {
  certificate = await ownCertificate();
  [stage, server] = await Promise.all([openStage(), startMailServer(certificate)]);
  await stage.startWorker({ cachedCases: 0 });
  await makeFolder(OTHER_FOLDER);
  await watch();
});
afterAll(async () => {
  await mailboxes?.stop();
  await server?.stop();
  await stage?.close();
  await certificate?.remove();
});

/** Nothing but the server's own word brings new mail within the time of a test, unless a test says otherwise. */
function desk(given: Partial<MailboxSettings> = {}): MailboxSettings {
  const there = { host: '127.0.0.1', port: server.imapPort, security: 'none' as const };
  return { name: 'desk', ...there, ...USER, folders: ['INBOX', OTHER_FOLDER], sweepSeconds: 3_600, ...given };
}

async function watch(given: Partial<MailboxSettings> = {}): Promise<void> {
  const inbound = { ...NO_MAILBOXES, mailboxes: [desk(given)] };
  mailboxes = await watchMailboxes({ client: stage.client, inbound, log: pino({ level: 'silent' }) });
}

async function unwatch(): Promise<void> {
  await mailboxes?.stop();
  mailboxes = null;
}

const asOwner = () => ownerAt(server.imapPort);
const makeFolder = (name: string) => folderAt(server.imapPort, name);
/** Puts a mail into a folder, as a rule of the mailbox would. */
const put = (folder: string, raw: Buffer) => putAt(server.imapPort, folder, raw);

/** Sends a mail to the mailbox by SMTP, as a mail server in between would. */
async function deliver(raw: Buffer): Promise<void> {
  const transport = nodemailer.createTransport({
    host: '127.0.0.1',
    port: server.smtpPort,
    secure: false,
    ignoreTLS: true,
  });
  await transport.sendMail({ envelope: { from: 'pat@example.net', to: [USER.user] }, raw });
  transport.close();
}

const status = async (id: string) => (await stage.client.show(id)).status;
const becomes = (id: string, wanted: string) => until(async () => (await status(id)) === wanted);
const came = (address: string) =>
  until(async () => (await stage.client.inbox({ address })).find(({ did }) => did !== null));

describe('A mailbox on a real server', () => {
  test('RPY-2: an answer to our email, by SMTP and IMAP, stops its case within seconds', async () => {
    const address = newAddress();
    const gateway = await callable(stage);
    const contact = { name: 'Pat Example', email: address };
    const opened = await gateway.post('/v1/cases', ticket({ contact }));
    expect(opened.status).toBe(201);
    const caseId = String(opened.body['id']);
    const { messageId } = await emailSent(stage.client, caseId, address);
    await deliver(mail({ from: address, inReplyTo: messageId }));
    await becomes(caseId, 'answered');
    expect((await stage.client.show(caseId)).replies).toMatchObject([{ text: 'Please go on.' }]);
    const items = (await gateway.get(`/v1/inbox?case=${encodeURIComponent(caseId)}`)).body['items'];
    expect(items).toMatchObject([{ class: 'human-reply', did: 'replied', matchedBy: 'thread' }]);
    await gateway.close();
  });

  test('in another folder is read as well', async () => {
    const address = newAddress();
    const caseId = await openFor(stage.client, address);
    await put(OTHER_FOLDER, mail({ from: address }));
    await becomes(caseId, 'answered');
    expect((await stage.client.inbox({ caseId }))[0]?.via).toContain(`desk/${OTHER_FOLDER}/`);
  });

  test('is left as it is: nothing is moved, and nothing counts as read', async () => {
    const address = newAddress();
    await deliver(mail({ from: address }));
    await came(address);
    const client = asOwner();
    await client.connect();
    await client.mailboxOpen('INBOX', { readOnly: true });
    const messages = await client.fetchAll('1:*', { flags: true, envelope: true });
    await client.logout();
    const mine = messages.filter(({ envelope }) => envelope?.from?.[0]?.address === address);
    expect(mine.map(({ flags }) => flags?.has('\\Seen'))).toEqual([false]);
  });

  test('RPY-3, RPY-7: our own email carries the addresses by which its answer and its bounce find it', async () => {
    const address = newAddress();
    const caseId = await openFor(stage.client, address);
    const { id } = await emailSent(stage.client, caseId, address);
    const port = smtp(
      {
        host: '127.0.0.1',
        port: server.smtpPort,
        security: 'none',
        from: 'Desk <desk@example.com>',
        messageIdSecret: 'a secret of the test',
        replies: 'replies@example.com',
        bounces: 'bounces@example.com',
      },
      () => mailSecret(stage.client.ledger),
    );
    const [procedure = '', source = '', occurrence = ''] = caseId.split(':');
    const { body } = await port.prepare({
      verb: 'send',
      id,
      case: { id: caseId, procedure, source, occurrence },
      name: 'follow-up-1',
      at: Date.now(),
      channel: 'email',
      to: address,
      toName: null,
      subject: 'Your case',
      text: 'Good morning.',
      html: null,
      thread: [],
    });
    // The mailbox of the contact is ours for once, so that the envelope can be looked at.
    await port.deliver({ id, caseId, to: USER.user, body });
    const [own] = await until(async () => {
      const items = await stage.client.inbox({ address: 'desk@example.com' });
      return items[0]?.did && items;
    });
    expect(own).toMatchObject({ class: 'auto-reply', did: 'noted' });
    const replyTo = /^Reply-To:\s+(\S+)\r$/m.exec(body.toString())?.[1] ?? '';
    expect(replyTo).toMatch(/^replies\+[a-z2-7]{52}@example\.com$/);
    await deliver(
      mail({
        from: newAddress(),
        to: replyTo,
        subject: 'Re: Your case',
        text: 'From my other mailbox: go on.',
      }),
    );
    await becomes(caseId, 'answered');
    expect((await stage.client.inbox({ caseId }))[0]).toMatchObject({ matched_by: 'token' });
  });

  test('RPY-7: a bounce marks its message', async () => {
    const address = newAddress();
    const caseId = await openFor(stage.client, address);
    const { messageId } = await emailSent(stage.client, caseId, address);
    await deliver(report({ recipient: address, action: 'failed', status: '5.1.1', messageId }));
    expect(await came(address)).toMatchObject({ class: 'bounce-hard', did: 'undelivered', case_id: caseId });
  });

  test('RPY-15: what came while nobody was watching is found afterwards, once each', async () => {
    await unwatch();
    const addresses = [newAddress(), newAddress(), newAddress()];
    const cases = [];
    for (const address of addresses) cases.push(await openFor(stage.client, address));
    for (const address of addresses) await deliver(mail({ from: address }));
    expect(await stage.client.inbox({ address: addresses[0] ?? '' })).toEqual([]);
    await watch();
    for (const caseId of cases) await becomes(caseId, 'answered');
    await unwatch();
    await watch();
    await deliver(mail({ from: addresses[0] ?? '', text: 'And another thing.' }));
    await until(async () => (await stage.client.inbox({ address: addresses[0] ?? '' })).length === 2);
    for (const address of addresses.slice(1)) expect(await stage.client.inbox({ address })).toHaveLength(1);
  });

  test('is found again after the server was away, and its messages when their numbers begin anew', async () => {
    const ports = server;
    await server.stop();
    server = await startMailServer(certificate, ports);
    await makeFolder(OTHER_FOLDER);
    const address = newAddress();
    const caseId = await openFor(stage.client, address);
    await deliver(mail({ from: address }));
    await becomes(caseId, 'answered');
    expect(await stage.client.inbox({ address })).toHaveLength(1);
  });

  test('RPY-17: goes on behind mails that nothing could keep as they are', async () => {
    const address = newAddress();
    const caseId = await openFor(stage.client, address);
    const before = (await stage.client.inbox({ limit: 1_000 })).length;
    for (const raw of Object.values(POISONED)) await put('INBOX', raw);
    await put('INBOX', mail({ from: address }));
    await becomes(caseId, 'answered');
    const items = await stage.client.inbox({ limit: 1_000 });
    expect(items).toHaveLength(before + Object.keys(POISONED).length + 1);
  });

  test('RPY-17: keeps what the ledger refuses unread, as it came, for a person, and goes on behind it', async () => {
    const { ledger } = stage.client;
    await sql`alter table inbox add constraint refused check (subject is distinct from 'Refused')`.execute(
      ledger,
    );
    const [sender, address] = [newAddress(), newAddress()];
    const caseId = await openFor(stage.client, address);
    await put('INBOX', mail({ from: sender, subject: 'Refused' }));
    await put('INBOX', mail({ from: address }));
    await becomes(caseId, 'answered');
    await sql`alter table inbox drop constraint refused`.execute(ledger);
    const item = await came(sender);
    expect(item).toMatchObject({ class: 'unknown', because: 'unreadable', did: 'to-assign' });
    const original = await ledger
      .selectFrom('contents')
      .select('body')
      .where('hash', '=', item.content_hash ?? '')
      .executeTakeFirstOrThrow();
    expect(original.body.toString()).toContain('Subject: Refused');
  });

  test('is tried later each time, as long as nothing of it can be taken: no provider locks the account', async () => {
    await put(OTHER_FOLDER, mail({ from: newAddress() }));
    const logins: number[] = [];
    const watcher = watchMailbox(desk({ name: 'later', folders: [OTHER_FOLDER] }), {
      accept: async () => {
        throw new Error('the ledger is away');
      },
      positionOf: async () => undefined,
      keepPosition: async () => undefined,
      onState: ({ connected }) => connected && logins.push(performance.now()),
    });
    const [first = 0, second = 0, third = 0] = await until(async () => logins.length > 2 && logins);
    await watcher.stop();
    expect(third - second).toBeGreaterThan(1_900);
    expect(second - first).toBeGreaterThan(900);
  });

  test('that cannot be read is named in /health, since when, until it is read again', async () => {
    const { client } = stage;
    await until(async () => (await client.health()).unread?.length === 0);
    await unwatch();
    const since = sql`update feeds set read_at = now() - interval '61 minutes', overdue_ms = 900000`;
    await since.execute(client.ledger);
    await watch({ sweepSeconds: 20, password: 'another password' });
    const unread = [
      { name: 'imap desk/INBOX', since: expect.any(Number) },
      { name: `imap desk/${OTHER_FOLDER}`, since: expect.any(Number) },
    ];
    const gateway = await callable(stage);
    expect((await gateway.get('/health')).body).toMatchObject({ status: 'degraded', unread });
    expect(await checkConnectors(sandboxConfig(), client.ledger)).toContainEqual(
      expect.objectContaining({ of: 'inbound', connector: 'imap desk/INBOX', state: 'broken' }),
    );
    await unwatch();
    await watch({ sweepSeconds: 20 });
    await until(async () => (await client.health()).unread?.length === 0);
    await gateway.close();
  });

  test('RPY-15: is looked through every so often, when the server tells nothing', async () => {
    const address = newAddress();
    const raw = mail({ from: address, id: `<${randomUUID()}@mail.example.net>` });
    await unwatch();
    await watch({ sweepSeconds: 5 });
    await put('INBOX', raw);
    expect(await came(address)).toMatchObject({ class: 'human-reply' });
  });
});

describe('A mailbox over TLS', () => {
  const found = async (mailbox: MailboxSettings) => {
    const config = sandboxConfig();
    const inbound = { ...config.inbound, mailboxes: [mailbox] };
    const all = await checkConnectors({ ...config, inbound }, null);
    return all.find(({ connector }) => connector === `imap ${mailbox.name}`);
  };
  const keys = () => ({ pfx: certificate.pfx, passphrase: certificate.password });

  test.each([
    ['tls', 'self-signed certificate'],
    ['starttls', 'self-signed certificate'],
    ['starttls that is not offered', 'Server does not support STARTTLS'],
  ])('that cannot be trusted is not read, and its password is not said: %s', async (how, because) => {
    const { imapPort, imapsPort } = server;
    const front = await frontOf(
      how === 'tls' ? imapsPort : imapPort,
      how === 'starttls' ? keys() : undefined,
    );
    const mailbox = desk({ name: 'far', port: front.port, security: how === 'tls' ? 'tls' : 'starttls' });
    const states: WatchState[] = [];
    const read: string[] = [];
    const watcher = watchMailbox(mailbox, {
      accept: async ({ id }) => read.push(id),
      positionOf: async () => undefined,
      keepPosition: async () => undefined,
      onState: (state) => states.push(state),
    });
    await until(async () => states.length > 1);
    await watcher.stop();
    expect(new Set(states.map((state) => state.because))).toEqual(new Set([because]));
    const finding = await found(mailbox);
    expect(finding).toMatchObject({ state: 'broken', what: `127.0.0.1:${front.port}: ${because}.` });
    if (because.includes('certificate')) expect(finding?.fix).toContain('NODE_EXTRA_CA_CERTS');
    front.close();
    expect(read).toEqual([]);
    expect(front.overheard()).not.toMatch(/login|authenticate|password/i);
  });

  test('that the house has signed itself is read by a worker that is told whom to trust', async () => {
    await unwatch();
    const [one, other] = [newAddress(), newAddress()];
    const cases = [await openFor(stage.client, one), await openFor(stage.client, other)];
    await put('INBOX', mail({ from: one }));
    await put(OTHER_FOLDER, mail({ from: other }));
    const front = await frontOf(server.imapPort, keys());
    const { ledgerUrl, address, namespace, taskQueue } = stage;
    const given: Watched = {
      ledgerUrl,
      address,
      namespace,
      taskQueue,
      mailboxes: [
        desk({ name: 'over-tls', port: server.imapsPort, security: 'tls', folders: ['INBOX'] }),
        desk({ name: 'starttls', port: front.port, security: 'starttls', folders: [OTHER_FOLDER] }),
      ],
    };
    const script = fileURLToPath(new URL('./support/watchProcess.ts', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(given)], {
      env: { ...process.env, NODE_EXTRA_CA_CERTS: certificate.pem },
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    const ended = new Promise((resolve) => void child.once('exit', resolve));
    try {
      for (const caseId of cases) await becomes(caseId, 'answered');
      expect(front.overheard()).not.toMatch(/login|authenticate|password/i);
    } finally {
      child.stdin.end();
      await ended;
      front.close();
    }
    const via = await Promise.all(
      cases.map(async (caseId) => (await stage.client.inbox({ caseId }))[0]?.via),
    );
    expect(via).toEqual([
      expect.stringContaining('over-tls/INBOX/'),
      expect.stringContaining(`starttls/${OTHER_FOLDER}/`),
    ]);
  });
});
