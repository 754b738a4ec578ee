import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Delivered, HookRefused } from './hooks.ts';

/** A signature that is older or newer than this is another day's, or a replay, in seconds (WHK-3). */
const HOLDS_S = 300;

/**
 * Checks that the bytes come from Slack and were signed just now, with any of the secrets.
 * @throws HookRefused
 */
export function checkSlackSignature(
  { body, headers, receivedAt }: Pick<Delivered, 'body' | 'headers' | 'receivedAt'>,
  secrets: readonly string[],
): void {
  const timestamp = one(headers['x-slack-request-timestamp']);
  const given = Buffer.from(one(headers['x-slack-signature']));
  if (!/^\d{1,12}$/.test(timestamp)) throw new HookRefused('the time of signing is missing.');
  if (Math.abs(Math.floor(receivedAt / 1_000) - Number(timestamp)) > HOLDS_S)
    throw new HookRefused('it was not signed within the last five minutes.');
  // Every secret is tried, so that the time taken tells nothing about which one it was.
  const right = secrets.filter((secret) => {
    const wanted = Buffer.from(signatureOf(timestamp, body, secret));
    return secret !== '' && given.length === wanted.length && timingSafeEqual(given, wanted);
  });
  if (right.length === 0) throw new HookRefused('the signature is missing or wrong.');
}

function signatureOf(timestamp: string, body: Buffer, secret: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')}`;
}

function one(header: string | string[] | undefined): string {
  return typeof header === 'string' ? header : '';
}
