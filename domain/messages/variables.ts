import type { Procedure } from '../procedure/procedure.ts';

/** What every message may say besides the facts of its procedure. The only list: rendering and checking both read it. */
export const BUILT_INS = {
  case: 'the case as its own system calls it, such as an alert or ticket number',
  'owner-name': 'who owns the case and signs automatic messages',
  'sender-name': 'who signs: the person who owns the case, or the name of its role',
  'sender-number': 'the telephone number of that person; absent where none is known',
  'sender-mailbox': 'the email address of that person; absent where none is known',
  day: 'the number of the step’s day in the procedure; absent at the opening',
  today: 'the day on which the step is done, such as "Monday, March 9"',
  'next-day': 'the day of the step after this one; absent at the last',
  'day-zero': 'the day from which the procedure counts, as a date in words',
  attempt: 'which reminder of the round this is, from 1',
  'attempt-ordinal': 'which attempt of the procedure the step is, such as "first"',
  'last-contact':
    'how the last attempt reached out, such as "text" or "voicemail and text"; absent before that',
  tried:
    'a list, to be asked with "contains": every way that has truly reached out in this round, of portal, email, text, conversation, voicemail and "call without an answer"; absent before that',
  history: 'what was tried so far, a line each; for staff, absent in messages to the contact',
  statement: 'the open invoices, a line each; only where the procedure has levels',
  'amount-due': 'what is overdue, each currency apart; only where the procedure has levels',
  'days-overdue': 'how many days the oldest debt is overdue; only where the procedure has levels',
  'postal-address': 'where the house is reached by post; only in emails for marketing',
  'unsubscribe-link': 'where the reader asks for no more emails; only in emails for marketing',
  'attempts-planned': 'how many reminders a round has',
} as const;
export type BuiltIn = keyof typeof BUILT_INS;

/**
 * All names a message of this procedure may use: its facts and the built-ins.
 * A choice `x` is written in its wording; `x-key` is its option and `x-detail` what was added to it in words.
 * An instant `x` is a day and an hour; `x-day` only the day; `x-ago` how long ago that day is, such as "yesterday";
 * `x-days-ago` the number of days.
 */
export function variablesOf(procedure: Pick<Procedure, 'facts'>): string[] {
  const facts = Object.entries(procedure.facts).flatMap(([name, fact]) => {
    if (fact.type === 'choice') return [name, `${name}-key`, `${name}-detail`];
    return fact.type === 'instant' ? [name, `${name}-day`, `${name}-ago`, `${name}-days-ago`] : [name];
  });
  return [...facts, ...Object.keys(BUILT_INS)];
}
