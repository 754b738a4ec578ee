import { OUR_ID, OURS, type Sample, SENT, wire } from './sample.ts';

/** The headers of our message, as reports give them back. */
export const RETURNED = [
  `Message-ID: ${OUR_ID}`,
  `From: Example Desk <${OURS}>`,
  'To: pat@example.net',
  'Subject: Your case',
  'Auto-Submitted: auto-generated',
];

interface Server {
  name: string;
  from: string;
  subject: string;
  headers?: string[];
  /** The fields of the part about the message, and of the part about the recipient, as that server writes them. */
  about: string[];
  recipient: (status: string, action: string, says: string) => string[];
  returned?: 'message/rfc822' | 'text/rfc822-headers';
}

const SERVERS: Server[] = [
  {
    name: 'Postfix',
    from: 'MAILER-DAEMON@mx.example.net (Mail Delivery System)',
    subject: 'Undelivered Mail Returned to Sender',
    headers: ['Auto-Submitted: auto-replied'],
    about: [
      'Reporting-MTA: dns; mx.example.net',
      'X-Postfix-Queue-ID: 4ABCDEF',
      `X-Postfix-Sender: rfc822; ${OURS}`,
      'Arrival-Date: Tue, 10 Mar 2026 09:00:00 -0700 (PDT)',
    ],
    recipient: (status, action, says) => [
      'Final-Recipient: rfc822; pat@example.net',
      'Original-Recipient: rfc822;pat@example.net',
      `Action: ${action}`,
      `Status: ${status}`,
      'Remote-MTA: dns; mx2.example.net',
      `Diagnostic-Code: smtp; ${says}`,
    ],
  },
  {
    name: 'Exim',
    from: 'Mail Delivery System <Mailer-Daemon@mx.example.net>',
    subject: 'Mail delivery failed: returning message to sender',
    headers: ['X-Failed-Recipients: pat@example.net', 'Auto-Submitted: auto-replied'],
    about: ['Reporting-MTA: dns; mx.example.net'],
    recipient: (status, action, says) => [
      `Action: ${action}`,
      'Final-Recipient: rfc822;pat@example.net',
      `Status: ${status}`,
      `Diagnostic-Code: smtp; ${says}`,
    ],
    returned: 'message/rfc822',
  },
  {
    name: 'Sendmail',
    from: 'Mail Delivery Subsystem <MAILER-DAEMON@mx.example.net>',
    subject: 'Returned mail: see transcript for details',
    headers: ['Auto-Submitted: auto-generated (failure)'],
    about: [
      'Reporting-MTA: dns; mx.example.net',
      'Received-From-MTA: DNS; mail.example.com',
      'Arrival-Date: Tue, 10 Mar 2026 09:00:00 -0700',
    ],
    recipient: (status, action, says) => [
      'Final-Recipient: RFC822; pat@example.net',
      `Action: ${action}`,
      `Status: ${status}`,
      'Remote-MTA: DNS; mx2.example.net',
      `Diagnostic-Code: SMTP; ${says}`,
      'Last-Attempt-Date: Tue, 10 Mar 2026 09:00:01 -0700',
    ],
    returned: 'text/rfc822-headers',
  },
  {
    name: 'Exchange Online',
    from: 'Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.onmicrosoft.com>',
    subject: 'Undeliverable: Your case',
    headers: [
      'X-MS-Exchange-Message-Is-Ndr:',
      'Content-Language: en-US',
      'X-MS-Exchange-Organization-SCL: -1',
      'X-Auto-Response-Suppress: All',
    ],
    about: [
      'Reporting-MTA: dns;EX.example.onmicrosoft.com',
      'Received-From-MTA: dns;mail.example.com',
      'Arrival-Date: Tue, 10 Mar 2026 16:00:00 +0000',
    ],
    recipient: (status, action, says) => [
      'Final-Recipient: rfc822;pat@example.net',
      `Action: ${action}`,
      `Status: ${status}`,
      `Diagnostic-Code: smtp;${says}`,
      'X-Display-Name: Pat Example',
    ],
    returned: 'message/rfc822',
  },
  {
    name: 'Google',
    from: 'Mail Delivery Subsystem <mailer-daemon@googlemail.example>',
    subject: 'Delivery Status Notification (Failure)',
    headers: [
      'X-Failed-Recipients: pat@example.net',
      'Auto-Submitted: auto-replied',
      'X-Gm-Message-State: AOExample',
    ],
    about: [
      'Reporting-MTA: dns; googlemail.example',
      'Arrival-Date: Tue, 10 Mar 2026 09:00:00 -0700 (PDT)',
      `X-Original-Message-ID: ${OUR_ID}`,
    ],
    recipient: (status, action, says) => [
      'Final-Recipient: rfc822; pat@example.net',
      `Action: ${action}`,
      `Status: ${status}`,
      'Remote-MTA: dns; mx.example.net. (192.0.2.20, the server for the domain example.net.)',
      `Diagnostic-Code: smtp; ${says}`,
      'Last-Attempt-Date: Tue, 10 Mar 2026 09:00:01 -0700 (PDT)',
    ],
    returned: 'message/rfc822',
  },
  {
    name: 'iCloud',
    from: 'MAILER-DAEMON@mail.icloud.example',
    subject: 'Undelivered Mail Returned to Sender',
    headers: ['Auto-Submitted: auto-replied', 'X-Proofpoint-Virus-Version: vendor=example'],
    about: ['Reporting-MTA: dns; st.icloud.example'],
    recipient: (status, action, says) => [
      'Final-Recipient: rfc822;pat@example.net',
      `Action: ${action}`,
      `Status: ${status}`,
      `Diagnostic-Code: smtp;${says}`,
    ],
  },
  {
    name: 'Amazon SES',
    from: 'MAILER-DAEMON@email-bounces.example',
    subject: 'Delivery Status Notification (Failure)',
    headers: ['X-SES-Outgoing: 2026.03.10-192.0.2.30'],
    about: ['Reporting-MTA: dsn; a8-1.smtp-out.example'],
    recipient: (status, action, says) => [
      `Action: ${action}`,
      'Final-Recipient: rfc822; pat@example.net',
      `Diagnostic-Code: smtp; ${says}`,
      `Status: ${status}`,
    ],
  },
];

