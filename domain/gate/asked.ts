import type { Purpose } from '../contactRules/contactRules.ts';
import type { Places } from '../contactRules/places.ts';
import type { ContactRules } from '../contactRules/contactRules.ts';
import type { EffectResult } from '../program/events.ts';
import type { Slot } from '../program/plan.ts';
import type { Instant } from '../program/program.ts';
import type { CaseState, Warning } from '../program/state.ts';
import type { GateReason } from './reasons.ts';

/** A contact reaches the person we wait on; a note and an act reach other systems. */
export type Kind = 'contact' | 'note' | 'act' | 'irreversible-act';

/** What the work brings along that asks; a person who asks for themselves brings only the time. */
export interface AskingWork {
  /** The workflow's time. */
  at: Instant;
  rehearsal: boolean;
  /** Opening the outside case again after a reply: the one work that is done although a reply blocks all contact. */
  despiteReply: boolean;
  /** When it is due; null: it has no dates of its own. */
  slot: Pick<Slot, 'at' | 'until' | 'notAfter'> | null;
  /** At most one such step a local day. */
  attempt: boolean;
  /** What the workflow holds as proof for an irreversible act. */
  warnings: Warning[];
  approvals: CaseState['approvals'];
}

/** What the gate is asked: may this be done, now? */
export interface Asked {
  kind: Kind;
  channel: string;
  purpose: Purpose;
  /** The act's name; null for anything else. */
  act: string | null;
  /** The clock that counts: the wall's for a live case, the case's own in a rehearsal. */
  now: Instant;
  /** When the next local day begins. */
  tomorrow: Instant;
  /** The attempt that asks, as `attemptKey` names it. */
  attempt: string;
  rules: ContactRules;
  /** Where the person may be. */
  places: Places;
  work: AskingWork;
}

/** A no: why, from when it may be otherwise, and what the step that asked does now. */
export interface Refusal {
  reason: GateReason;
  /** Null: only a person or an event can change it. */
  until: Instant | null;
  result: EffectResult;
}

/** Something a person has allowed once although a rule refuses it. */
export interface Allowance {
  id: string;
  rule: string;
}

/** Whether it may be done, and which rule decided: `all`, or the rule that a person set aside. */
export type Decision =
  | { allowed: true; rule: string; allowances: Allowance[] }
  | ({ allowed: false; rule: string } & Refusal);

/** Names the work of one step: all its channels are one attempt. */
export function attemptKey(work: { caseId: string; round: number; pass: number; key: string }): string {
  return [work.caseId, work.round, work.pass, work.key.split('/')[0]].join('|');
}
