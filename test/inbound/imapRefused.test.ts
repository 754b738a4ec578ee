import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { sql } from 'kysely';
import { pino } from 'pino';
import { checkConnectors } from '../../connectors/check/all.ts';
import { sandboxConfig } from '../../connectors/config/config.ts';
import { NO_MAILBOXES } from '../../connectors/config/inbound.ts';
import { headOfEnvelope } from '../../connectors/imap/envelope.ts';
import type { FoundMail } from '../../connectors/imap/readNew.ts';
import { type Patience, Refusals } from '../../connectors/imap/refusals.ts';
import type { MailboxSettings } from '../../connectors/imap/settings.ts';
import { watchMailbox, type Watcher, type WatchState } from '../../connectors/imap/watch.ts';
import { readHead } from '../../domain/inbound/mail/readMail.ts';
import { type Mailboxes, watchMailboxes } from '../../worker/mailboxes.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { until } from '../client/support/until.ts';
import { type OwnCertificate, ownCertificate } from './support/certificate.ts';
import { type MailServer, startMailServer, USER } from './support/greenmail.ts';
import { mail } from './support/mails.ts';
import { folderAt, putAt } from './support/owner.ts';
import { refusingServer, type RefusingServer } from './support/refusing.ts';
import { newAddress, openFor } from './support/sent.ts';

// The first time the mail server is fetched.
jest.setTimeout(300_000);

let stage: Stage;
let certificate: OwnCertificate;
let server: MailServer;
let front: RefusingServer;
let mailboxes: Mailboxes | Watcher | null = null;
beforeAll(async () => {
  certificate = await ownCertificate();
  [stage, server] = await Promise.all([openStage(), startMailServer(certificate)]);
  front = await refusingServer(server.imapPort);
  await stage.startWorker({ cachedCases: 0 });
});
afterEach(async () => {
  await mailboxes?.stop();
  mailboxes = null;
});
afterAll(async () => {
  front?.close();
  await server?.stop();
  await stage?.close();
  await certificate?.remove();
});

const SOON: Patience = { tries: 2, forMs: 0, withoutOthersMs: 3_600_000 };
const WHOLE = /^UID FETCH 1 .*BODY\.PEEK\[\]/;
const HEADERS = /^UID FETCH 1 .*BODY\.PEEK\[HEADER\]/;
const ANY = /^UID FETCH 1 /;
/** As servers say it of a message that they cannot read. */
const BROKEN = 'NO [SERVERBUG] Internal error occurred';
const always = (answer: string, ...commands: RegExp[]) =>
  front.refuse((command) => (commands.some((each) => each.test(command)) ? answer : null));

let folders = 0;
/** A new folder with these mails: the first of them has the number 1. */
async function folderWith(...mails: Buffer[]): Promise<string> {
  const name = `Folder${(folders += 1)}`;
  await folderAt(server.imapPort, name);
  for (const raw of mails) await putAt(server.imapPort, name, raw);
  return name;
}

function desk(folder: string): MailboxSettings {
  const there = { host: '127.0.0.1', port: front.port, security: 'none' as const };
  return { name: 'desk', ...there, ...USER, folders: [folder], sweepSeconds: 3_600 };
}

async function watch(folder: string): Promise<void> {
  const inbound = { ...NO_MAILBOXES, mailboxes: [desk(folder)] };
  const log = pino({ level: 'silent' });
  mailboxes = await watchMailboxes({ client: stage.client, inbound, log, patience: SOON });
}

const status = async (id: string) => (await stage.client.show(id)).status;
const becomes = (id: string, wanted: string) => until(async () => (await status(id)) === wanted);
const notHandedOut = async (folder: string) =>
  (await stage.client.inbox({ limit: 1_000 })).filter(
    ({ because, via }) => because === 'not-handed-out' && via?.includes(`/${folder}/`),
  );

