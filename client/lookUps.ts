import { type Discrepancy, listDiscrepancies } from '../ledger/lookups/discrepancies.ts';
import { type Remark, remarksOf } from '../ledger/lookups/looked.ts';
import type { Context } from './context.ts';
import { existing } from './messages.ts';

/** Where reports and systems contradict each other, newest first; answered ones only with `all`. */
export async function discrepancies(
  context: Context,
  filter: { caseId?: string; all?: boolean; limit?: number } = {},
): Promise<Discrepancy[]> {
  return listDiscrepancies(context.ledger, filter);
}

/** What the look-ups of a case saw for the report, oldest first. */
export async function remarks(context: Context, caseId: string): Promise<Remark[]> {
  await existing(context, caseId);
  return remarksOf(context.ledger, caseId);
}
