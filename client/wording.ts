import type { Status } from '../domain/program/state.ts';
import type { SaidEntry } from './saidBy.ts';

const STATUS_WORDS: Record<Status, string> = {
  waiting: 'waiting',
  answered: 'answered',
  held: 'on hold',
  'with-a-person': 'with a person',
  problem: 'needs attention',
  closed: 'closed',
};

/** How a case stands, with its outcome once it has one. */
export function statusWords(status: Status, outcome: string | null): string {
  return outcome === null ? STATUS_WORDS[status] : `${STATUS_WORDS[status]}: ${outcome}`;
}

const WAITING: Record<string, (about: string, until: number | null) => string> = {
  step: (about) => stepWords(about),
  answer: () => 'a person to settle or resume it',
  hold: (_, until) => (until === null ? 'a person to resume it' : 'the end of the hold'),
  task: (about) => `task ${about.slice(about.indexOf('/') + 1).replace(/^task:/, '')}`,
  problem: (about) => `a person to look at: ${about}`,
  decision: (about) => `a decision about: ${about}`,
  change: () => 'a change of what is owed',
  delivery: (about) => `the warning of ${about} to count as delivered`,
};

/** What a case waits for: "step:day-2" → "day 2". `until` is when it goes on by itself, if it does. */
export function waitingWords(waitingOn: string | null, until: number | null): string {
  if (waitingOn === null) return '';
  const [kind = '', ...about] = waitingOn.split(':');
  return WAITING[kind]?.(about.join(':'), until) ?? waitingOn;
}

/** "day-2" → "day 2", "day-zero-moved" → "day zero". */
export function stepWords(step: string): string {
  if (step === 'day-zero-moved') return 'day zero';
  return step.replace(/^day-(\d+)$/, 'day $1');
}

/** Entries about a reply name its row in the ledger. */
const LEDGER_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** "day-1/send-portal:reminder-1" → "send reminder-1 (portal)". */
export function effectWords(about: string): string {
  if (LEDGER_ID.test(about)) return 'the reply';
  const [, verb = '', name = ''] = /([a-z-]+):([^/]+)$/.exec(about) ?? [];
  if (name === '') return about;
  const channel = /^send-(.+)$/.exec(verb)?.[1];
  return channel ? `send ${name} (${channel})` : `${verb.replace('-', ' ')} ${name}`;
}

const CAME_TRUE: Record<string, string> = {
  'case-withdrawn': 'the case is no longer wanted',
  'checked-in': 'the check-in was handed in',
  booked: 'an appointment was booked',
  paid: 'nothing overdue is left',
  'items-changed': 'what is owed has changed',
};

const CARRIED_ANEW: Record<string, string> = {
  'no-run': 'Temporal had lost it: carried on from where it stood',
  behind: 'Temporal had an older copy of it: carried on from where it stood',
  ahead: 'the restored ledger has learned from Temporal how it stands',
};

