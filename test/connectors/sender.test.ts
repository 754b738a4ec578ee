import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { From, OutgoingMessage } from '../../connectors/ports.ts';
import { smtp } from '../../connectors/smtp/smtp.ts';
import { type SmtpSink, smtpSink } from '../support/smtpSink.ts';

const MESSAGE: OutgoingMessage = {
  verb: 'send',
  id: '0195a0b0-0000-7000-8000-000000000001',
  case: { id: 'small:test:1', procedure: 'small', source: 'test', occurrence: '1' },
  name: 'hello',
  at: Date.parse('2026-03-10T17:00:00Z'),
  channel: 'email',
  to: 'pat@example.com',
  toName: null,
  subject: 'Your question',
  text: 'Good morning.',
  html: null,
  thread: [],
};
const KIM: From = { name: 'Kim Lee', mailbox: 'kim@clinic.example' };

describe('Whose email it is', () => {
  let sink: SmtpSink;
  beforeAll(async () => {
    sink = await smtpSink();
  });
  afterEach(() => {
    sink.received.length = 0;
  });
  afterAll(() => sink.close());

  /** The headers that say so, by their names in lower case. */
  async function sent(from: From | null, sendAs?: 'owner'): Promise<Record<string, string>> {
    const port = smtp({
      host: '127.0.0.1',
      port: sink.port,
      security: 'none',
      from: 'Example Desk <desk@example.com>',
      messageIdSecret: 'a secret of the test',
      ...(sendAs ? { sendAs } : {}),
    });
    const { body } = await port.prepare({ ...MESSAGE, ...(from ? { from } : {}) });
    await port.deliver({ id: MESSAGE.id, caseId: MESSAGE.case.id, to: MESSAGE.to, body });
    const [head = ''] = (sink.received[0]?.raw ?? '').split('\r\n\r\n');
    const lines = head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n');
    const headers = lines.map((line) => [
      line.split(':')[0]?.toLowerCase() ?? '',
      line.replace(/^[^:]+: /, ''),
    ]);
    return Object.fromEntries(headers);
  }

  test('the house’s where no person signs', async () => {
    const headers = await sent(null, 'owner');
    expect(headers['from']).toBe('Example Desk <desk@example.com>');
    expect(headers).not.toHaveProperty('reply-to');
    expect(headers).not.toHaveProperty('sender');
  });

  test('the house’s, answered to the person who signs and to the house', async () => {
    const headers = await sent(KIM);
    expect(headers['from']).toBe('Example Desk <desk@example.com>');
    expect(headers['reply-to']).toBe('Kim Lee <kim@clinic.example>, Example Desk <desk@example.com>');
    expect(headers).not.toHaveProperty('sender');
  });

  test('the person’s where the channel is configured so, and the house hears the answer all the same', async () => {
    const headers = await sent(KIM, 'owner');
    expect(headers['from']).toBe('Kim Lee <kim@clinic.example>');
    expect(headers['sender']).toBe('Example Desk <desk@example.com>');
    expect(headers['reply-to']).toBe('Kim Lee <kim@clinic.example>, Example Desk <desk@example.com>');
    expect(headers['message-id']).toMatch(/@example\.com>$/);
    expect(sink.received[0]?.from).toBe('desk@example.com');
  });

  test('the house’s where the person has no mailbox', async () => {
    expect(await sent({ name: 'Kim Lee', mailbox: null }, 'owner')).toMatchObject({
      from: 'Example Desk <desk@example.com>',
    });
  });

  test('named once where the person’s mailbox is the house’s', async () => {
    const headers = await sent({ name: 'Kim Lee', mailbox: 'Desk@example.com' }, 'owner');
    expect(headers).toMatchObject({
      from: 'Kim Lee <Desk@example.com>',
      'reply-to': 'Kim Lee <Desk@example.com>',
    });
    expect(headers).not.toHaveProperty('sender');
  });

  test('a name cannot add a header', async () => {
    const headers = await sent(
      { name: 'Kim\r\nBcc: all@example.com', mailbox: 'kim@clinic.example' },
      'owner',
    );
    expect(headers).not.toHaveProperty('bcc');
    expect(sink.received[0]?.to).toEqual(['pat@example.com']);
  });
});
