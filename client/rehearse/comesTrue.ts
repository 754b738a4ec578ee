import type { Context } from '../context.ts';
import { conditionMet, existing } from '../messages.ts';
import { ACCOUNT_EVENTS, happenToAccount, payExampleInvoice } from './openItems.ts';

/** What a rehearsed case waits for comes true. Of a debt it happens to the account, and that tells the case. */
export async function comesTrue(context: Context, caseId: string, condition: string): Promise<void> {
  const { levels } = await context.procedures.programOf(await existing(context, caseId));
  const event = ACCOUNT_EVENTS.find((each) => each === condition);
  if (levels.length > 0 && event) await happenToAccount(context, caseId, event);
  else if (levels.length > 0 && condition === 'paid') await payExampleInvoice(context, caseId);
  else await conditionMet(context, caseId, { condition, source: 'rehearsal' });
}