const EVENTS: Record<string, (about: string, because: string) => string> = {
  opened: () => 'case opened',
  planned: () => 'dates planned',
  done: (about) => doneWords(about),
  'with-a-person': (about, because) =>
    `waits for a person: ${effectWords(about)}${because ? ` (level "${because}")` : ''}`,
  asked: (about, because) => `waits for a person: ${because}, about ${asked(about)}`,
  'task-done': (about, because) => `${doneByPerson(about)} ${because}`,
  skipped: (about, because) => `left out: ${effectWords(about)} (${because})`,
  'put-off': (about, because) => `put off: ${effectWords(about)} (${because})`,
  'contact-made': (about, because) => `contact made outside: ${about} → ${because}`,
  'allowed-once': (about, because) => `${about} set aside once, by ${because}`,
  replied: () => 'the contact has answered; all contact stops',
  'replied-after-the-end': () => 'the contact has answered after the end',
  held: () => 'put on hold',
  'hold-over': () => 'the hold is over',
  promised: () => 'something was promised; the case waits for its date',
  'promise-broken': () => 'the date of the promise has passed; the case goes on',
  escalated: (about) => `left undone past its date: ${taskOf(about)}`,
  'task-snoozed': (about) => `put off by a person: ${taskOf(about)}`,
  'task-assigned': (about) => `given to a person: ${taskOf(about)}`,
  'action-done': (_, because) => `done about the account: ${because}`,
  'action-failed': (_, because) => `the email about the account could not be sent: ${because}`,
  tried: (about) => `tried without success: ${effectWords(about)}`,
  'approval-void': (about) => `the approval does not hold any more: ${about}`,
  'approval-withdrawn': (about) => `the approval was taken back: ${about}`,
  notified: (about, because) => `${because} was written to about: ${taskOf(about)}`,
  moved: (_, because) => `goes on under version ${because.replace('/', ' (')}) of its procedure`,
  recalculated: (_, because) => `dates worked out anew by the calendar${because ? `: ${because}` : ''}`,
  reinstated: (about) => `taken up again as ${about}`,
  reinstates: (about) => `takes up again ${about}`,
  resumed: () => 'resumed',
  'waits-again': () => 'answered and waiting again: a new round',
  'fact-chosen': (about, because) => `${about} is now: ${because}`,
  'owner-changed': (about, because) => `handed over to ${about || 'its role'} by ${because}`,
  replayed: (about, because) =>
    because === 'sent' ? `sent again as it was: ${about}` : `not sent again: ${about} (${because})`,
  'contact-corrected': (_, because) => `contact data corrected: ${because}`,
  discrepancy: (about) => `the report and the systems disagree (${about.replace(/^look-up:/, '')})`,
  'to-check': (about, because) => `a person must look first: ${effectWords(about)} (${because})`,
  'looked-up': (about, because) => `${effectWords(about)}: ${because}`,
  'warning-needed': (about) => `a warning is needed before: ${about}`,
  approved: (about) => `approved: ${about}`,
  declined: (about) => `declined: ${about}`,
  'approval-unclear': () => 'an approval came that must be confirmed',
  'words-edited': (about, because) => `its words were written anew by ${because}: ${effectWords(about)}`,
  undelivered: (about) => `did not arrive: ${about}`,
  'carrier-said': (_, because) => `the carrier says why: ${because}`,
  problem: (_, because) => `needs a person's judgement: ${because}`,
  'problem-cleared': (_, because) => `judged by a person: ${because}`,
  reopened: () => 'opened again',
  'condition-met': (about) => CAME_TRUE[about] ?? `came true: ${about}`,
  'unknown-message': () => 'an unknown message was ignored',
  'carried-anew': (_, because) => CARRIED_ANEW[because] ?? 'carried on from where it stood',
  'ended-there': () => 'it had ended in Temporal, and is closed here as well',
  'sure-again': (_, because) => `${because} has made sure of what went out before; it goes on`,
  'old-run-ended': () => 'an old run of it in Temporal was ended; it has contacted nobody',
  terminated: () => 'terminated in Temporal by an administrator: nothing more is done',
  ended: (_, because) => `ended: ${because}`,
};

function doneByPerson(about: string): string {
  return QUESTION.test(about)
    ? `answered by a person who was asked about "${taskOf(about)}":`
    : `done by a person: ${taskOf(about)} →`;
}

/** A question is named "cancel@<instant>", a step's task by its effect. */
const QUESTION = /@\d+$/;

function taskOf(about: string): string {
  return effectWords(about.replace(QUESTION, ''));
}

function asked(about: string): string {
  return LEDGER_ID.test(about) ? 'the reply' : `"${taskOf(about)}"`;
}

/** One entry of a timeline as a sentence; a word that this version does not know is shown as it is. */
export function eventWords(entry: { what: string; about?: string | null; because?: string | null }): string {
  const about = entry.about ?? '';
  const because = entry.because ?? '';
  return EVENTS[entry.what]?.(about, because) ?? [entry.what, about, because].filter(Boolean).join(' ');
}

function doneWords(about: string): string {
  return effectWords(about)
    .replace(/^send /, 'sent ')
    .replace(/^note /, 'noted ')
    .replace(/^call /, 'called: ')
    .replace(/^tell /, 'told: ')
    .replace(/^act /, 'done: ');
}

/** Who caused an entry, what they said with it and the date they named: ", by Sam Sample until Mon 16 Mar 2026 09:00: on leave". */
export function saidWords(
  { by, note, until }: Pick<SaidEntry, 'by' | 'note' | 'until'>,
  label: (at: number) => string,
  names: ReadonlyMap<string, string> = new Map(),
): string {
  if (by === null) return '';
  const date = until === null ? '' : ` until ${label(until)}`;
  return `, by ${names.get(by) ?? by}${date}${note ? `: ${note}` : ''}`;
}
