import { SOFT_BOUNCES } from '../../domain/inbound/answering.ts';
import { countSince } from '../../ledger/inbox/inbox.ts';
import type { InboxDid, InboxItem } from '../../ledger/inbox/rows.ts';
import { suppress } from '../../ledger/suppressions.ts';
import type { Context } from '../context.ts';
import { ClientError } from '../errors.ts';
import { undelivered } from '../undelivered.ts';
import { answer } from './answer.ts';

/**
 * A mail server says that a message did not arrive. Only what can be tied to a message of ours, by its envelope sender or
 * its Message-ID, changes anything: anybody can write a report. What cannot is read by a person.
 */
export async function bounced(context: Context, item: InboxItem): Promise<InboxDid> {
  const { about, details } = item;
  const { bounce, recipient } = details;
  if (about === null || recipient === undefined) return answer(context, item);
  const dead = item.class === 'bounce-hard' || (await tooOften(context, item, recipient));
  if (dead) await suppress(context.ledger, 'email', recipient, 'bounced', item.received_at);
  if (!dead && !bounce?.final) return 'noted';
  return (await didNotArrive(context, about)) ? 'undelivered' : 'noted';
}

async function tooOften({ ledger }: Context, item: InboxItem, address: string): Promise<boolean> {
  const since = item.received_at - SOFT_BOUNCES.withinMs;
  return (await countSince(ledger, { address, since, class: 'bounce-soft' })) >= SOFT_BOUNCES.many;
}

/** A filter keeps the message until somebody proves to be a person: it has not arrived. */
export async function challenged(context: Context, item: InboxItem): Promise<InboxDid> {
  if (item.about === null) return answer(context, item);
  return (await didNotArrive(context, item.about)) ? 'undelivered' : 'noted';
}

/** False: it is no message that went out to a contact, such as a letter to our own people. */
async function didNotArrive(context: Context, messageId: string): Promise<boolean> {
  try {
    await undelivered(context, messageId, { source: 'mail-server' });
    return true;
  } catch (error) {
    if (error instanceof ClientError && error.code === 'FT-CLI-NO-MESSAGE') return false;
    throw error;
  }
}
