import type { Plan, PlanAsk } from './plan.ts';
import type { Effect, Instant, Outcome } from './program.ts';

export type TaskKind =
  | 'step'
  | 'call'
  | 'review'
  | 'aside'
  | 'left-over'
  | 'declined'
  | 'check'
  | 'on-hold'
  | 'discrepancy'
  | 'by-hand'
  | 'reply'
  | 'late-reply'
  | 'decision'
  | 'choose-resolution'
  | 'problem'
  | 'confirm-approval';

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
  at: Instant;
  /** The operation and effect it is about: where a second try begins. */
  position: number;
  progress: number;
  /** The effect's words, so that the person is told what is left of a step. */
  effect?: string;
  /** It is about an email that a person ordered: the key of the review. */
  errand?: string;
  /** The message that came back; absent: nobody had counted it. */
  contact?: Contact;
}

/** A message or call that was made, and the attempt that it is a part of. */
export interface Contact {
  step: string;
  pass: number;
  /** Of the work, and the index of the effect in it. */
  key: string;
  effect: number;
  /** It came back before its work was known to be done. */
  lost?: true;
}

/** A task the case waits for. `key` is unique in the case. */
export interface OpenTask {
  key: string;
  kind: TaskKind;
  /** Options a person answers with; the first is the usual one. */
  options: string[];
  /** The step, effect or message it is about. */
  about: string;
  /** Who it is for; absent: the case's owner, or the approver of a decision. */
  role?: string;
  /** Left undone until then, it is escalated. */
  due?: Instant;
  /** How often that has happened. */
  escalated?: number;
  /** For a review: the template of its level, and what was done about it so far. */
  template?: string;
  logged?: string[];
  /** The emails among that: the number of each order, and when it was logged. */
  emails?: { number: number; at: Instant }[];
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

/** The case stands still. A promise is a hold that is watched: broken when its date comes and nothing has happened. */
export interface Hold {
  at: Instant;
  /** Null: until a person says so, who is asked after the limit for tasks. */
  until: Instant | null;
  promise?: true;
  /** When a person last said that it is to stay. */
  stays?: Instant;
}

/** Where a case stands in its program. Plain JSON, small, nothing personal. */
export interface CaseState {
  round: number;
  /** Index of the current operation, and how many of its effects are done. */
  position: number;
  progress: number;
  /** How often work was begun anew, so that a repeated warning or a second try is a new message. */
  pass: number;
  plan: Plan | null;
  /** The dates that must be planned before the case can go on. */
  ask: PlanAsk | null;
  /** The current step, interrupted in its middle, goes on from here. */
  notBefore: Instant | null;
  facts: Record<string, string>;
  /** Replies that block all contact until a person settles or resumes. */
  answered: { at: Instant; replies: string[] } | null;
  held: Hold | null;
  problem: Problem | null;
  /** What came while a problem stood: judged after it, one at a time. Absent: nothing. */
  problems?: Problem[];
  tasks: OpenTask[];
  attempts: number;
  /** What the attempts of this round consist of: without what has come back. */
  contacts: Contact[];
  /** The step whose message was left out: no note may say that it was sent. */
  unsent: string | null;
  /** `how`: the channel, for a call with its result: "call:voicemail". */
  lastAttempt: { at: Instant; step: string; pass: number; how: string } | null;
  /** The date that a person set for the next review, instead of the next level's. */
  manual: Instant | null;
  /** A person wants the email of a review sent, now. */
  errand: { task: string; template: string; number: number } | null;
  errands: number;
  /** How often the current call was put off. */
  again: number;
  /** When the step before the current one was done: where a wait begins. */
  since: Instant;
  warnings: Warning[];
  /** Acts whose warning a person has left out: it is not tried again by itself. Absent: none. */
  unwarned?: string[];
  approvals: { act: string; by: string; at: Instant; decision: string }[];
  declined: string[];
  /** Acts that the team, asked first, wants as well. */
  wanted: string[];
  /** The reply because of which the outside case must be opened again before people go on with it; false: nothing of it is open. */
  reopening: string | false;
  outcome: { outcome: Outcome; at: Instant; round: number } | null;
  /** Outcomes of earlier rounds of a reopened case, oldest first. */
  past: { outcome: Outcome; at: Instant; round: number }[];
  /** Work that was done under another version of the procedure: its key there, and here. Absent: there was none. */
  renamed?: Record<string, string>;
  /** What the ledger has yet to hear. */
  unrecorded: Unrecorded | null;
  /** Ids of messages already taken, newest last, at most 500. */
  seen: string[];
  /** At most 200 entries, newest last; the whole timeline is in the ledger. */
  log: LogEntry[];
}

/** Changes that no step's activity has written to the ledger. */
export interface Unrecorded {
  open: OpenTask[];
  /** Tasks that are done or no longer needed; without `option` they were called off. */
  close: { key: string; option?: string; by?: string }[];
  /** Tasks that stay open with other dates. */
  change: TaskChange[];
  /** Replies a person dealt with: they no longer block contact. */
  release: string[];
  log: LogEntry[];
}

/** A task was escalated, or put off by a person. `by`: the command, whose person and words the ledger knows. */
export interface TaskChange {
  key: string;
  due?: Instant;
  escalated?: number;
  showAt?: Instant;
  /** Done about a review. */
  logged?: string;
  /** What was logged then about a review has come to nothing. */
  undone?: { action: string; at: Instant };
  /** Given to a person, by this command. */
  assignedBy?: string;
}

export const STATUSES = ['waiting', 'answered', 'held', 'with-a-person', 'problem', 'closed'] as const;
export type Status = (typeof STATUSES)[number];

/** What the case needs now: the answer of `next`. */
export type Need =
  | { need: 'plan'; ask: PlanAsk }
  | {
      need: 'wait';
      /** Null: until something happens. */
      until: Instant | null;
      /** When the next open task is overdue: it is escalated, and the case goes on waiting. */
      remind: Instant | null;
      for: 'step' | 'answer' | 'hold' | 'task' | 'problem' | 'decision' | 'delivery' | 'change';
      about: string;
    }
  | {
      need: 'perform';
      key: string;
      step: string;
      /** Index of the first effect that is not yet done. */
      from: number;
      effects: Effect[];
      attempt: boolean;
      ends?: Outcome;
    }
  | { need: 'record'; changes: Unrecorded }
  | { need: 'end'; outcome: Outcome };
