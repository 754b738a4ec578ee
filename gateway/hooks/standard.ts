import { isUtf8 } from 'node:buffer';
import { type Webhook, WebhookVerificationError } from 'standardwebhooks';
import { type Delivered, HookRefused } from './hooks.ts';

/** Longer than anybody's id of an event. */
const ID = /^[\x21-\x7e]{1,200}$/;
const SECONDS = /^\d{1,12}$/;
const SIGNATURES = /^v1a?,[A-Za-z0-9+/]+={0,2}(?: v1a?,[A-Za-z0-9+/]+={0,2}){0,9}$/;

/**
 * Checks a call per Standard Webhooks, over the very bytes that came (WHK-1, WHK-4): id, time and body are signed, and the
 * time is at most five minutes off. While a secret is changed, any of several is right.
 * @returns the webhook-id: the sender's id of the event, the same on every retry
 * @throws HookRefused
 */
export function verified({ body, headers }: Delivered, keys: readonly Webhook[]): string {
  const id = one(headers['webhook-id'], ID);
  const timestamp = one(headers['webhook-timestamp'], SECONDS);
  const signature = one(headers['webhook-signature'], SIGNATURES);
  // The signature is over text: bytes that are none could be others that read the same.
  if (!isUtf8(body)) throw new HookRefused('the body is not UTF-8.');
  const told = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
  if (keys.some((key) => fits(key, body, told))) return id;
  throw new HookRefused('the signature is not right, or too old.');
}

function one(value: string | string[] | undefined, shape: RegExp): string {
  if (typeof value === 'string' && shape.test(value)) return value;
  throw new HookRefused('a header of Standard Webhooks is missing or is none.');
}

function fits(key: Webhook, body: Buffer, headers: Record<string, string>): boolean {
  try {
    key.verify(body, headers, { jsonParse: false });
    return true;
  } catch (error) {
    if (error instanceof WebhookVerificationError) return false;
    throw error;
  }
}
