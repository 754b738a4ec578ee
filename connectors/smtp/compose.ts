import { createHmac } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { OutgoingMessage } from '../ports.ts';

export interface Sender {
  /** "Example Support <support@example.com>". */
  from: string;
  /** `owner`: an email comes from the mailbox of the person who signs it; absent: from `from`. */
  sendAs?: 'owner';
  /** Keeps strangers from making up the ids of our messages. */
  messageIdSecret: string;
}

/** The whole email as it goes over the wire: plain text and HTML, marked as automatic so that no machine answers it. */
export async function compose(
  item: OutgoingMessage,
  sender: Sender,
): Promise<{ raw: Buffer; messageId: string }> {
  const messageId = messageIdOf(item.id, sender);
  const composer = new MailComposer({
    ...fromOf(item, sender),
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
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    // Words of a case must never make us read a file or fetch an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return { raw: await composer.compile().build(), messageId };
}

/**
 * Whose email it is. An answer goes to the person's mailbox and to the house's address as well: a reply that only the
 * person sees would stop nothing. The relay's bounces come back to the house's address in any case.
 */
function fromOf({ from }: OutgoingMessage, sender: Sender) {
  if (!from?.mailbox) return { from: sender.from };
  const person = { name: from.name, address: from.mailbox };
  const same = from.mailbox.toLowerCase() === addressOf(sender.from).toLowerCase();
  const replyTo = same ? [person] : [person, sender.from];
  if (sender.sendAs !== 'owner') return { from: sender.from, replyTo };
  return { from: person, replyTo, ...(same ? {} : { sender: sender.from }) };
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
