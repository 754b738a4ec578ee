import { wire } from '../corpus/sample.ts';

const HEAD = ['To: desk@example.com', 'Subject: Re: Your case'];
const PAT = 'From: Pat Example <pat@example.net>';
const base64 = (text: string) => Buffer.from(text, 'latin1').toString('base64');
const lines = (...all: string[]) => Buffer.from(wire(all), 'latin1');
const encoded = (type: string, text: string) => [
  '--b',
  `Content-Type: ${type}`,
  'Content-Transfer-Encoding: base64',
  '',
  base64(text),
];

/** Mails that any server passes on, with something in them that no text of PostgreSQL can hold. */
export const POISONED: Record<string, Buffer> = {
  'a NUL in an encoded In-Reply-To': lines(
    PAT,
    ...HEAD,
    'Message-ID: <p1@example.net>',
    'In-Reply-To: =?utf-8?Q?<a=00b=40example.com>?=',
    '',
    'Hello.',
  ),
  'a NUL in an encoded References': lines(
    PAT,
    ...HEAD,
    'Message-ID: <p2@example.net>',
    'References: =?utf-8?B?PGEAYkBleGFtcGxlLmNvbT4=?= <c@example.com>',
    '',
    'Hello.',
  ),
  'a NUL in an encoded report': lines(
    'From: MAILER-DAEMON@example.com',
    ...HEAD,
    'Message-ID: <p3@example.net>',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    ...encoded(
      'message/delivery-status',
      'Reporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; pa\0t@example.com\r\nAction: failed\r\nStatus: 5.1.1\r\n',
    ),
    ...encoded('text/rfc822-headers', 'Message-ID: <q\0r@example.com>\r\n\r\n'),
    '--b--',
  ),
  'a sender of five thousand characters': lines(
    `From: <${Array.from({ length: 5_000 }, (_, at) => (at * 7919).toString(36).slice(-1)).join('')}@example.com>`,
    ...HEAD,
    'Message-ID: <p4@example.net>',
    '',
    'Hello.',
  ),
  'a NUL in the kind and the name of a file': lines(
    PAT,
    ...HEAD,
    'Message-ID: <p5@example.net>',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: =?utf-8?Q?image/p=00ng?=',
    "Content-Disposition: attachment; filename*=utf-8''a%00b%ED%A0%80.png",
    '',
    'x',
    '--b',
    'Content-Type: image/p\0ng; name="a\0b.png"',
    'Content-Disposition: attachment',
    '',
    'x',
    '--b--',
  ),
};
