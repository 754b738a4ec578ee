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
    title: 'Read an answer that came after the case had ended',
    body: 'The case had ended when this reply came. Read it and do what it needs.',
  },
  decision: {
    title: 'Decide: may this be done?',
    body: 'It cannot be undone. It is done only if you approve; without an answer nothing happens.',
  },
  'choose-resolution': {
    title: 'Choose how the case goes on',
    body: 'Nobody has answered, and the case would now come to something that cannot be undone. Choose which way it goes; nothing is done until you do.',
  },
  declined: {
    title: 'It cannot be done: what now?',
    body: 'Nothing was ended: the approval was declined, or no warning could be given. Ask again: the question goes back to whoever decides. Begin again: the follow-up starts anew. Hand over: somebody else has it now. Close: the case is withdrawn.',
  },
  call: {
    title: 'Call the contact',
    body: 'The script is below. Say how the call went; the case goes on from there.',
  },
  review: {
    title: 'Look at the statement of the customer',
    body: 'Print the letter, send the email or do an action of your own, then say that it is done.',
  },
  aside: { title: 'Do this beside the case', body: 'The case does not wait for it.' },
  'left-over': {
    title: 'Half of it is done: do the rest',
    body: 'Two things belong together, and something came in between them. Do what is left, or say that it is not needed.',
  },
  check: {
    title: 'Read this before anything more is sent',
    body: 'The case stands still. Go on: there is no reason to stop. Stop: the case is withdrawn.',
  },
  'on-hold': {
    title: 'On hold without a date: go on?',
    body: 'Nobody has said until when. Resume: the case goes on with its next step. Stay: it stands still, and you are asked again.',
  },
  discrepancy: {
    title: 'The systems contradict each other',
    body: 'Find out which is right, correct it there, and say that you have.',
  },
  problem: {
    title: 'Something needs your judgement',
    body: 'The case stands still. Try again: it is done anew, a message written anew. Count as done: it did arrive, or has been done. Leave it out: go on without it.',
  },
  'confirm-approval': {
    title: 'Confirm an approval',
    body: 'An approval came in without saying who gave it or what for. It counts only if you confirm it.',
  },
};

export const TASK_KINDS = Object.keys(WORDS) as TaskKind[];

/** The title and the text of a task, by its kind. `detail` is a sentence on this one in particular. */
export function taskWords(kind: TaskKind, detail?: string): Words {
  const { title, body } = WORDS[kind];
  return { title, body: detail ? `${detail}\n\n${body}` : body };
}
