import { setTimeout as sleep } from 'node:timers/promises';
import type { Snapshot } from '../../workflows/messages.ts';
import type { Context } from '../context.ts';
import { within } from '../engine.ts';
import { ClientError } from '../errors.ts';

/** Work that takes longer than this in a rehearsal, with sandbox connectors only, does not go on at all. */
const PATIENCE_MS = 90_000;
const LOOK_AGAIN_MS = 25;

/** How the case stands, by its own clock. @throws Undelivered when no worker answers */
export async function look(context: Context, caseId: string): Promise<Snapshot> {
  const { engine, patience } = context;
  return within(engine, patience, () => engine.workflow.getHandle(caseId).query<Snapshot>('snapshot'));
}

/**
 * Waits in real time until the case waits for a date or a person, or is closed: only then is it certain what a message
 * meets. `unlike` is the date it waited for before, which must be over.
 */
export async function quiet(context: Context, caseId: string, unlike: number | null): Promise<Snapshot> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const seen = await look(context, caseId);
    if (isQuiet(seen) && (unlike === null || seen.view.nextAt !== unlike)) return seen;
    if (Date.now() > deadline) {
      throw new ClientError(
        'FT-CLI-REHEARSAL',
        `${caseId} stands still at ${seen.view.waitingOn ?? 'its work'}.`,
      );
    }
    await sleep(LOOK_AGAIN_MS);
  }
}

function isQuiet({ view }: Snapshot): boolean {
  if (view.status === 'closed' || view.nextAt !== null) return true;
  return view.waitingOn !== null && !view.waitingOn.startsWith('step:');
}
