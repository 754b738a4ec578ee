import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { classifyMail } from '../../domain/inbound/classify.ts';
import { readMail } from '../../domain/inbound/mail/readMail.ts';
import { replyTextOf } from '../../domain/inbound/replyText.ts';
import { POISONED } from './support/poisoned.ts';

/** Every text in a value, with the way to it. */
function textsIn(value: unknown, at = ''): [string, string][] {
  if (typeof value === 'string') return [[at, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => textsIn(part, `${at}.${name}`));
}

/** What PostgreSQL would refuse, in a text, in JSON or in an index. */
function unkeepable([at, text]: [string, string]): boolean {
  const isAddress = /\.(from|to\.\d+|recipient)$/.test(at);
  return text.includes('\0') || /\p{Surrogate}/u.test(text) || (isAddress && text.length > 320);
}

async function whatCannotBeKept(raw: Uint8Array): Promise<string[]> {
  const mail = await readMail(raw);
  const found = classifyMail({ mail, text: replyTextOf(mail.text), received: '2026-03-12' });
  return textsIn({ mail, found })
    .filter(unkeepable)
    .map(([at]) => at);
}

/** Any bytes, with those among them often that break something: NUL, brackets, line ends, parts of characters. */
const bytes = (most: number) =>
  fc
    .array(
      fc.oneof(
        fc.constantFrom(0x00, 0x0a, 0x0d, 0x20, 0x22, 0x3c, 0x3e, 0x40, 0x61, 0xed, 0xa0, 0x80, 0xf0, 0xff),
        fc.integer({ min: 0, max: 255 }),
      ),
      { maxLength: most },
    )
    .map((all) => Buffer.from(all));

const quoted = (some: Buffer) =>
  `=?utf-8?Q?${[...some].map((byte) => `=${byte.toString(16).padStart(2, '0').toUpperCase()}`).join('')}?=`;
const raw = (some: Buffer) => some.toString('latin1');
/** As it may stand in a header: as bytes, in an encoded word, or as an address or id with either of them inside. */
const written = bytes(40).chain((some) =>
  fc.constantFrom(
    raw(some),
    quoted(some),
    `<a${raw(some)}b@example.com>`,
    quoted(Buffer.from(`<a${raw(some)}b@example.com>`, 'latin1')),
    `"${quoted(some)}" <a${raw(some)}@example.com>`,
    `rfc822; a${raw(some)}@example.com`,
  ),
);
const header = fc
  .tuple(
    fc.constantFrom(
      'From',
      'To',
      'Delivered-To',
      'Subject',
      'Message-ID',
      'In-Reply-To',
      'References',
      'X-Failed-Recipients',
      'Return-Path',
    ),
    written,
  )
  .map(([name, value]) => `${name}: ${value}\r\n`);
const part = fc
  .tuple(
    fc.constantFrom(
      'text/plain',
      'text/html',
      'message/delivery-status',
      'message/feedback-report',
      'message/disposition-notification',
      'message/rfc822',
      'image/\0png',
    ),
    written,
    fc.array(
      fc
        .tuple(
          fc.constantFrom(
            'Final-Recipient',
            'Action',
            'Status',
            'Original-Rcpt-To',
            'Original-Message-ID',
            'Message-ID',
          ),
          written,
        )
        .map(([name, value]) => `${name}: ${value}\r\n`),
      { maxLength: 4 },
    ),
  )
  .map(
    ([type, name, fields]) =>
      `--b\r\nContent-Type: ${type}; charset=utf-16\r\nContent-Disposition: attachment; filename*=utf-8''${encodeURIComponent(name)}\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(`Action: failed\r\n${fields.join('')}`, 'latin1').toString('base64')}\r\n`,
  );
const mails = fc
  .tuple(fc.array(header, { maxLength: 8 }), fc.array(part, { maxLength: 4 }))
  .map(([headers, parts]) =>
    Buffer.from(
      `${headers.join('')}Content-Type: multipart/report; boundary=b\r\n\r\n${parts.join('')}--b--\r\n`,
      'latin1',
    ),
  );

describe('RPY-17: whatever bytes come in, what is read of them can be kept', () => {
  test.each(Object.entries(POISONED))('%s', async (_, mail) => {
    expect(await whatCannotBeKept(mail)).toEqual([]);
  });

  test('of mails with anything in any of their places', async () => {
    await fc.assert(
      fc.asyncProperty(mails, async (mail) => expect(await whatCannotBeKept(mail)).toEqual([])),
      { numRuns: 300 },
    );
  });

  test('of bytes that are no mail', async () => {
    await fc.assert(
      fc.asyncProperty(bytes(400), async (mail) => expect(await whatCannotBeKept(mail)).toEqual([])),
      { numRuns: 300 },
    );
  });
});
