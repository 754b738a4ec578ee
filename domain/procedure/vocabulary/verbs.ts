import type { Channel, Outcome } from '../../program/program.ts';
import { LOOK_UPS } from './lookUps.ts';
import type { Keys, Value } from './value.ts';

/** Channels that reach the contact. Each has its verb: send-portal, send-email. */
export const CHANNELS = {
  portal: "a message in the customer's portal",
  email: 'an email',
  text: 'a text message',
} as const satisfies Record<Channel, string>;

export const SEND = 'send-';

export interface Act {
  means: string;
  /** Nothing irreversible by silence: needs a delivered warning and an approval. */
  irreversible: boolean;
  /** Done when a reply opens the case again after this act. */
  undoneBy?: string;
}

export const ACTS: Readonly<Record<string, Act>> = {
  proceed: { means: 'go on with the resolution that stands then', irreversible: false },
  cancel: { means: 'cancel the case in the outside system', irreversible: true },
  'end-programme': { means: 'end the programme of the client', irreversible: true },
  'stop-subscription': { means: 'stop the fee or subscription of the client', irreversible: true },
  'hand-over': { means: 'hand the client over to the ticket desk', irreversible: false },
  'resolve-ticket': { means: 'set the ticket to Resolved', irreversible: false, undoneBy: 'reopen-ticket' },
};

/** Outcomes a step can name. The others come from a person or from the thing that was waited for. */
export const ENDINGS = {
  proceeded: 'we went on without an answer',
  cancelled: 'the case was cancelled',
  ended: 'the matter was closed without an answer',
  'handed-over': 'somebody else has it now',
} as const satisfies Partial<Record<Outcome, string>>;

const actNames = Object.fromEntries(
  Object.entries(ACTS).map(([name, act]) => [
    name,
    act.irreversible ? `${act.means}; cannot be undone` : act.means,
  ]),
);
const ACT_NAME = { kind: 'one-of', words: actNames } as const satisfies Value;

export const WARNS_OF = {
  'warns-of': { means: 'The message names this act and so warns of it.', value: ACT_NAME },
} as const satisfies Keys;

export const FOR = {
  for: { means: 'The role that does it.', required: true, value: { kind: 'name' } },
} as const satisfies Keys;

export const TASK_KEYS = {
  ...FOR,
  meanwhile: { means: 'true: the case does not wait for it.', value: { kind: 'flag' } },
} as const satisfies Keys;

export const OF = {
  of: { means: 'The role that decides.', required: true, value: { kind: 'name' } },
} as const satisfies Keys;

export const APPROVED_BY = {
  'approved-by': {
    means: 'The role that must approve an act that cannot be undone.',
    value: { kind: 'name' },
  },
  with: {
    means: 'A second act of the same unit: one warning and one approval cover both, and both are done.',
    value: ACT_NAME,
  },
  'asked-of': {
    means: 'A team that is asked first which of the options of the choice it wants.',
    value: { kind: 'name' },
  },
  unless: {
    means: 'A choice: where it is not at its default, the team need not be asked.',
    value: { kind: 'name' },
  },
} as const satisfies Keys;

export interface Verb {
  means: string;
  /** What stands behind the verb itself. */
  value: Value;
  /** Keys that may stand beside the verb in the same item. */
  beside: Keys;
  /** Branches: the other keys are the options of the fact and `otherwise`, each with its list of items. */
  branches?: true;
}

const ASKABLE = Object.fromEntries(
  Object.entries(LOOK_UPS).flatMap(([name, lookUp]) => ('options' in lookUp ? [[name, lookUp.means]] : [])),
);

const sends = Object.fromEntries(
  Object.entries(CHANNELS).map(([channel, means]): [string, Verb] => [
    `${SEND}${channel}`,
    { means: `Sends ${means}; the value names the template.`, value: { kind: 'name' }, beside: WARNS_OF },
  ]),
);

/** Every verb, in the order in which messages and the vocabulary page list them. */
export const VERBS: Readonly<Record<string, Verb>> = {
  note: {
    means: 'Posts a note on the case in the CRM; the value names the template.',
    value: { kind: 'name' },
    beside: {},
  },
  ...sends,
  call: {
    means:
      'A person calls the contact with a script; the value names its template. How it went decides what counts.',
    value: { kind: 'name' },
    beside: { ...FOR, ...WARNS_OF },
  },
  tell: {
    means: "Tells the house's own people; the value names the template.",
    value: { kind: 'name' },
    beside: FOR,
  },
  task: {
    means: 'Gives a person something to do; the case waits until it is done. The value names the template.',
    value: { kind: 'name' },
    beside: TASK_KEYS,
  },
  review: {
    means:
      'A person looks at what the customer owes and does what the level suggests; the case waits for it.',
    value: { kind: 'one-of', words: { statement: 'the statement of open invoices' } },
    beside: FOR,
  },
  'look-up': {
    means: 'Asks an outside system; the fact of the same name, a choice, takes what it says.',
    value: { kind: 'one-of', words: ASKABLE },
    beside: {},
  },
  ask: {
    means: 'Asks for the approval of an act before its warning goes out; without it the case does not go on.',
    value: ACT_NAME,
    beside: OF,
  },
  act: { means: 'Does something in another system.', value: ACT_NAME, beside: APPROVED_BY },
  choose: {
    means:
      'Goes one of several ways by a fact of type choice. Beside it stand the options, and otherwise for the rest.',
    value: { kind: 'name' },
    beside: {},
    branches: true,
  },
  end: { means: 'Ends the case with this outcome.', value: { kind: 'one-of', words: ENDINGS }, beside: {} },
};

/** The branch for every option that has none of its own. */
export const OTHERWISE = 'otherwise';
