import { keepable } from '../../messages/plain.ts';
import type { Mail } from './mail.ts';

/** In characters. Nobody reads more of any of them, and lists of them are short. */
const LONGEST = { subject: 20_000, name: 1_000, mediaType: 200 } as const;

/**
 * The mail as the ledger can keep it. Encoded words and encoded parts can hold any character, NUL as well, which the wire
 * itself would refuse.
 */
export function keepableMail(mail: Mail): Mail {
  return {
    ...mail,
    headers: mail.headers.map(({ name, value }) => ({ name: keepable(name), value: keepable(value) })),
    fromName: maybe(mail.fromName, LONGEST.name),
    subject: short(mail.subject, LONGEST.subject),
    text: keepable(mail.text),
    deliveryStatus: maybe(mail.deliveryStatus),
    feedback: maybe(mail.feedback),
    disposition: maybe(mail.disposition),
    returned: maybe(mail.returned),
    attachments: mail.attachments.map(({ name, mediaType, size }) => ({
      name: maybe(name, LONGEST.name),
      mediaType: short(mediaType, LONGEST.mediaType),
      size,
    })),
  };
}

/** Cut first: a cut may go through a character. */
function short(text: string, most: number): string {
  return keepable(text.slice(0, most));
}

function maybe(text: string | null, most = Number.POSITIVE_INFINITY): string | null {
  return text === null ? null : short(text, most);
}
