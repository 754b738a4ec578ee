import type { Instant } from '../../domain/program/program.ts';
import { noteClock } from '../../ledger/rehearsals/clock.ts';
import { bounceDue } from '../../ledger/rehearsals/orders.ts';
import type { Snapshot } from '../../workflows/messages.ts';
import type { Context } from '../context.ts';
import { runState } from '../engine.ts';
import { ClientError } from '../errors.ts';
import { undelivered } from '../undelivered.ts';
import { fastForward } from '../virtualTime.ts';
import { clockOf } from './clock.ts';
import { quiet } from './quiet.ts';

/** Past what is due, so that it has been done when the clock is read again. */
export const MARGIN_MS = 60_000;
/** The server moves no clock by nothing at all. */
const LEAST_MS = 1_000;
/** In one skip the server passes 200 timers at most, and overdue tasks set one a day. */
const FARTHEST_MS = 30 * 86_400_000;
/** No year of a case has so many dates. */
const STOPS = 2_000;

/** A rehearsal at rest: how it stands, and what its clock shows. */
export interface AtRest {
  seen: Snapshot;
  clock: Instant;
}

/**
 * Waits until all work of the moment is done; a message that was ordered to bounce is reported on the way.
 * @param passed the date that its clock was moved past
 */
export async function atRest(
  context: Context,
  caseId: string,
  passed: Instant | null = null,
): Promise<AtRest> {
  const { ledger } = context;
  for (let before = passed; ; before = null) {
    const seen = await quiet(context, caseId, before);
    const bounced = await bounceDue(ledger, caseId);
    if (!bounced) {
      if (seen.view.status === 'closed') return { seen, clock: seen.now };
      const clock = await clockOf(context, caseId);
      await noteClock(ledger, caseId, clock);
      return { seen, clock };
    }
    await undelivered(context, bounced, { source: 'rehearsal' });
  }
}

/** Moves the clock to an instant; at each date on the way it stands until its work is done. Ends with the case. */
export async function moveTo(context: Context, caseId: string, to: Instant): Promise<AtRest> {
  let passed: Instant | null = null;
  for (let stops = 0; stops < STOPS; stops += 1) {
    const rest: AtRest = await atRest(context, caseId, passed);
    if (rest.seen.view.status === 'closed' || rest.clock >= to) return rest;
    const { nextAt } = rest.seen.view;
    const due = nextAt !== null && nextAt <= to ? nextAt : null;
    const target = Math.min(due === null ? to : due + MARGIN_MS, rest.clock + FARTHEST_MS);
    passed = due !== null && due <= target ? due : null;
    await skip(context, caseId, target - rest.clock);
  }
  throw new ClientError('FT-CLI-REHEARSAL', `${caseId} does not come to rest.`);
}

/** A case that ends on the way needs no clock any more. */
async function skip({ engine, patience }: Context, caseId: string, ms: number): Promise<void> {
  try {
    await fastForward(engine, caseId, Math.max(LEAST_MS, ms));
  } catch (error) {
    if ((await runState(engine, caseId, patience)) === 'running') throw error;
  }
}
