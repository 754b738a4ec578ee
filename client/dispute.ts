import { localDate } from '../domain/calendar/localTime.ts';
import { ITEMS_CHANGED } from '../domain/program/evolve/outside.ts';
import { newId } from '../ledger/id.ts';
import { accountOf } from '../ledger/openItems/account.ts';
import { type DisputeResult, setDispute } from '../ledger/openItems/dispute.ts';
import { zoneOfCase } from './calendars.ts';
import { whoActsIn } from './acting.ts';
import { caseNow } from './caseClock.ts';
import type { Context } from './context.ts';
import { deliverSoon } from './deliver/deliver.ts';
import { ClientError } from './errors.ts';
import { existing } from './messages.ts';
import { checkText, LONGEST_NAME } from './text.ts';

export interface DisputeItem {
  /** The invoice's number. */
  invoice: string;
  /** What the customer says is wrong with it; null: it is settled, and is asked for again. */
  reason: string | null;
  by: string;
}

/**
 * An invoice is disputed: nobody asks for it until it is settled. The case is told, so that its next date is that of what
 * is left.
 * @returns false when it was so before
 * @throws ClientError FT-CLI-INVOICE
 */
export async function dispute(
  context: Context,
  caseId: string,
  { invoice, reason, by }: DisputeItem,
): Promise<{ changed: boolean; delivered: boolean }> {
  const row = await existing(context, caseId);
  await whoActsIn(context.ledger, row, by);
  const said = reason === null ? null : checkText(reason, 'reason', LONGEST_NAME).trim();
  if (said === '')
    throw new ClientError('FT-CLI-INVOICE', 'a dispute needs the reason that the customer gave.');
  const at = caseNow(row);
  const zone = await zoneOfCase(context, row);
  const result = await setDispute(context.ledger, {
    account: accountOf(row),
    number: invoice,
    dispute: said === null ? null : { since: localDate(zone, at), reason: said },
    caseId,
    command: newId(),
    condition: ITEMS_CHANGED,
    by,
    at,
  });
  if (result === 'unchanged') return { changed: false, delivered: true };
  if (result !== 'changed') throw new ClientError('FT-CLI-INVOICE', `${invoice} ${WHY[result]}.`);
  return { changed: true, delivered: (await deliverSoon(context, caseId)) === null };
}

const WHY: Record<Exclude<DisputeResult, 'changed' | 'unchanged'>, string> = {
  unknown: 'is no item of this customer',
  'not-open': 'is paid or closed',
  credit: 'is a credit: only invoices are disputed',
};
