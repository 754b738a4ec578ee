import {
  ClientError,
  type Followthrough,
  type RehearsalCall,
  type RehearsalState,
  type SendFailure,
} from '../../client/index.ts';
import { didYouMean } from '../../domain/words.ts';
import { readMoment } from '../input/moments.ts';
import { answerIn } from './answer.ts';

/** What a word is said to: the rehearsal as it stands. */
export interface Said {
  client: Followthrough;
  state: RehearsalState;
  /** What was written behind the word. */
  rest: string;
}

/** Something that can be said in the prompt and that moves the rehearsal on. */
export interface Word {
  word: string;
  /** How it is written with what belongs to it. */
  usage: string;
  does: string;
  /** It makes sense when this call does. */
  call: RehearsalCall;
  /** How it is suggested for the case as it stands; absent: by its usage. */
  suggest?: (state: RehearsalState) => string;
  say: (said: Said) => Promise<RehearsalState>;
}

export const WORDS: readonly Word[] = [
  {
    word: 'next',
    usage: 'next',
    does: 'to the next date on which the case goes on by itself',
    call: 'step',
    say: ({ client, state }) => client.rehearsals.step(state.id),
  },
  {
    word: 'day',
    usage: 'day [N]',
    does: 'to 08:00 tomorrow, or N days from now',
    call: 'day',
    suggest: () => 'day',
    say: ({ client, state, rest }) => client.rehearsals.day(state.id, rest === '' ? undefined : Number(rest)),
  },
  {
    word: 'to',
    usage: 'to DATE',
    does: 'to 2026-03-12 (at 08:00), or 2026-03-12T14:00',
    call: 'to',
    say: ({ client, state, rest }) => client.rehearsals.to(state.id, whenIn(state, rest)),
  },
  {
    word: 'reply',
    usage: 'reply [TEXT]',
    does: 'the contact answers, now',
    call: 'reply',
    suggest: () => 'reply',
    say: ({ client, state, rest }) => client.rehearsals.reply(state.id, rest || undefined),
  },
  {
    word: 'happens',
    usage: 'happens CONDITION',
    does: 'what is waited for comes true, now',
    call: 'conditionMet',
    suggest: ({ conditions }) => `happens ${conditions.join('|')}`,
    say: ({ client, state, rest }) => client.rehearsals.conditionMet(state.id, rest),
  },
  {
    word: 'do',
    usage: 'do [TASK] [OPTION] [DATE]',
    does: 'staff do a task: its number or name, then how it went (default: its first option)',
    call: 'doTask',
    suggest: ({ tasks }) => (tasks.length > 1 ? 'do N OPTION' : 'do OPTION'),
    say: ({ client, state, rest }) => {
      const { task, ...given } = answerIn(state, rest);
      return client.rehearsals.doTask(state.id, task, given);
    },
  },
  {
    word: 'skip',
    usage: 'skip [TASK]',
    does: 'staff say that a task is not possible',
    call: 'doTask',
    suggest: ({ tasks }) =>
      tasks.some(({ options }) => options.some(({ option }) => option === NOT_POSSIBLE)) ? 'skip' : '',
    say: ({ client, state, rest }) => {
      const { task } = answerIn(state, rest);
      return client.rehearsals.doTask(state.id, task, { option: NOT_POSSIBLE });
    },
  },
  {
    word: 'decide',
    usage: 'decide OPTION [REASON]',
    does: 'whoever may decide answers the open question',
    call: 'decide',
    suggest: () => 'decide OPTION',
    say: ({ client, state, rest }) => {
      const [, option = '', reason] = /^(\S*)\s*(.*)$/.exec(rest) ?? [];
      return client.rehearsals.decide(state.id, option, { note: reason || undefined });
    },
  },
  {
    word: 'fail',
    usage: 'fail temporarily|refused|bounces|ambiguous',
    does: 'the next message to the contact goes wrong in this way',
    call: 'failNextSend',
    suggest: () => 'fail HOW',
    say: ({ client, state, rest }) => client.rehearsals.failNextSend(state.id, rest as SendFailure),
  },
  {
    word: 'end',
    usage: 'end',
    does: 'the rehearsal is over: the case is withdrawn',
    call: 'end',
    suggest: () => '',
    say: ({ client, state }) => client.rehearsals.end(state.id),
  },
];

const NOT_POSSIBLE = 'not-possible';

/** What can be said to the case as it stands, in the order in which it helps. */
export function suggestions(state: RehearsalState): string[] {
  return WORDS.filter(({ call }) => state.can.includes(call))
    .map(({ suggest, usage }) => (suggest ? suggest(state) : usage))
    .filter((text) => text !== '');
}

/** @throws ClientError for a word that means nothing */
export function wordMeant(written: string, others: string[]): Word {
  const found = WORDS.find(({ word }) => word === written);
  if (found) return found;
  const hint = didYouMean(written, [...WORDS.map(({ word }) => word), ...others]);
  throw new ClientError(
    'FT-CLI-REHEARSED',
    `"${written}" means nothing here.${hint} Say help for all words.`,
  );
}

/** A date alone is left to the client, which begins the day with it. */
function whenIn({ zone }: RehearsalState, text: string): number | string {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : readMoment(text, zone);
}
