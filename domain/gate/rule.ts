import type { EffectResult } from '../program/events.ts';
import type { Instant } from '../program/program.ts';
import type { Asked, Kind, Refusal } from './asked.ts';
import type { Evidence } from './evidence.ts';
import type { GateReason } from './reasons.ts';

export interface Rule {
  id: string;
  applies: Kind[];
  /** A person in a role that may can allow the contact once although this rule refuses it. */
  canBeAllowed?: true;
  check(asked: Asked, evidence: Evidence): Refusal | null;
}

export const MINUTE = 60_000;
/** A case's time may be ahead of the wall clock by as much as clocks differ. */
export const CLOCKS_DIFFER = MINUTE;

export const ALL: Kind[] = ['contact', 'note', 'act', 'irreversible-act'];
export const NOT_NOTES: Kind[] = ['contact', 'act', 'irreversible-act'];

/** A person must look at it. */
export function failed(reason: GateReason): Refusal {
  return { reason, until: null, result: { status: 'failed', reason } };
}

/**
 * It passes by itself: the step is planned anew from then. A step without dates (what is done at the opening) cannot
 * be, so a person looks at that one.
 */
export function notNow(asked: Asked, reason: GateReason, until: Instant): Refusal {
  const result: EffectResult = asked.work.slot
    ? { status: 'not-now', reason, until }
    : { status: 'failed', reason };
  return { reason, until, result };
}
