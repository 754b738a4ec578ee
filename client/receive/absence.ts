import { instantAt } from '../../domain/calendar/localTime.ts';
import { findCase } from '../../ledger/cases.ts';
import type { InboxDid, InboxItem } from '../../ledger/inbox/rows.ts';
import { inboundRulesOf } from '../../ledger/inbox/rules.ts';
import { ask } from '../ask.ts';
import type { Context } from '../context.ts';
import { ClientError } from '../errors.ts';

/**
 * A machine answered. It is no answer and no contact made; where the house says so, a case waits until somebody who is
 * away is back (RPY-8).
 */
export async function absence(context: Context, item: InboxItem): Promise<InboxDid> {
  const { case_id: caseId, details } = item;
  if (caseId === null || details.backOn === undefined) return 'noted';
  const { outOfOffice } = await inboundRulesOf(context.ledger);
  const row = await findCase(context.ledger, caseId);
  // Whoever holds it already, or has answered, has said more.
  if (outOfOffice !== 'postpone' || row?.status !== 'waiting') return 'noted';
  const until = instantAt(row.plan?.zone ?? 'UTC', details.backOn, '00:00');
  if (until <= item.received_at) return 'noted';
  try {
    const args = { until, note: `Out of office, back on ${details.backOn}.` };
    await ask(context, { caseId, name: 'hold', args, actor: 'out-of-office', id: `away:${item.id}` });
    return 'postponed';
  } catch (error) {
    if (error instanceof ClientError && error.code === 'FT-CLI-REFUSED') return 'noted';
    throw error;
  }
}
