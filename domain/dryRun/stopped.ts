import type { Instant, Outcome } from '../program/program.ts';
import { isOwnEnd, type PastCase } from './pastCase.ts';

/** An entry of a case's timeline that stopped it or let it go on. */
export interface Turn {
  at: Instant;
  what: string;
  because: string | null;
  /** The procedure itself ended the case. */
  own: boolean;
}

/**
 * When a case stopped from outside for good, as its timeline tells: the first reply after which nobody resumed it, or the
 * moment it was booked, paid, withdrawn and so on. Later rounds are not looked at.
 * @param turns of the first round, oldest first
 */
export function stopIn(turns: Turn[]): PastCase['stop'] {
  let stop: PastCase['stop'] = null;
  for (const { at, what, because, own } of turns) {
    if (what === 'resumed') stop = null;
    else if (what.startsWith('replied')) stop ??= { at, by: 'replied' };
    else if (what === 'ended' && !own) {
      const outcome = because as Outcome;
      if (!isOwnEnd(outcome)) stop ??= { at, by: outcome };
    }
  }
  return stop;
}