const TROUBLES: {
  status: string;
  action: string;
  says: string;
  expected: 'bounce-hard' | 'bounce-soft' | 'auto-reply';
}[] = [
  {
    status: '5.1.1',
    action: 'failed',
    says: '550 5.1.1 <pat@example.net>: Recipient address rejected: User unknown',
    expected: 'bounce-hard',
  },
  {
    status: '5.7.1',
    action: 'failed',
    says: '554 5.7.1 Message rejected as spam by content filtering',
    expected: 'bounce-hard',
  },
  { status: '4.4.1', action: 'delayed', says: '421 4.4.1 Connection timed out', expected: 'bounce-soft' },
  {
    status: '4.2.2',
    action: 'failed',
    says: '452 4.2.2 The recipient inbox is out of storage space',
    expected: 'bounce-soft',
  },
  { status: '2.1.5', action: 'delivered', says: '250 2.1.5 delivered', expected: 'auto-reply' },
];

function report(server: Server, { status, action, says, expected }: (typeof TROUBLES)[number]): Sample {
  const kind = server.returned ?? 'message/rfc822';
  return {
    name: `${server.name}: ${action} ${status}`,
    expected,
    raw: wire([
      'Return-Path: <>',
      `From: ${server.from}`,
      `To: ${OURS}`,
      `Subject: ${action === 'delayed' ? 'Delivery Status Notification (Delay)' : server.subject}`,
      `Date: ${SENT}`,
      `Message-ID: <${server.name.replace(/ /g, '')}.${status}.${action}@mx.example.net>`,
      ...(server.headers ?? []),
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="=_report_1"',
      '',
      'This is a MIME-encapsulated message.',
      '',
      '--=_report_1',
      'Content-Type: text/plain; charset=us-ascii',
      '',
      `I am the mail system at mx.example.net.\nYour message to <pat@example.net>: ${says}`,
      '',
      '--=_report_1',
      'Content-Type: message/delivery-status',
      '',
      ...server.about,
      '',
      ...server.recipient(status, action, says),
      '',
      '--=_report_1',
      `Content-Type: ${kind}`,
      '',
      ...RETURNED,
      ...(kind === 'message/rfc822' ? ['', 'Good morning Pat.'] : []),
      '--=_report_1--',
      '',
    ]),
  };
}

/** What servers write when a message did not arrive, or not yet, or did. */
export const REPORTS: Sample[] = SERVERS.flatMap((server) =>
  TROUBLES.map((trouble) => report(server, trouble)),
);
