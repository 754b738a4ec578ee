import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { takeTurn } from '../../ledger/slack/turns.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConnectorError } from '../errors/connectorError.ts';
import type { SlackCaller } from './api.ts';
import { messageIdOf } from './text.ts';

/** How long a message waits for its turn before it is put off, in milliseconds. */
const LONGEST_MS = 5_000;

/** What a message says: text for everybody, blocks where there are buttons. */
export interface Words {
  text: string;
  blocks?: unknown[];
}

/**
 * Puts a message into a conversation, when it is its turn there (SND-13).
 * @throws ConnectorError
 */
export async function postMessage(
  call: SlackCaller,
  ledger: Ledger,
  { id, channel, words, now = Date.now }: { id: string; channel: string; words: Words; now?: () => Instant },
): Promise<{ channel: string; ts: string }> {
  const wait = await takeTurn(ledger, { channel, now: now(), longest: LONGEST_MS });
  if (wait > LONGEST_MS) {
    const signal = { over: 'slack', status: 429, code: 'ratelimited', stage: 'recipient' } as const;
    throw new ConnectorError(signal, 'others are in line for this conversation', wait);
  }
  if (wait > 0) await sleep(wait);
  const args = {
    channel,
    ...words,
    client_msg_id: messageIdOf(id),
    unfurl_links: false,
    unfurl_media: false,
  };
  const answer = await call('chat.postMessage', args, 'content');
  const { channel: its, ts } = answer;
  return { channel: typeof its === 'string' ? its : channel, ts: typeof ts === 'string' ? ts : '' };
}
