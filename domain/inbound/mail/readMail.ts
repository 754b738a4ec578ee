import PostalMime, { type Address, type Email } from 'postal-mime';
import { plainText } from './html.ts';
import { addressOf } from './address.ts';
import { keepableMail } from './keepable.ts';
import type { Mail, MailTrouble } from './mail.ts';
import { ids, recipientsOf } from './recipients.ts';
import { reportParts } from './reportParts.ts';

/** Bounds of the work that one mail may cause; what lies beyond them is read by its headers alone (RPY-17). */
export const MAIL_LIMITS = {
  /** Bytes that are looked at. */
  size: 30 * 1024 * 1024,
  /** Lines that may begin a part. */
  parts: 2_000,
  depth: 40,
  /** Bytes of all headers. */
  headers: 256 * 1024,
  /** Bytes of headers that are read where the whole cannot be. */
  head: 32 * 1024,
  text: 200_000,
} as const;

/**
 * Reads an email within bounded time and memory. Never throws: what cannot be read whole is read by its headers, and says
 * so in `trouble`; a mail without any readable header has no sender. Whatever the bytes, the ledger can hold all of what is
 * given: no NUL, no half of a character, no address that is none.
 */
export async function readMail(raw: Uint8Array): Promise<Mail> {
  const trouble = tooMuch(raw);
  if (trouble) return headOnly(raw, trouble);
  try {
    return fromEmail(
      await PostalMime.parse(raw, {
        forceRfc822Attachments: true,
        maxNestingDepth: MAIL_LIMITS.depth,
        maxHeadersSize: MAIL_LIMITS.headers,
      }),
      null,
    );
  } catch (error) {
    return headOnly(raw, troubleOf(String(error)));
  }
}

/** Reads the headers of a mail of which there is no more: without any, it has no sender. Never throws. */
export async function readHead(headers: Uint8Array): Promise<Mail> {
  return headOnly(headers, 'not-handed-out');
}

function troubleOf(error: string): MailTrouble {
  if (/nesting/i.test(error)) return 'too-many-parts';
  return /header size/i.test(error) ? 'headers-too-long' : 'unreadable';
}

function tooMuch(raw: Uint8Array): MailTrouble | null {
  if (raw.length > MAIL_LIMITS.size) return 'cut-off';
  if (endOfHead(raw) > MAIL_LIMITS.headers) return 'headers-too-long';
  return partLines(raw) > MAIL_LIMITS.parts ? 'too-many-parts' : null;
}

/** Lines that begin with two hyphens: each may be a boundary, and parsers take long over many. */
function partLines(raw: Uint8Array): number {
  let lines = 0;
  for (let at = raw.indexOf(0x0a); at !== -1; at = raw.indexOf(0x0a, at + 1))
    if (raw[at + 1] === 0x2d && raw[at + 2] === 0x2d) lines += 1;
  return lines;
}

/** Where the first empty line is. */
function endOfHead(raw: Uint8Array): number {
  for (let at = raw.indexOf(0x0a); at !== -1; at = raw.indexOf(0x0a, at + 1))
    if (raw[at + 1] === 0x0a || (raw[at + 1] === 0x0d && raw[at + 2] === 0x0a)) return at;
  return raw.length;
}

async function headOnly(raw: Uint8Array, trouble: MailTrouble): Promise<Mail> {
  const whole = endOfHead(raw);
  const end = Math.min(whole, MAIL_LIMITS.head);
  const lines = Buffer.from(raw.subarray(0, end))
    .toString('latin1')
    .split(/\r?\n|\r$/);
  // The last line may be cut, and the kind of content says what is not looked at any more.
  const kept = unfolded(end < whole ? lines.slice(0, -1) : lines).filter(
    (line) => line.length < 8_000 && !/^content-(type|transfer-encoding):/i.test(line),
  );
  try {
    return fromEmail(await PostalMime.parse(Buffer.from(`${kept.join('\r\n')}\r\n\r\n`, 'latin1')), trouble);
  } catch {
    return fromEmail({ headers: [], headerLines: [], attachments: [] }, 'unreadable');
  }
}

function unfolded(lines: string[]): string[] {
  const whole: string[] = [];
  for (const line of lines)
    if (/^[ \t]/.test(line) && whole.length > 0) whole[whole.length - 1] += ` ${line.trim()}`;
    else whole.push(line);
  return whole;
}

function fromEmail(email: Email, trouble: MailTrouble | null): Mail {
  const from = mailboxOf(email.from);
  const { headers } = email;
  const text = email.text ?? (email.html === undefined ? '' : plainText(email.html));
  return keepableMail({
    headers: headers.map(({ key, value }) => ({ name: key, value })),
    from: from?.address ?? null,
    fromName: from?.name || null,
    to: recipientsOf(email),
    subject: email.subject ?? '',
    messageId: ids(email.messageId)[0] ?? null,
    refersTo: [...new Set([...ids(email.inReplyTo), ...ids(email.references).reverse()])],
    text: text.slice(0, MAIL_LIMITS.text),
    ...reportParts(email),
    trouble,
  });
}

function mailboxOf(mailbox: Address | undefined): { name: string; address: string } | null {
  const found = mailbox?.group ? mailbox.group[0] : mailbox;
  const address = addressOf(found?.address);
  return found && address !== null ? { name: found.name, address } : null;
}
