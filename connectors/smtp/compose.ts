import { createHmac } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import { addressWithToken, type TokenUse } from '../../domain/inbound/replyToken.ts';
import { unsubscribeLink, unsubscribeToken } from '../../ledger/contactRules/unsubscribe.ts';
import type { OutgoingMessage } from '../ports.ts';

export interface Sender {
  /** "Example Support <support@example.com>". */
  from: string;
  /** `owner`: an email comes from the mailbox of the person who signs it; absent: from `from`. */
  sendAs?: 'owner';
  /** Keeps strangers from making up the ids of our messages. */
  messageIdSecret: string;
  /** Mailboxes that take `name+anything@`: answers come to one, reports of mail servers to the other. */
  replies?: string;
  bounces?: string;
  /** Where readers reach the gateway: each email gets a link to unsubscribe there (RFC 8058). Absent: none has one. */
  unsubscribe?: string;
}

/** What the addresses of one message are signed with; null: they bear no token. */
export type TokenSecret = Buffer | null;

/**
 * The whole email as it goes over the wire: plain text and HTML, marked as automatic so that no machine answers it; reports
 * that it did not arrive are wanted (RPY-6).
 */
export async function compose(
  item: OutgoingMessage,
  sender: Sender,
  secret: TokenSecret = null,
): Promise<{ raw: Buffer; messageId: string }> {
  const messageId = messageIdOf(item.id, sender);
  const composer = new MailComposer({
    ...fromOf(item, sender, secret),
    to: item.toName ? { name: item.toName, address: item.to } : item.to,
    subject: item.subject ?? '',
    text: item.text,
    ...(item.html ? { html: item.html } : {}),
    attachments: (item.attachments ?? []).map(({ name, mediaType, body }) => ({
      filename: name,
      contentType: mediaType,
      content: body,
    })),
    messageId,
    date: new Date(item.at),
    ...threadOf(item.thread),
    headers: {
      ...unsubscribeOf(item, sender, secret),
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'OOF, AutoReply',
    },
    // Words of a case must never make us read a file or fetch an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return { raw: await composer.compile().build(), messageId };
}

/** One click of the reader is enough; nobody else can make the link up. */
function unsubscribeOf(item: OutgoingMessage, { unsubscribe }: Sender, secret: TokenSecret) {
  if (unsubscribe === undefined || secret === null || item.ours) return {};
  const url = new URL(unsubscribeLink(unsubscribe, unsubscribeToken(item.id, secret)));
  return { 'List-Unsubscribe': `<${url.href}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}

/**
 * Whose email it is. An answer goes to the person's mailbox and to the house's address as well: a reply that only the
 * person sees would stop nothing. The relay's bounces come back to the house's address in any case.
 */
function fromOf(item: OutgoingMessage, sender: Sender, secret: TokenSecret) {
  const { from } = item;
  const answers = sender.replies && tokened(sender.replies, 'reply', subjectOf(item), secret);
  if (!from?.mailbox) return { from: sender.from, ...(answers ? { replyTo: answers } : {}) };
  const person = { name: from.name, address: from.mailbox };
  const same = from.mailbox.toLowerCase() === addressOf(sender.from).toLowerCase();
  const house = answers || sender.from;
  const replyTo = same && !answers ? [person] : [person, house];
  if (sender.sendAs !== 'owner') return { from: sender.from, replyTo };
  return { from: person, replyTo, ...(same ? {} : { sender: sender.from }) };
}

/** Whose message it is, as its addresses name it. */
export interface MessageOf {
  id: string;
  caseId: string;
  to: string;
}

const subjectOf = ({ id, case: { id: caseId }, to }: OutgoingMessage): MessageOf => ({ id, caseId, to });

/** The address with a token of this message (RPY-3); as it is, where there is no secret or no room. */
export function tokened(address: string, use: TokenUse, of: MessageOf, secret: TokenSecret): string {
  if (secret === null) return address;
  const token = { messageId: of.id, caseId: of.caseId, recipient: of.to, use };
  return addressWithToken(address, token, secret) ?? address;
}

/** `<intent.hmac@domain>`: the same on every retry (SND-3), and recognisable as ours in a reply. */
export function messageIdOf(intentId: string, sender: Sender): string {
  const mark = createHmac('sha256', sender.messageIdSecret).update(intentId).digest('hex').slice(0, 20);
  return `<${intentId}.${mark}@${domainOf(sender.from)}>`;
}

/** The bare address of "Name <address>". */
export function addressOf(from: string): string {
  return /<([^<>]+)>\s*$/.exec(from)?.[1]?.trim() ?? from.trim();
}

function domainOf(from: string): string {
  return addressOf(from).split('@').pop() ?? 'localhost';
}

function threadOf(thread: string[]): { inReplyTo?: string; references?: string[] } {
  const ids = thread.map((id) => id.trim()).filter((id) => /^<[^<>\s]+>$/.test(id));
  const last = ids.at(-1);
  return last ? { inReplyTo: last, references: ids } : {};
}
