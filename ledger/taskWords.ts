import type { TaskKind } from '../domain/program/state.ts';

interface Words {
  title: string;
  body: string;
}

/** What the tasks that the interpreter opens say. A step's own task is written by the procedure's template instead. */
const WORDS: Record<TaskKind, Words> = {
  step: { title: 'Do what the procedure asks', body: 'The case goes on when this is done.' },
  'by-hand': { title: 'Post this by hand', body: 'Copy the text to where it belongs, then say “posted”.' },
  reply: {
    title: 'The contact answered: settle or resume',
    body: 'Nothing more is sent until you decide. Settle: the answer is what we waited for. Resume: go on with the next step. Wait again: we have answered, and a new round begins.',
  },
  'late-reply': {
    title: 'The contact answered after the end',
    body: 'The case had ended when this reply came. Read it and do what it needs.',
  },
  decision: {
    title: 'Decide: may this be done?',
    body: 'It cannot be undone. It is done only if you approve; without an answer nothing happens.',
  },
  'choose-resolution': {
    title: 'Choose what happens instead',
    body: 'The approval was declined. Choose how the case goes on.',
  },
  problem: {
    title: 'Something needs your judgement',
    body: 'The case stands still. Try again: the message is written anew and goes out. Count as done: it did arrive. Leave it out: go on without it.',
  },
  'confirm-approval': {
    title: 'Confirm an approval',
    body: 'An approval came in without saying who gave it or what for. It counts only if you confirm it.',
  },
};

/** The title and the text of a task, by its kind. `detail` is a sentence on this one in particular. */
export function taskWords(kind: TaskKind, detail?: string): Words {
  const { title, body } = WORDS[kind];
  return { title, body: detail ? `${detail}\n\n${body}` : body };
}
