import { type View, viewsOf } from '../../ledger/health/views.ts';
import type { Context } from '../context.ts';
import { existing } from '../messages.ts';

/** Who has seen something of a case, newest first (LAW-10). @throws ClientError when there is no such case */
export async function views(
  context: Context,
  caseId: string,
  { limit = 1_000 }: { limit?: number } = {},
): Promise<View[]> {
  await existing(context, caseId);
  return viewsOf(context.ledger, caseId, limit);
}
