import { randomUUID } from 'node:crypto';
import { wire } from '../corpus/sample.ts';

export interface Written {
  from: string;
  to?: string;
  subject?: string;
  text?: string;
  headers?: string[];
  id?: string;
  inReplyTo?: string;
}

/** A plain mail as it comes over the wire. */
export function mail({
  from,
  to = 'desk@example.com',
  subject = 'Re: Your case',
  text = 'Please go on.',
  ...more
}: Written) {
  return Buffer.from(
    wire([
      `From: Pat Example <${from}>`,
      `To: ${to}`,
      `Subject: ${subject}`,
      `Message-ID: ${more.id ?? `<${randomUUID()}@mail.example.net>`}`,
      more.inReplyTo === undefined ? null : `In-Reply-To: ${more.inReplyTo}`,
      ...(more.headers ?? []),
      'Content-Type: text/plain; charset=utf-8',
      '',
      text,
    ]),
  );
}

/** What a mail server writes about a message that did not arrive. */
export function report(given: {
  to?: string;
  recipient: string;
  action: 'failed' | 'delayed';
  status: string;
  messageId?: string;
}) {
  return Buffer.from(
    wire([
      'Return-Path: <>',
      'From: MAILER-DAEMON@mx.example.net (Mail Delivery System)',
      `To: ${given.to ?? 'desk@example.com'}`,
      'Subject: Undelivered Mail Returned to Sender',
      `Message-ID: <${randomUUID()}@mx.example.net>`,
      'Auto-Submitted: auto-replied',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      `Your message to ${given.recipient} could not be delivered.`,
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.example.net',
      '',
      `Final-Recipient: rfc822; ${given.recipient}`,
      `Action: ${given.action}`,
      `Status: ${given.status}`,
      '',
      '--b',
      'Content-Type: text/rfc822-headers',
      '',
      given.messageId === undefined ? 'Subject: Your case' : `Message-ID: ${given.messageId}`,
      '--b--',
    ]),
  );
}

/** Somebody presses "this is spam". */
export function complaint(recipient: string, messageId: string) {
  return Buffer.from(
    wire([
      'From: fbl@example.net',
      'To: desk@example.com',
      'Subject: Report',
      `Message-ID: <${randomUUID()}@mx.example.net>`,
      'Content-Type: multipart/report; report-type=feedback-report; boundary="b"',
      '',
      '--b',
      'Content-Type: message/feedback-report',
      '',
      'Feedback-Type: abuse',
      'Version: 1',
      `Original-Rcpt-To: <${recipient}>`,
      '',
      '--b',
      'Content-Type: message/rfc822',
      '',
      `Message-ID: ${messageId}`,
      '',
      '--b--',
    ]),
  );
}
