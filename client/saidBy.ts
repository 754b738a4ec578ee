import type { Instant } from '../domain/program/program.ts';
import type { Command, Task } from '../ledger/schema.ts';
import type { ToldEntry } from '../ledger/timeline.ts';

/** An entry of the timeline with who caused it, where a person or another system did, and what they said with it. */
export type SaidEntry = ToldEntry & {
  by: string | null;
  note: string | null;
  /** The date that the person named: until when it is held or put off, or for when something was promised. */
  until: Instant | null;
};

/** Clocks of the machines that wrote down the request and the answer may differ by this much. */
const SKEW_MS = 5_000;

/** What tells whose task it was. */
type DoneTask = Pick<Task, 'key' | 'about' | 'option' | 'closed_by' | 'note'>;

/** What a request is called in the timeline. */
const CALLED: Record<string, string[]> = {
  hold: ['held', 'promised'],
  resume: ['resumed'],
  settle: ['ended'],
  withdraw: ['ended'],
  waitAgain: ['waits-again'],
  chooseResolution: ['fact-chosen'],
  completeTask: ['task-done'],
  decide: ['approved', 'declined', 'task-done'],
  snoozeTask: ['task-snoozed'],
  assignTask: ['task-assigned'],
  logAction: ['action-done', 'action-failed'],
  withdrawApproval: ['approval-withdrawn'],
  moveTo: ['moved'],
  recalculate: ['recalculated'],
  conditionMet: ['condition-met'],
  deliveryReported: ['undelivered'],
  managerApproved: ['approved', 'approval-unclear'],
  managerDeclined: ['declined'],
};

/** What follows from a request at the same instant, and so from the same person. */
const FOLLOWS = ['ended', 'resumed', 'waits-again', 'fact-chosen', 'problem-cleared'];

/**
 * Names who caused the entries. The workflow knows nobody, so an entry that does not carry its request's id is found by
 * what it says and by when: requests and their entries come in the same order.
 * @param asked the requests of the case that were taken, in the order in which they were written down
 * @param tasks those that are done
 * @param virtual the case runs in skipped time, which says nothing about when something was asked
 */
export function saidBy(
  entries: ToldEntry[],
  asked: Command[],
  tasks: DoneTask[],
  virtual: boolean,
): SaidEntry[] {
  const causes = new Map<ToldEntry, Command>();
  for (const command of asked) {
    const entry = entries.find(
      (each) => !causes.has(each) && answers(each, command, tasks) && (virtual || isWithin(each.at, command)),
    );
    if (entry) for (const each of [entry, ...following(entries, entry)]) causes.set(each, command);
  }
  return entries.map((entry) => {
    const cause = causes.get(entry);
    if (entry.said_by !== null)
      return { ...entry, by: entry.said_by, note: entry.said, until: entry.said_until };
    if (cause) return { ...entry, by: cause.actor, ...saidIn(cause) };
    const task =
      entry.what === 'task-done'
        ? tasks.find(({ about, option }) => about === entry.about && option === entry.because)
        : undefined;
    return { ...entry, by: task?.closed_by ?? null, note: task?.note ?? null, until: null };
  });
}

function answers(entry: ToldEntry, { name, args }: Command, tasks: DoneTask[]): boolean {
  if (!(CALLED[name] ?? []).includes(entry.what)) return false;
  const {
    option,
    condition,
    action,
    task: key,
  } = args as {
    option?: string;
    condition?: string;
    action?: string;
    task?: string;
  };
  switch (entry.what) {
    case 'ended':
      return entry.because === (name === 'settle' ? 'answered' : 'withdrawn');
    case 'task-done':
      return entry.because === option && tasks.find((task) => task.key === key)?.about === entry.about;
    case 'action-done':
      return entry.because === action && entry.about === key;
    case 'action-failed':
      return action === 'email' && entry.about === key;
    case 'fact-chosen':
      return entry.because === option;
    case 'approved':
      return option === undefined || option !== 'decline';
    case 'condition-met':
      return entry.about === condition;
    default:
      return true;
  }
}

function isWithin(at: Instant, { created_at: asked, answered_at: answered }: Command): boolean {
  return at >= asked - SKEW_MS && (answered === null || at <= answered + SKEW_MS);
}

function following(entries: ToldEntry[], cause: ToldEntry): ToldEntry[] {
  const later = entries.slice(entries.indexOf(cause) + 1);
  return later.filter(({ at, what }) => at === cause.at && FOLLOWS.includes(what));
}

function saidIn({ args }: Command): { note: string | null; until: Instant | null } {
  const { note = null, until = null } = args as { note?: string | null; until?: Instant | null };
  return { note, until };
}
