import type { Instant, Outcome } from '../../domain/program/program.ts';
import { isBefore, isHeard, type LastWord, type Speaking } from '../../domain/program/turn.ts';

/** What can be wrong between ledger and Temporal, and what is done about it (LED-7). */
export const FOUND = {
  'no-run': 'open in the ledger, and Temporal did not carry it: begun anew where it stood',
  behind: 'its run was older than what the ledger knows: begun anew where it stood',
  ahead: 'its run was further than the restored ledger: the ledger has learned from it',
  'ended-there': 'it had ended in Temporal: it is closed in the ledger as well',
  terminated: 'its run was terminated: it is closed as withdrawn',
  'ended-here': 'it had ended in the ledger, and an old run of it was going on: that run was ended',
  stray: 'a run of which the ledger has no case: it can contact nobody, and is left for a person to look at',
} as const;

export type Found = keyof typeof FOUND;

/** A case as the ledger has it. */
export interface InLedger {
  open: boolean;
  /** Null: no run has told how the case stands. */
  last: LastWord | null;
  /** A run that is not listened to has tried to go on. */
  overtaken: boolean;
  asOf: Instant;
  /** The ledger was restored, and this is the first look since. */
  toCompare: boolean;
}

/** Its newest run as Temporal has it. */
export type InTemporal =
  | null
  | { is: 'running'; speaking: Speaking | null }
  | { is: 'completed'; at: Instant; outcome: Outcome | null }
  | { is: 'terminated' | 'failed'; at: Instant };

/**
 * What is wrong; null: they agree, or Temporal is ahead by what the ledger is just about to hear. The ledger must have been
 * read before the run.
 */
export function judge(ledger: InLedger, run: InTemporal): Found | null {
  if (!ledger.open)
    return run?.is === 'running' && other(run.speaking, ledger) === 'behind' ? 'ended-here' : null;
  if (run === null) return 'no-run';
  switch (run.is) {
    case 'running': {
      const which = other(run.speaking, ledger);
      // A run that has just spoken is ahead for a moment.
      return which === 'ahead' && !ledger.toCompare && !ledger.overtaken ? null : which;
    }
    case 'completed':
      return run.outcome !== null && run.at >= ledger.asOf ? 'ended-there' : 'no-run';
    case 'terminated':
      return run.at >= ledger.asOf ? 'terminated' : 'no-run';
    case 'failed':
      return 'no-run';
  }
}

/** Whether the run is another copy than the one that the ledger has heard last, and which of the two is older. */
function other(speaking: Speaking | null, { last, overtaken }: InLedger): 'behind' | 'ahead' | null {
  if (speaking === null) return null;
  const said = speaking.heard;
  if (last === null) return said === null ? null : 'ahead';
  if (isHeard(speaking, last) && !overtaken) return null;
  return said === null || !isBefore(last, said) ? 'behind' : 'ahead';
}
