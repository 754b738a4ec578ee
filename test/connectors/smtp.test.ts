import { createServer, type Server } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { ConnectorError } from '../../connectors/errors/connectorError.ts';
import type { OutgoingMessage } from '../../connectors/ports.ts';
import { type SmtpSettings, smtp } from '../../connectors/smtp/smtp.ts';
import { letterPdf } from '../../letter/letterPdf.ts';
import { freePort } from '../support/ownPostgres.ts';
import { type SmtpSink, smtpSink } from '../support/smtpSink.ts';
import { letter, manyInvoices } from './support/letters.ts';

const MESSAGE: OutgoingMessage = {
  verb: 'send',
  id: '0195a0b0-0000-7000-8000-000000000001',
  case: { id: 'small:test:1', procedure: 'small', source: 'test', occurrence: '1' },
  name: 'hello',
  at: Date.parse('2026-03-10T17:00:00Z'),
  channel: 'email',
  to: 'pat@example.com',
  toName: 'Pat Example',
  subject: 'Re: Your question',
  text: 'Good morning.\n\n.\nA line with a dot.',
  html: '<p>Good morning.</p>',
  thread: ['<began@example.net>', '<second@example.com>'],
};

describe('Email', () => {
  let sink: SmtpSink;
  const silent: Server[] = [];
  beforeAll(async () => {
    sink = await smtpSink();
  });
  afterEach(() => {
    sink.received.length = 0;
    sink.connections = 0;
  });
  afterAll(async () => {
    await sink.close();
    for (const server of silent) server.close();
  });

  const port = (more: Partial<SmtpSettings> = {}) =>
    smtp({
      host: '127.0.0.1',
      port: sink.port,
      security: 'none',
      from: 'Example Desk <desk@example.com>',
      messageIdSecret: 'a secret of the test',
      timeouts: { connection: 300, greeting: 300, socket: 300, total: 1_000 },
      ...more,
    });
  async function send(more: Partial<SmtpSettings> = {}, message: OutgoingMessage = MESSAGE) {
    const out = port(more);
    const { body } = await out.prepare(message);
    return out.deliver({ id: message.id, caseId: message.case.id, to: message.to, body });
  }
  async function refusal(more: Partial<SmtpSettings> = {}, message?: OutgoingMessage) {
    const error = await send(more, message).catch((thrown: unknown) => thrown);
    if (!(error instanceof ConnectorError)) throw new Error(`no refusal: ${String(error)}`);
    return { ...error.verdict, detail: error.detail };
  }

  test('has text and HTML, says that a machine wrote it, and stands in the thread', async () => {
    await send();
    const [mail] = sink.received;
    expect(mail?.to).toEqual(['pat@example.com']);
    expect(mail?.raw).toMatch(/^From: Example Desk <desk@example.com>\r$/m);
    expect(mail?.raw).toMatch(/^To: Pat Example <pat@example.com>\r$/m);
    expect(mail?.raw).toMatch(/^Subject: Re: Your question\r$/m);
    expect(mail?.raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(mail?.raw).toMatch(/^X-Auto-Response-Suppress: OOF, AutoReply\r$/m);
    expect(mail?.raw).toMatch(/^In-Reply-To: <second@example.com>\r$/m);
    expect(mail?.raw).toMatch(/^References: <began@example.net> <second@example.com>\r$/m);
    expect(mail?.raw).toMatch(/^Date: Tue, 10 Mar 2026 17:00:00 \+0000\r$/m);
    expect(mail?.raw).toContain('Content-Type: text/plain');
    expect(mail?.raw).toContain('Content-Type: text/html');
  });

  test('SND-3: its Message-ID comes from the intent and cannot be made up by strangers', async () => {
    const [ours, theirs, other] = [
      await port().prepare(MESSAGE),
      await port({ messageIdSecret: 'another secret' }).prepare(MESSAGE),
      await port().prepare({ ...MESSAGE, id: '0195a0b0-0000-7000-8000-000000000002' }),
    ];
    expect(ours.messageId).toMatch(/^<0195a0b0-0000-7000-8000-000000000001\.[0-9a-f]{20}@example\.com>$/);
    expect((await port().prepare(MESSAGE)).messageId).toBe(ours.messageId);
    expect(new Set([ours.messageId, theirs.messageId, other.messageId]).size).toBe(3);
  });

  test('values with line breaks and ids that are none add no header', async () => {
    await send(
      {},
      {
        ...MESSAGE,
        subject: 'Hello\r\nBcc: all@example.com',
        toName: 'Pat\r\nBcc: all@example.com',
        thread: ['<a@example.com>\r\nBcc: all@example.com', 'no id'],
      },
    );
    expect(sink.received[0]?.to).toEqual(['pat@example.com']);
    expect(sink.received[0]?.raw).not.toMatch(/^bcc:/im);
    expect(sink.received[0]?.raw).not.toMatch(/^references:/im);
  });

  test('carries a letter as PDF, byte for byte, under its name with accents', async () => {
    const body = await letterPdf(letter(manyInvoices(3)));
    const attachments = [{ name: 'Łódź statement.pdf', mediaType: 'application/pdf', body }];
    await send({}, { ...MESSAGE, attachments });
    const raw = sink.received[0]?.raw ?? '';
    expect(raw).toContain('Content-Type: multipart/mixed');
    expect(raw).toContain('Content-Type: application/pdf');
    expect(raw).toMatch(/filename\*0?\*=utf-8''%C5%81%C3%B3d%C5%BA%20statement\.pdf/);
    const part =
      /Content-Disposition: attachment[\s\S]*?\r\n\r\n([A-Za-z0-9+/=\r\n]+)\r\n--/.exec(raw)?.[1] ?? '';
    expect(Buffer.from(part, 'base64').equals(body)).toBe(true);
    expect(raw).toContain('Good morning.');
  });

  test('without a file stays the plain alternative of text and HTML', async () => {
    await send({}, { ...MESSAGE, attachments: [] });
    expect(sink.received[0]?.raw).not.toContain('multipart/mixed');
    expect(sink.received[0]?.raw).toContain('multipart/alternative');
  });

  test.each([
    ['recipient', 550, '5.1.1 no such user', 'permanent-recipient'],
    ['recipient', 450, '4.7.1 greylisted, come back', 'retry'],
    ['recipient', 421, '4.3.2 closing, come back', 'retry'],
    ['data', 421, '4.4.2 too long', 'retry'],
    ['data', 451, '4.3.0 local error', 'retry'],
    ['data', 554, '5.7.1 blocked', 'permanent-config'],
    ['data', 552, '5.2.2 mailbox full', 'retry-later'],
    ['data', 554, 'no', 'unknown'],
  ] as const)('SND-8: an answer at %s of %d %s is of class %s', async (at, code, text, meaning) => {
    sink.next({ at, code, text });
    expect(await refusal()).toMatchObject({ class: meaning, detail: `${code} ${text}` });
    expect(sink.received).toEqual([]);
  });

  test('SND-8: with nobody there it is surely not sent', async () => {
    expect(await refusal({ port: await freePort() })).toMatchObject({
      class: 'retry',
      reason: 'unreachable',
    });
  });

  test('SND-8: a break before the message is surely not sent, one after it is ambiguous', async () => {
    sink.next('drop-at-recipient');
    expect(await refusal()).toMatchObject({ class: 'retry' });
    sink.next('accept-then-drop');
    expect(await refusal()).toMatchObject({ class: 'ambiguous' });
    expect(sink.received).toHaveLength(1);
  });

  test('SND-8: a wrong password stops the channel, a good one does not', async () => {
    const guarded = await smtpSink({ login: true });
    const settings = { port: guarded.port, user: 'desk', password: 'secret' };
    expect(await send(settings)).toEqual({ providerId: '250 taken' });
    guarded.next({ at: 'login', code: 535, text: '5.7.8 wrong' });
    expect(await refusal(settings)).toMatchObject({ class: 'permanent-config', stopsChannel: true });
    await guarded.close();
  });

  test('a server without the TLS that we want gets nothing', async () => {
    expect(await refusal({ security: 'starttls' })).toMatchObject({ class: 'permanent-config' });
    expect(sink.received).toEqual([]);
  });

  test('SND-10: one connection for one try, whatever happens', async () => {
    await send();
    expect(sink.connections).toBe(1);
    sink.next({ at: 'data', code: 451, text: 'later' });
    await refusal();
    expect(sink.connections).toBe(2);
    sink.next('accept-then-drop');
    await refusal();
    expect(sink.connections).toBe(3);
  });

  test('SND-11: a server that never greets, and one that falls silent, are given up in time', async () => {
    const mute = createServer(() => undefined);
    silent.push(mute);
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const address = mute.address();
    const begun = Date.now();
    const mutePort = typeof address === 'object' && address ? address.port : 0;
    expect(await refusal({ port: mutePort })).toMatchObject({ class: 'retry' });
    sink.next('accept-then-silence');
    expect(await refusal()).toMatchObject({ class: 'ambiguous' });
    expect(Date.now() - begun).toBeLessThan(3_000);
  });

  test('SND-11: a server that drips its answers is given up when the whole takes too long', async () => {
    const drip = createServer((socket) => {
      socket.on('error', () => undefined);
      const timer = setInterval(() => socket.write('220-still here\r\n'), 100);
      socket.on('close', () => clearInterval(timer));
    });
    silent.push(drip);
    await new Promise<void>((resolve) => drip.listen(0, '127.0.0.1', resolve));
    const address = drip.address();
    const timeouts = { connection: 5_000, greeting: 5_000, socket: 5_000, total: 500 };
    const begun = Date.now();
    const dripPort = typeof address === 'object' && address ? address.port : 0;
    expect(await refusal({ port: dripPort, timeouts })).toMatchObject({ class: 'retry' });
    expect(Date.now() - begun).toBeLessThan(2_000);
  });

  test('an address that is none is refused before anybody is asked', async () => {
    const detail = await refusal({}, { ...MESSAGE, to: 'pat@example.com\r\nRCPT TO:<all@example.com>' });
    expect(detail).toMatchObject({ class: 'permanent-recipient' });
    expect(sink.received).toEqual([]);
  });
});
