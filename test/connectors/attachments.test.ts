import { afterAll, describe, expect, test } from '@jest/globals';
import { letterPdf } from '../../letter/letterPdf.ts';
import type { OutgoingMessage } from '../../connectors/ports.ts';
import { sandbox } from '../../connectors/sandbox.ts';
import { webhook } from '../../connectors/webhook/webhook.ts';
import { closeLedger, openLedger } from '../../ledger/connect.ts';
import { letter, manyInvoices } from './support/letters.ts';

const MESSAGE: OutgoingMessage = {
  verb: 'send',
  id: '0195a0b0-0000-7000-8000-000000000001',
  case: { id: 'small:test:1', procedure: 'small', source: 'test', occurrence: '1' },
  name: 'reminder',
  at: Date.parse('2026-03-10T17:00:00Z'),
  channel: 'email',
  to: 'pat@example.com',
  toName: null,
  subject: 'Your account',
  text: 'Please see the statement.',
  html: null,
  thread: [],
};

describe('A file that goes with a message', () => {
  const ledger = openLedger('postgres://nobody@127.0.0.1:1/none');
  afterAll(() => closeLedger(ledger));
  const ports = {
    webhook: webhook({
      url: 'https://x.example.com',
      secret: `whsec_${Buffer.alloc(32).toString('base64')}`,
    }),
    sandbox: sandbox(ledger),
  };

  test.each(['webhook', 'sandbox'] as const)('goes through the %s whole, in base64', async (name) => {
    const body = await letterPdf(letter(manyInvoices(2)));
    const file = { name: 'statement.pdf', mediaType: 'application/pdf', body };
    const prepared = await ports[name].prepare({ ...MESSAGE, attachments: [file] });
    const written = JSON.parse(prepared.body.toString('utf8')) as Record<string, object>;
    const { attachments } = (name === 'webhook' ? written['data'] : written) as {
      attachments: { name: string; base64: string; body?: unknown }[];
    };
    expect(attachments).toHaveLength(1);
    expect(attachments[0]).toMatchObject({ name: 'statement.pdf', mediaType: 'application/pdf' });
    expect(Buffer.from(attachments[0]?.base64 ?? '', 'base64').equals(body)).toBe(true);
    expect(attachments[0]?.body).toBeUndefined();
  });
});
