import type { InboundClass } from '../../../domain/inbound/classes.ts';

/** A message as it comes in, and the class that it must get. Everybody in it is an example. */
export type Sample =
  | { name: string; expected: InboundClass; raw: string; backOn?: string }
  | { name: string; expected: InboundClass; text: string; optedOut?: true; optOutType?: string };

export const OURS = 'desk@example.com';
/** The message of ours that is answered. */
export const OUR_ID = '<0195a0b0-0000-7000-8000-000000000001.0123456789abcdef0123@example.com>';
export const SENT = 'Tue, 10 Mar 2026 09:00:00 -0700';
/** The local date on which all of them came. */
export const RECEIVED = '2026-03-12';

/** Lines as they stand on the wire. */
export function wire(lines: (string | null)[]): string {
  return lines
    .filter((line) => line !== null)
    .join('\n')
    .replace(/\n/g, '\r\n');
}

/** A header value with letters beyond ASCII, as every program encodes it. */
export function word(value: string): string {
  const plain = Buffer.byteLength(value) === value.length;
  return plain ? value : `=?UTF-8?B?${Buffer.from(value).toString('base64')}?=`;
}

export function base64(text: string): string {
  return (
    Buffer.from(text)
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  ).join('\n');
}
