import type { TaskKind } from '../../domain/program/state.ts';
import type { Task } from '../../ledger/schema.ts';

/** One way to answer a task, in words for the person who does. */
export interface TaskOption {
  option: string;
  /** What happens then; null: the procedure's own word, which says it. */
  does: string | null;
  /** A reason must be given. */
  reason: boolean;
  /** A date: must be given, may be given, or has no meaning. */
  date: 'needed' | 'possible' | 'none';
}

/** Answers that end, refuse or assume something: whoever reads the record later needs to know why. */
const WITH_REASON = ['decline', 'close', 'not-possible', 'count-as-done'];

const DOES: Partial<Record<TaskKind, Record<string, string>>> = {
  step: {
    done: 'The case goes on with its next part.',
    'not-possible': 'The case stands still, and its owner says what now.',
  },
  aside: { done: 'Nothing more; the case did not wait for it.', 'not-possible': 'It is left undone.' },
  'by-hand': {
    posted: 'The message counts as sent and delivered now, and the case goes on.',
    'not-possible': 'It was no message and no warning; the case goes on without it.',
  },
  call: {
    spoke: 'You talked. If something was promised, the case waits for its date and watches it.',
    voicemail: 'You left a message; it counts as delivered.',
    'no-answer': 'It was a try, but nothing was said and nobody was warned.',
    'wrong-number': 'The case stands still until somebody has corrected the contact data.',
    'call-at': 'The same call comes back as a task at that time.',
  },
  reply: {
    settle: 'The answer is what we waited for: the case ends as answered.',
    resume: 'It was no answer: the case goes on with its next step on another day.',
    'wait-again': 'We have answered and wait again: a new round begins.',
  },
  'late-reply': { seen: 'You have read it and done what it needs.', done: 'You have done it by hand.' },
  decision: {
    approve: 'It is done when all its conditions hold. You can take this back until then.',
    decline: 'It is not done; the owner of the case is asked how it goes on.',
  },
  'confirm-approval': {
    discard: 'The message counts for nothing; the question stays open.',
    confirm: 'You approve it yourself, under your name.',
  },
  declined: {
    'ask-again': 'The question goes back to whoever decides.',
    'begin-again': 'The follow-up begins anew, as a new round.',
    'hand-over': 'Somebody else has it now: the case ends as handed over.',
    close: 'The case ends as withdrawn.',
  },
  check: {
    'go-on': 'There is no reason to stop: the case goes on.',
    stop: 'The case ends as withdrawn.',
  },
  'on-hold': {
    resume: 'The case goes on with its next step.',
    stay: 'It stands still, and you are asked again after a while.',
  },
  review: {
    done: 'The customer is off the list until the next level, or until the date of your choice (--next).',
  },
  problem: {
    'try-again': 'It is done anew: a message is written again and goes out in working hours.',
    'count-as-done': 'It counts as done, a message as sent and delivered.',
    'leave-it-out': 'The case goes on without it.',
  },
  discrepancy: {
    corrected: 'Whichever was wrong has been corrected.',
    accepted: 'The case may go on as it is.',
  },
};

/** The options of a task with what each of them does, in the order in which they are offered. */
export function optionsOf(task: Pick<Task, 'kind' | 'options'>): TaskOption[] {
  return task.options.map((option) => ({
    option,
    does: DOES[task.kind]?.[option] ?? null,
    reason: needsReason(option),
    date: dateOf(task.kind, option),
  }));
}

/** What is meant by "done" and nothing more. A call has no such answer: that somebody was talked to is counted (LAW-7). */
const PLAIN: Partial<Record<TaskKind, string>> = { step: 'done', aside: 'done', 'by-hand': 'posted' };

/** The answer that goes without saying; undefined where the options mean different things, and one must be named. */
export function plainOption({ kind, options }: Pick<Task, 'kind' | 'options'>): string | undefined {
  if (options.length === 1) return options[0];
  return options.find((option) => option === PLAIN[kind]);
}

export function needsReason(option: string): boolean {
  return WITH_REASON.includes(option);
}

export function dateOf(kind: TaskKind, option: string): TaskOption['date'] {
  if (option === 'call-at') return 'needed';
  if (kind === 'review' && option === 'done') return 'possible';
  return kind === 'call' && option === 'spoke' ? 'possible' : 'none';
}
