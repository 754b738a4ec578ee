import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Ledger } from '../connect.ts';
import { mailSecret } from '../inbox/leads.ts';

/** Signed along, so that what is signed for another purpose lets nobody opt out. */
const PURPOSE = 'followthrough/unsubscribe/1';
const SHAPE = /^([0-9a-f-]{36})\.([A-Za-z0-9_-]{43})$/;

/** What the header List-Unsubscribe of one email leads to: names the message, and nobody can make it up. */
export function unsubscribeToken(messageId: string, secret: Buffer): string {
  const mark = createHmac('sha256', secret).update(`${PURPOSE}\0${messageId}`).digest('base64url');
  return `${messageId}.${mark}`;
}

/** The link in an email. @param base where readers reach the gateway; its path, if it has one, is kept */
export function unsubscribeLink(base: string, token: string): string {
  return `${base.replace(/\/+$/, '')}/hooks/unsubscribe/${token}`;
}

/** Who got the message that a token is of; null: it is none of ours. */
export async function recipientOf(
  ledger: Ledger,
  token: string,
): Promise<{ id: string; address: string } | null> {
  const [, id = '', given = ''] = SHAPE.exec(token) ?? [];
  if (id === '') return null;
  const [, right = ''] = unsubscribeToken(id, await mailSecret(ledger)).split('.');
  if (!timingSafeEqual(Buffer.from(given), Buffer.from(right))) return null;
  const row = await ledger
    .selectFrom('intents')
    .select(['id', 'recipient'])
    .where('id', '=', id)
    .where('channel', '=', 'email')
    .executeTakeFirst();
  return row ? { id: row.id, address: row.recipient } : null;
}
