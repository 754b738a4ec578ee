import type { EffectResult } from '../../domain/program/events.ts';
import type { Instant } from '../../domain/program/program.ts';
import type { PerformInput } from '../contract.ts';
import type { Reason } from '../reasons.ts';

/** A contact reaches the person we wait on; a note and an act reach other systems. */
export type Kind = 'contact' | 'note' | 'act' | 'irreversible-act';

/** What the gate is asked: may this be done, now? */
export interface Asked {
  kind: Kind;
  channel: string;
  /** The act's name; null for anything else. */
  act: string | null;
  /** The clock that counts: the wall's for a live case, the case's own in a rehearsal. */
  now: Instant;
  /** When the next local day begins. */
  tomorrow: Instant;
  /** At most so many attempts to one person in a time; null: no such cap. */
  perPerson: { attempts: number } | null;
  work: Pick<
    PerformInput,
    'at' | 'rehearsal' | 'despiteReply' | 'slot' | 'attempt' | 'warnings' | 'approvals'
  >;
}

export interface Refusal {
  reason: Reason;
  result: EffectResult;
}

/** Whether it may be done, and which rule decided. */
export type Decision = { allowed: true; rule: 'all' } | ({ allowed: false; rule: string } & Refusal);
