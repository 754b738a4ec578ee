import type { Plan, PlanAsk } from './plan.ts';
import type { Effect, Instant, Outcome } from './program.ts';

/** A thing done, kept as proof for gates: which act a delivered message warned of. */
export interface Warning {
  act: string;
  at: Instant;
  /** From when on the message counts as delivered (email: a day without a bounce). */
  deliveredAt: Instant;
  key: string;
}

/** Why the case stands still until a person clears it. */
export interface Problem {
  reason: string;
  key: string;
  effect: number;
  at: Instant;
}

/** A task the case waits for. `key` is unique in the case. */
export interface OpenTask {
  key: string;
  kind: 'step' | 'by-hand' | 'reply' | 'late-reply' | 'decision' | 'choose-resolution' | 'problem' | 'confirm-approval';
  /** Options a person answers with; the first is the usual one. */
  options: string[];
}

export interface LogEntry {
  at: Instant;
  round: number;
  /** What happened, in the timeline's closed vocabulary. */
  what: string;
  /** The step, effect, task or entry it is about. */
  about?: string;
  /** A reason code or outcome. */
  because?: string;
}

/** Where a case stands in its program. Plain JSON, small, nothing personal. */
export interface CaseState {
  round: number;
  /** Index of the current operation, and how many of its effects are done. */
  position: number;
  progress: number;
  /** Counts how often the case came to an operation again, so that a repeated warning is a new message. */
  pass: number;
  plan: Plan | null;
  /** The dates that must be planned before the case can go on. */
  ask: PlanAsk | null;
  /** Key of the operation that an activity is working on right now. */
  performing: string | null;
  facts: Record<string, string>;
  /** Replies that block all contact until a person settles or resumes. */
  answered: { at: Instant; replies: string[] } | null;
  held: { at: Instant; until: Instant | null } | null;
  problem: Problem | null;
  tasks: OpenTask[];
  attempts: number;
  lastAttempt: { at: Instant; day: number } | null;
  warnings: Warning[];
  approvals: { act: string; by: string; at: Instant; decision: string }[];
  declined: string[];
  /** Tasks still to be opened in the ledger. */
  todo: { task: OpenTask; about?: string }[];
  /** Replies that a person dealt with: the ledger is told to stop blocking on them. */
  released: string[];
  /** The ledger's row of the case is behind this state. */
  unrecorded: boolean;
  outcome: { outcome: Outcome; at: Instant; round: number } | null;
  /** Outcomes of earlier rounds of a reopened case, oldest first. */
  past: { outcome: Outcome; at: Instant; round: number; attempts: number }[];
  /** Ids of messages already taken, newest last, at most 500. */
  seen: string[];
  /** At most 200 entries, newest last; the whole timeline is in the ledger. */
  log: LogEntry[];
}

export type Status = 'waiting' | 'answered' | 'held' | 'with-a-person' | 'problem' | 'closed';

/** What the case needs now: the answer of `next`. */
export type Need =
  | { need: 'plan'; ask: PlanAsk }
  | { need: 'wait'; until: Instant | null; for: 'step' | 'answer' | 'hold' | 'task' | 'problem' | 'decision' | 'delivery'; about: string }
  | { need: 'perform'; key: string; step: string; from: number; effects: Effect[]; attempt: boolean; ends?: Outcome }
  /** Bring the ledger up to date: open the tasks of `todo`, release replies, store the status. */
  | { need: 'record'; key: string }
  | { need: 'end'; outcome: Outcome };
