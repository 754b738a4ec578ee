import { OUR_ID, OURS, type Sample, SENT, wire } from './sample.ts';
import { RETURNED } from './reports.ts';

const plain = (name: string, expected: Sample['expected'], headers: string[], text: string): Sample => ({
  name,
  expected,
  raw: wire([
    ...headers,
    `To: ${OURS}`,
    `Date: ${SENT}`,
    `Message-ID: <${Buffer.from(name).toString('hex').slice(0, 40)}@mx.example.net>`,
    '',
    text,
  ]),
});

const WITHOUT_REPORT: Sample[] = [
  plain(
    'qmail',
    'bounce-hard',
    ['Return-Path: <>', 'From: MAILER-DAEMON@mx.example.net', 'Subject: failure notice'],
    `Hi. This is the qmail-send program at mx.example.net.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n<pat@example.net>:\n192.0.2.20 does not like recipient.\nRemote host said: 550 5.1.1 No such user\n\n--- Below this line is a copy of the message.\n\n${RETURNED.join('\n')}`,
  ),
  plain(
    'qmail, mailbox full',
    'bounce-soft',
    ['Return-Path: <>', 'From: MAILER-DAEMON@mx.example.net', 'Subject: failure notice'],
    `Hi. This is the qmail-send program at mx.example.net.\n\n<pat@example.net>:\nThe mailbox is full, over quota.\n`,
  ),
  plain(
    'an Exim of 2005',
    'bounce-hard',
    [
      'Return-Path: <>',
      'From: Mail Delivery System <Mailer-Daemon@mx.example.net>',
      'X-Failed-Recipients: pat@example.net',
      'Subject: Mail delivery failed: returning message to sender',
    ],
    `A message that you sent could not be delivered.\n\n  pat@example.net\n    Unrouteable address\n\n${RETURNED.join('\n')}`,
  ),
  plain(
    'an Exim that goes on trying',
    'bounce-soft',
    [
      'Return-Path: <>',
      'From: Mail Delivery System <Mailer-Daemon@mx.example.net>',
      'Subject: Warning: message 1abCDe-000000-00 delayed 24 hours',
    ],
    'The message has not been delivered yet. No action is required on your part.',
  ),
  plain(
    'Exchange on premises, German',
    'bounce-hard',
    ['Return-Path: <>', 'From: postmaster@example.net', 'Subject: Unzustellbar: Your case'],
    'Fehler bei der Zustellung an <pat@example.net>:\n550 5.1.10 Empfaenger nicht gefunden',
  ),
  plain(
    'Domino',
    'bounce-hard',
    [
      'Return-Path: <>',
      'From: Postmaster@example.net',
      'Subject: DELIVERY FAILURE: User pat not listed in Domino Directory',
    ],
    'Your message could not be delivered to <pat@example.net>:',
  ),
];

function machine(
  name: string,
  expected: Sample['expected'],
  kind: string,
  part: string[],
  headers: string[] = [],
): Sample {
  return {
    name,
    expected,
    raw: wire([
      ...headers,
      `To: ${OURS}`,
      `Date: ${SENT}`,
      `Message-ID: <${Buffer.from(name).toString('hex').slice(0, 40)}@mx.example.net>`,
      'MIME-Version: 1.0',
      `Content-Type: multipart/report; report-type=${kind}; boundary="part"`,
      '',
      '--part',
      'Content-Type: text/plain',
      '',
      'This is a report about your message.',
      '--part',
      `Content-Type: message/${kind}`,
      '',
      ...part,
      '',
      '--part',
      'Content-Type: message/rfc822',
      '',
      ...RETURNED,
      '',
      'Good morning Pat.',
      '--part--',
    ]),
  };
}

const feedback = (kind: string) => [
  `Feedback-Type: ${kind}`,
  'User-Agent: Example-FBL/1.0',
  'Version: 1',
  `Original-Mail-From: <${OURS}>`,
  'Original-Rcpt-To: <pat@example.net>',
];
const shown = (how: string) => [
  'Reporting-UA: mail.example.net; Example',
  'Final-Recipient: rfc822;pat@example.net',
  `Original-Message-ID: ${OUR_ID}`,
  `Disposition: ${how}`,
];

const FORMS: Sample[] = [
  machine('a complaint by Yahoo', 'complaint', 'feedback-report', feedback('abuse'), [
    'From: Yahoo! Mail AntiSpam Feedback <feedback@arf.example>',
    'Subject: FW: Your case',
  ]),
  machine('a complaint by Outlook.com', 'complaint', 'feedback-report', feedback('abuse'), [
    'From: <staff@outlook.example>',
    'Subject: complaint about message from 192.0.2.1',
  ]),
  machine('a complaint as fraud', 'complaint', 'feedback-report', feedback('fraud'), [
    'From: fbl@example.net',
    'Subject: Abuse report',
  ]),
  machine('a wish to leave a list', 'complaint', 'feedback-report', feedback('opt-out'), [
    'From: fbl@example.net',
    'Subject: Report',
  ]),
  machine(
    'a receipt by Outlook',
    'read-receipt',
    'disposition-notification',
    shown('manual-action/MDN-sent-manually; displayed'),
    [
      'From: Pat Example <pat@example.net>',
      'Subject: Read: Your case',
      'X-MS-Exchange-Inbox-Rules-Loop: pat@example.net',
    ],
  ),
  machine(
    'a receipt by Thunderbird',
    'read-receipt',
    'disposition-notification',
    shown('manual-action/MDN-sent-manually; displayed'),
    ['From: Pat Example <pat@example.net>', 'Subject: Return Receipt (displayed) - Your case'],
  ),
  machine(
    'deleted without being read',
    'read-receipt',
    'disposition-notification',
    shown('automatic-action/MDN-sent-automatically; deleted'),
    ['From: Pat Example <pat@example.net>', 'Subject: Not read: Your case', 'Return-Path: <>'],
  ),
  machine(
    'a receipt by Apple Mail',
    'read-receipt',
    'disposition-notification',
    shown('automatic-action/MDN-sent-automatically; displayed'),
    ['From: Pat Example <pat@example.net>', 'Subject: Read receipt'],
  ),
];

const FILTERS: Sample[] = [
  plain(
    'Boxbe',
    'challenge',
    ['From: Pat Example via Boxbe <notifier@boxbe.com>', 'Subject: Your case (Action Required)'],
    'Please click to be added to the guest list.',
  ),
  plain(
    'SpamArrest',
    'challenge',
    ['From: pat@spamarrest.com', 'Subject: Re: Your case (verification)', 'Auto-Submitted: auto-replied'],
    'Please verify yourself.',
  ),
  plain(
    'TMDA',
    'challenge',
    [
      'From: pat-confirm@example.net',
      'X-Delivery-Agent: TMDA/1.1.12 (Macallan)',
      'Subject: Please confirm your message',
      'Precedence: bulk',
    ],
    'Reply to this to release your message.',
  ),
  plain(
    'a filter of its own',
    'challenge',
    [
      'Return-Path: <>',
      'From: filter@example.net',
      'Subject: Your message is being held: sender verification',
      'Auto-Submitted: auto-replied',
    ],
    'Confirm that you are human.',
  ),
];

export const MACHINES: Sample[] = [...WITHOUT_REPORT, ...FORMS, ...FILTERS];
