import { createHmac, timingSafeEqual } from 'node:crypto';
import { parse, stringify } from 'uuid';

/** What an address with a token is for: answers come to one, reports of mail servers to the other (VERP). */
export type TokenUse = 'reply' | 'bounce';

/** The message that a token belongs to. The token names the message; case and recipient are signed along. */
export interface TokenOf {
  /** The id of the message: a UUID. */
  messageId: string;
  caseId: string;
  recipient: string;
  use: TokenUse;
}

/** Signed along, so that what is signed for another purpose is no token. */
const PURPOSE = 'followthrough/mail/1';
const MARK_BYTES = 16;
const ID_BYTES = 16;
/** RFC 5321, 4.5.3.1.1. */
const LONGEST_LOCAL_PART = 64;
/** Mail systems may write addresses in capitals: 32 letters and digits in which case does not matter. */
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const LENGTH = Math.ceil(((ID_BYTES + MARK_BYTES) * 8) / 5);

/**
 * The address by which an answer or a report finds its case (RPY-3): `replies+<token>@example.com`. Nobody without the
 * secret can make one up, and one case's does not open another. It lasts as long as the record of its message.
 * @returns null when the address leaves no room for a token
 */
export function addressWithToken(address: string, of: TokenOf, secret: Buffer): string | null {
  const at = address.lastIndexOf('@');
  const local = `${address.slice(0, at)}+${tokenOf(of, secret)}`;
  return local.length > LONGEST_LOCAL_PART ? null : `${local}${address.slice(at)}`;
}

function tokenOf(of: TokenOf, secret: Buffer): string {
  return inLetters(Buffer.concat([Buffer.from(parse(of.messageId)), mark(of, secret)]));
}

/** A token that looks like one of ours; whether it is, `isGenuine` says once the message has been looked up. */
export interface FoundToken {
  messageId: string;
  mark: Buffer;
}

/** The token in an address that begins like one of ours; null: there is none. */
export function tokenIn(address: string): FoundToken | null {
  const token = new RegExp(`\\+([${ALPHABET}]{${LENGTH}})@`).exec(address.toLowerCase())?.[1];
  if (token === undefined) return null;
  const bytes = fromLetters(token);
  try {
    return { messageId: stringify(bytes.subarray(0, ID_BYTES)), mark: bytes.subarray(ID_BYTES) };
  } catch {
    return null;
  }
}

/** Whether this installation made the token for this very message, case and recipient. */
export function isGenuine(found: FoundToken, of: TokenOf, secret: Buffer): boolean {
  const right = mark(of, secret);
  return (
    found.messageId === of.messageId &&
    found.mark.length === right.length &&
    timingSafeEqual(found.mark, right)
  );
}

function mark({ messageId, caseId, recipient, use }: TokenOf, secret: Buffer): Buffer {
  const signed = [PURPOSE, use, messageId, caseId, recipient.trim().toLowerCase()].join('\0');
  return createHmac('sha256', secret).update(signed).digest().subarray(0, MARK_BYTES);
}

function inLetters(bytes: Buffer): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => ALPHABET[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('');
}

function fromLetters(text: string): Buffer {
  const bits = Array.from(text, (letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const bytes = bits.match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}