describe('RPY-17: a mail that its server does not hand out', () => {
  test.each([
    ['says NO', BROKEN],
    ['says BAD', 'BAD Command Error. 10'],
    ['says that all is well and gives nothing, as Exchange does', 'OK FETCH completed.'],
  ])('stops its case by its headers, and those behind it are read: the server %s', async (_how, answer) => {
    const [address, other] = [newAddress(), newAddress()];
    const [caseId, another] = [await openFor(stage.client, address), await openFor(stage.client, other)];
    const headers = ['Auto-Submitted: auto-replied', 'Return-Path: <>'];
    always(answer, WHOLE);
    const refused = mail({ from: address, subject: 'Unsubscribe', headers });
    const folder = await folderWith(refused, mail({ from: other }));
    await watch(folder);
    await becomes(another, 'answered');
    await becomes(caseId, 'answered');
    const [item] = await stage.client.inbox({ caseId });
    expect(item).toMatchObject({ class: 'unknown', because: 'not-handed-out', did: 'replied' });
    const [reply] = (await stage.client.show(caseId)).replies;
    expect(reply?.text).toContain(`from ${address}, subject “Unsubscribe”`);
    expect(reply?.text).toMatch(new RegExp(`look for it there \\(desk/${folder}/\\d+/1:`));
    expect(await stage.client.optOuts({ address })).toEqual([]);
  });

  test('of which only the index of the server has something left, is matched by that', async () => {
    const address = newAddress();
    const caseId = await openFor(stage.client, address);
    always(BROKEN, WHOLE, HEADERS);
    await watch(await folderWith(mail({ from: address }), mail({ from: newAddress() })));
    await becomes(caseId, 'answered');
    const [item] = await stage.client.inbox({ caseId });
    expect(item).toMatchObject({ because: 'not-handed-out', matched_by: 'sender', subject: 'Re: Your case' });
  });

  test('is known by whatever the index of the server says of it, on one line each', async () => {
    const head = headOfEnvelope({
      from: [{ name: 'Pat\r\nBcc: x', address: 'pat@example.net' }, {}],
      to: [{ address: 'replies@example.com' }],
      subject: 'Grüße\r\nIn-Reply-To: <made.up@example.com>',
      messageId: '<one@example.net>',
      inReplyTo: '<ours@example.com>',
    });
    expect(await readHead(head)).toMatchObject({
      from: 'pat@example.net',
      to: ['replies@example.com'],
      subject: 'Grüße In-Reply-To: <made.up@example.com>',
      messageId: '<one@example.net>',
      refersTo: ['<ours@example.com>'],
      trouble: 'not-handed-out',
    });
    expect(headOfEnvelope({})).toHaveLength(0);
  });

  test('keeps its mailbox waiting for a while, and /health says why once that is long', async () => {
    always(BROKEN, /^UID FETCH /);
    const folder = await folderWith(mail({ from: newAddress() }));
    await watch(folder);
    await sql`update feeds set since = now() - interval '3 hours'`.execute(stage.client.ledger);
    const name = `imap desk/${folder}`;
    const because =
      'the server does not hand out message 1 ("Internal error occurred"); it is asked again, and those behind it wait';
    await until(async () => (await stage.client.health()).unread?.some((feed) => feed.because === because));
    expect(await checkConnectors(sandboxConfig(), stage.client.ledger)).toContainEqual(
      expect.objectContaining({ connector: name, what: expect.stringContaining(`UTC: ${because}.`) }),
    );
    front.refuse(() => null);
    await until(async () => (await stage.client.health()).unread?.length === 0);
  });

  test('of which nothing is left, waits for a person among those that belong to no case, each for itself', async () => {
    front.refuse((command) => (/^UID FETCH [12] /.test(command) ? BROKEN : null));
    const address = newAddress();
    const caseId = await openFor(stage.client, address);
    const lost = [mail({ from: newAddress() }), mail({ from: newAddress() })];
    const folder = await folderWith(...lost, mail({ from: address }));
    await watch(folder);
    await becomes(caseId, 'answered');
    const items = await notHandedOut(folder);
    expect(items).toMatchObject([
      { did: 'to-assign', case_id: null, address: null, content_hash: expect.any(String) },
      { did: 'to-assign', case_id: null, address: null },
    ]);
    const waiting = (await stage.client.replies({ limit: 1_000 })).filter(({ text }) =>
      text.includes(`(desk/${folder}/`),
    );
    expect(waiting).toHaveLength(2);
  });

  test('is kept as any other, when the server hands it out after all', async () => {
    let asked = 0;
    front.refuse((command) => (WHOLE.test(command) && (asked += 1) < SOON.tries ? BROKEN : null));
    const address = newAddress();
    const caseId = await openFor(stage.client, address);
    const folder = await folderWith(mail({ from: address }));
    await watch(folder);
    await becomes(caseId, 'answered');
    expect((await stage.client.show(caseId)).replies).toMatchObject([{ text: 'Please go on.' }]);
    expect(await notHandedOut(folder)).toEqual([]);
  });
});

describe('Nothing of a mailbox is passed', () => {
  /** Watches with no patience at all until it has failed; then all is well again. */
  async function heldWhile(answer: string, commands: RegExp): Promise<WatchState[]> {
    const folder = await folderWith(mail({ from: newAddress() }), mail({ from: newAddress() }));
    const states: WatchState[] = [];
    const read: FoundMail[] = [];
    always(answer, commands);
    let position: { uidValidity: string; lastUid: number } | undefined;
    mailboxes = watchMailbox(desk(folder), {
      accept: async (found) => read.push(found),
      positionOf: async () => position,
      keepPosition: async (_place, next) => {
        position = next;
      },
      onState: (state) => states.push(state),
      patience: { ...SOON, tries: 1 },
    });
    await until(async () => states.filter(({ connected }) => !connected).length > 0);
    expect(read).toEqual([]);
    expect(position).toBeUndefined();
    front.refuse(() => null);
    await until(async () => read.length === 2);
    expect(read.map(({ notHandedOut: refused }) => refused)).toEqual([undefined, undefined]);
    return states;
  }

  test.each([
    ['while the connection is lost', 'hang-up', ANY, 'Connection'],
    ['while the account has fetched too much', 'NO [OVERQUOTA] Account exceeded limits', ANY, 'exceeded'],
    ['while no message at all is handed out', BROKEN, /^UID FETCH /, `"Internal error occurred"`],
    ['while the server does not search', BROKEN, /^UID SEARCH /, 'does not look for messages'],
  ])('%s, and its state says so', async (_when, answer, commands, because) => {
    const states = await heldWhile(answer, commands);
    expect(states.find((state) => !state.connected)?.because).toContain(because);
  });

  test('before a refused message was asked for often and long enough', () => {
    const refusals = new Refusals({ tries: 2, forMs: 0, withoutOthersMs: 60_000 });
    expect(refusals.isEnough(refusals.count('one'), true)).toBe(false);
    expect(refusals.isEnough(refusals.count('other'), true)).toBe(false);
    const again = refusals.count('one');
    expect(refusals.isEnough(again, false)).toBe(false);
    expect(refusals.isEnough(again, true)).toBe(true);
    expect(refusals.isEnough({ tries: 2, forMs: 60_000 }, false)).toBe(true);
    refusals.forget('one');
    expect(refusals.isEnough(refusals.count('one'), true)).toBe(false);
    expect(new Refusals().isEnough({ tries: 100, forMs: 60_000 }, true)).toBe(false);
  });
});
