import { createHash } from 'node:crypto';
import { MAIL_LIMITS } from '../../domain/inbound/mail/readMail.ts';
import type { NewInboxItem } from '../../ledger/inbox/inbox.ts';
import { LONGEST_NAME } from '../text.ts';
import type { ReceivedMail } from './item.ts';
import { lookThere, sameRefused } from './notHandedOut.ts';

const PLAIN = /^[\x21-\x7e]{3,320}$/;

/**
 * A mail of which nothing but its bytes can be kept: there is something in it that nobody has foreseen. A person reads it,
 * and those behind it come in (RPY-17).
 * @param read what was understood of it; null: nothing
 */
export function unreadable(
  mail: ReceivedMail,
  read: { eventId: string; address: string | null } | null,
): NewInboxItem {
  const body = Buffer.from(mail.raw.subarray(0, MAIL_LIMITS.size));
  const address = read?.address ?? null;
  return {
    channel: 'email',
    source: 'mail',
    eventId: read?.eventId ?? sameRefused(mail) ?? createHash('sha256').update(mail.raw).digest('hex'),
    via: `${mail.source}/${mail.eventId}`.slice(0, LONGEST_NAME),
    receivedAt: mail.receivedAt ?? Date.now(),
    address: address !== null && PLAIN.test(address) ? address : null,
    original: { mediaType: 'message/rfc822', body },
    subject: null,
    text: lookThere(mail, null) ?? 'An email that could not be read came in. It is kept as it came.',
    attachments: [],
    authentic: false,
    class: 'unknown',
    because: 'unreadable',
    matchedBy: null,
    caseId: null,
    about: null,
    details: {},
  };
}
