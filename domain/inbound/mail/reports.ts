import { folded } from '../folded.ts';
import { returnedId } from './bounce.ts';
import { headerOf, type Mail } from './mail.ts';
import { ids } from './recipients.ts';
import { addressIn, fieldGroups } from './reportParts.ts';

/** Somebody pressed "this is spam" (ARF, RFC 5965). */
export interface Complaint {
  recipient: string | null;
  messageId: string | null;
}

export function complaintOf(mail: Mail): Complaint | null {
  if (mail.feedback === null) return null;
  const [fields] = fieldGroups(mail.feedback);
  const kind = fields?.get('feedback-type')?.toLowerCase();
  // "not-spam" takes a complaint back; nobody complains by it.
  if (kind === 'not-spam') return null;
  const recipient =
    addressIn(fields?.get('original-rcpt-to')) ??
    addressIn(/^to:\s*(?:.*<)?([^<>\s,]+@[^<>\s,]+)/im.exec(mail.returned ?? '')?.[1]);
  return { recipient, messageId: returnedId(mail) };
}

/** A mail program says that a message was shown, or deleted unread (RFC 8098): it was not answered. */
export function isReadReceipt(mail: Mail): boolean {
  return (
    mail.disposition !== null || headerOf(mail, 'content-type')?.includes('disposition-notification') === true
  );
}

/** The Message-ID that a receipt is about. */
export function receiptAbout(mail: Mail): string | null {
  const [fields] = fieldGroups(mail.disposition ?? '');
  return ids(fields?.get('original-message-id'))[0] ?? returnedId(mail);
}

const CHALLENGERS =
  /@([a-z0-9-]+\.)*(boxbe\.com|spamarrest\.com|bitbounce\.com|mailblocks\.com|uol\.com\.br)$/;
const CHALLENGES =
  /(confirm|verify) (that )?(you|your) (are |sent |email |message |address |identity |mail ){0,3}(sent|human|to be delivered|before|delivery|real|email|message)|your (message|email) (is|was) (being )?held|awaiting (your )?verification|approve your (message|email)|challenge response|sender verification/;

/**
 * A filter wants the sender to prove to be a person before it lets the message through.
 * @param byMachine something else than the words speaks for a machine: people ask for confirmations too
 */
export function isChallenge(mail: Mail, byMachine: boolean): boolean {
  if (CHALLENGERS.test(mail.from ?? '')) return true;
  if (headerOf(mail, 'x-tmda-confirm') !== null || /tmda/i.test(headerOf(mail, 'x-delivery-agent') ?? ''))
    return true;
  return byMachine && CHALLENGES.test(folded(mail.subject));
}
