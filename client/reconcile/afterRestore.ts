import { finishRestorations, isRestorationOpen } from '../../ledger/standings/doubts.ts';
import { reapplyErasures } from '../erasure/reapply.ts';
import type { Context } from '../context.ts';

/**
 * What must be done with a restored ledger before a worker runs: whoever was erased since its backup is erased again
 * (LAW-11). Costs one query where nothing was restored.
 * @throws Undelivered when Temporal does not answer: then no worker may run yet
 */
export async function afterRestore(context: Context): Promise<void> {
  const { ledger, erasuresDir } = context;
  if (!(await isRestorationOpen(ledger))) return;
  if (erasuresDir !== undefined) await reapplyErasures(context, erasuresDir, 'followthrough');
  await finishRestorations(ledger, Date.now());
}
