import type { InboundClass } from '../../domain/inbound/classes.ts';
import { finishItem, putItemOff, takeWaiting } from '../../ledger/inbox/inbox.ts';
import type { InboxDid, InboxItem } from '../../ledger/inbox/rows.ts';
import { LedgerUnavailable } from '../../ledger/errors.ts';
import type { Context } from '../context.ts';
import { absence } from './absence.ts';
import { answer } from './answer.ts';
import { bounced, challenged } from './bounced.ts';
import { agreed, complained, refused } from './consent.ts';

type Deal = (context: Context, item: InboxItem) => Promise<InboxDid>;

/** What is done about an item of each class. Everything may be done twice: what has been done is found again by its id. */
const DEALS: Record<InboundClass, Deal> = {
  'human-reply': answer,
  unknown: answer,
  help: answer,
  'opt-out': refused,
  complaint: complained,
  'opt-in': agreed,
  'bounce-hard': bounced,
  'bounce-soft': bounced,
  challenge: challenged,
  'auto-reply': absence,
  'read-receipt': async () => 'noted',
};

/** After so many failures a person looks at it; whatever was meant to be done, nothing goes out before. */
const TRIES = 6;

/** Deals with a kept item; what fails is tried again by `dealWithWaiting`. */
export async function dealWith(
  context: Context,
  item: InboxItem,
): Promise<{ did: InboxDid } | { did: null; because: string }> {
  const { ledger } = context;
  try {
    const deal = item.tries < TRIES ? DEALS[item.class] : answer;
    const did = await deal(context, item);
    await finishItem(ledger, { id: item.id, did, at: Date.now() });
    return { did };
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    // A ledger that cannot be reached cannot be told either; the item waits there as it was kept.
    if (!(error instanceof LedgerUnavailable))
      await putItemOff(ledger, item.id, because).catch(() => undefined);
    return { did: null, because };
  }
}

/** Deals with what was kept and not dealt with: the program that took it has died, or something was away. */
export async function dealWithWaiting(context: Context, most = 100): Promise<{ dealtWith: number }> {
  let dealtWith = 0;
  for (let left = most; left > 0; left -= 1) {
    const item = await takeWaiting(context.ledger);
    if (!item) break;
    if ((await dealWith(context, item)).did !== null) dealtWith += 1;
  }
  return { dealtWith };
}
