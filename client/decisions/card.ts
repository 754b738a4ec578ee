import { createHash } from 'node:crypto';
import { label } from '../../domain/calendar/localTime.ts';
import { findPerson } from '../../ledger/people.ts';
import type { Ledger } from '../../ledger/connect.ts';
import type { Stands } from '../../ledger/slack/rows.ts';
import { type DecisionNotice, whatItIsAbout } from './notice.ts';

/** A question as it stands in a conversation, in plain text, without the words of any one product. */
export interface Card {
  title: string;
  text: string;
  /** The lines of what has happened so far. */
  history: string;
  /** What each answer does. */
  answers: string;
  /** Empty: it is no longer asked. */
  buttons: CardButton[];
  /** How it ended; null: it is open. */
  ended: string | null;
}

export interface CardButton {
  option: string;
  /** What comes back with a click: see `answerIn`. */
  value: string;
}

/** What a click says. `stand`: of what the question was about when it was written. */
export interface Clicked {
  task: string;
  stand: string;
  option: string;
}

/**
 * The state that a question rests on: another version of the procedure, another round or other facts make it another
 * question, and a click on the old one counts for nothing.
 */
export function standOf({ case: row }: DecisionNotice): string {
  const facts = Object.entries(row.facts).toSorted(([one], [other]) => (one < other ? -1 : 1));
  const state = JSON.stringify([row.hash, row.round, facts]);
  return createHash('sha256').update(state).digest('base64url').slice(0, 16);
}

/** Null: it is none of ours. */
export function answerIn(value: string): Clicked | null {
  const [task, stand, option, ...more] = value.split('|');
  return task && stand && option && more.length === 0 ? { task, stand, option } : null;
}

/** The question with its buttons. */
export function openCard(notice: DecisionNotice): Card {
  const { task, options } = notice;
  const stand = standOf(notice);
  const reminder = task.escalated > 0 ? `Reminder ${task.escalated}: ` : '';
  return {
    ...wordsOf(notice),
    title: reminder + task.title,
    answers: options
      .map(({ option, does, reason }) =>
        `${option}: ${does ?? ''}${reason ? ' You are asked why.' : ''}`.trim(),
      )
      .join('\n'),
    buttons: options.map(({ option }) => ({ option, value: [task.id, stand, option].join('|') })),
    ended: null,
  };
}

/** The question when it is no longer asked: who answered what, or that something came in between. */
export async function endedCard(
  ledger: Ledger,
  notice: DecisionNotice,
  stands: Exclude<Stands, 'open'>,
): Promise<Card> {
  const { task, zone } = notice;
  const words = { ...wordsOf(notice), title: task.title, answers: '', buttons: [] };
  if (stands === 'called-off')
    return { ...words, ended: 'This is no longer asked: something has come in between.' };
  const who = task.closed_by === null ? null : await findPerson(ledger, task.closed_by);
  const by = who?.name ?? task.closed_by ?? 'somebody';
  const when = task.closed_at === null ? '' : ` on ${label(zone, task.closed_at)}`;
  const why = task.note === null ? '' : ` (${task.note})`;
  const undone =
    stands === 'void' ? ' It does not hold any more: a reply, other facts or a person has undone it.' : '';
  return { ...words, ended: `${by} has answered${when}: ${task.option ?? ''}${why}.${undone}` };
}

function wordsOf(notice: DecisionNotice): Pick<Card, 'text' | 'history'> {
  const { task, history, zone } = notice;
  const lines = [task.body, '', ...whatItIsAbout(notice)];
  return {
    text: lines.join('\n').trim(),
    history: [
      `What has happened so far (times of ${zone}):`,
      ...history.map(({ when, words }) => `- ${when}: ${words}`),
    ].join('\n'),
  };
}
