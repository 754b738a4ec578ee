import type { Rehearse } from '../../client/index.ts';
import type { LocalDate } from '../../domain/calendar/localTime.ts';
import type { Outcome } from '../../domain/program/program.ts';
import type { Contact } from '../../ledger/schema.ts';

/**
 * What happens to a sample case: its clock goes to what is due next, or a task is done with its first option; all of it
 * until the case ends; somebody holds it; the contact answers.
 */
export type Turn = 'next' | 'to-the-end' | 'hold' | { reply: string };

/** A made-up case of a shipped procedure. Nobody in here is real. */
export interface Sample {
  procedure: string;
  variant?: string;
  facts: Record<string, string>;
  /** Absent: the rehearsal's own example. */
  contact?: Contact;
}

export interface SampleCase extends Sample {
  /** The id of the occurrence. */
  id: string;
  /** An invoice of a debt, in US cents. */
  owes?: { number: string; amount: number; due: LocalDate };
  story: Turn[];
}

type Played = Pick<Rehearse, 'replyOn' | 'conditions' | 'holds' | 'automatic' | 'tasks' | 'lookUps'>;

/** A rehearsal of one way through a procedure. */
export interface Path extends Sample, Played {
  title: string;
  /** The outcome that this way must have. */
  ends: Outcome;
}

/** A way without its case: the same for every variant. */
export type Way = Omit<Path, keyof Sample>;

/** Somebody withdraws the case when this has been done. */
export const withdrawnOn = (on: number | string): Way => ({
  title: 'the case is no longer wanted',
  ends: 'withdrawn',
  conditions: [{ condition: 'case-withdrawn', on }],
});
