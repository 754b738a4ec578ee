import { setTimeout as sleep } from 'node:timers/promises';
import type { Snapshot } from '../../workflows/messages.ts';
import type { Context } from '../context.ts';
import { query } from '../query.ts';
import { ClientError } from '../errors.ts';

/** Work that takes longer than this in a rehearsal, with sandbox connectors only, does not go on at all. */
const PATIENCE_MS = 90_000;
const LOOK_AGAIN_MS = 25;
/** A worker that has just begun, or has much to do, takes longer than Temporal itself. */
const WORKER_PATIENCE = 3;
/** A timer whose moment has passed fires within this; if not, its moment has not quite come. */
const FIRES_WITHIN_MS = 3_000;

/** How the case stands, by its own clock. @throws Undelivered when no worker answers */
export async function look(context: Context, caseId: string): Promise<Snapshot> {
  return query<Snapshot>(context, caseId, 'snapshot', WORKER_PATIENCE * context.patience);
}

/**
 * Waits in real time until the case waits for a date or a person, or is closed: only then is it certain what a message
 * meets. `unlike` is the date that its clock was moved past: the case is given a moment to notice.
 */
export async function quiet(context: Context, caseId: string, unlike: number | null): Promise<Snapshot> {
  const begun = Date.now();
  for (;;) {
    const seen = await look(context, caseId);
    const noticed = unlike === null || seen.view.nextAt !== unlike || Date.now() > begun + FIRES_WITHIN_MS;
    if (isQuiet(seen) && noticed) return seen;
    if (Date.now() > begun + PATIENCE_MS) {
      throw new ClientError(
        'FT-CLI-REHEARSAL',
        `${caseId} stands still at ${seen.view.waitingOn ?? 'its work'}.`,
      );
    }
    await sleep(LOOK_AGAIN_MS);
  }
}

function isQuiet({ view, recorded }: Snapshot): boolean {
  if (!recorded) return false;
  if (view.status === 'closed' || view.nextAt !== null) return true;
  return view.waitingOn !== null && !view.waitingOn.startsWith('step:');
}
