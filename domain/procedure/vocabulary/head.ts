import type { Outcome } from '../../program/program.ts';
import { CLOCK } from './clock.ts';
import { FACT } from './facts.ts';
import { LOOK_UPS } from './lookUps.ts';
import { OWN_RULE } from './ownRules.ts';
import { STEP } from './steps.ts';
import type { Keys } from './value.ts';

export const STOP_RULES = {
  'customer-replies': 'a reply stops all contact until a person settles or resumes the case',
  'case-withdrawn': 'the case is no longer wanted; it ends as withdrawn',
  'checked-in': 'the check-in was handed in; the case ends by itself',
  booked: 'an appointment was booked; the case ends by itself',
  paid: 'nothing overdue is left; the case ends by itself',
} as const;

/** No procedure may do without these. */
export const ALWAYS_STOPS = ['customer-replies', 'case-withdrawn'] as const;

/** Stop rules that end the case by themselves, and how. */
export const CONDITIONS: Readonly<Record<string, Outcome>> = {
  'case-withdrawn': 'withdrawn',
  'checked-in': 'checked-in',
  booked: 'booked',
  paid: 'paid',
};

const VERIFIED = Object.fromEntries(
  Object.entries(LOOK_UPS).flatMap(([name, lookUp]) => ('options' in lookUp ? [] : [[name, lookUp.means]])),
);

export const LAST_MESSAGES = {
  'closing-statement': 'its template renders the part closing-statement',
} as const;

export const AFTER_THE_END = {
  task: 'a reply after the end is a task for the owner',
  reopen: 'a reply after the end opens the case again; a ticket set to Resolved is opened again too',
} as const;

export const LIMITS = {
  'attempts-per-round': {
    means: 'How many steps may reach the contact before the case ends or a new round begins.',
    value: { kind: 'whole', from: 1 },
  },
} as const satisfies Keys;

export const TASKS = {
  'limit-hours': {
    means: 'A task that is left undone for so many hours is escalated; left out: 48.',
    value: { kind: 'whole', from: 1 },
  },
  'escalate-to': { means: 'The role that an overdue task goes to.', value: { kind: 'name' } },
} as const satisfies Keys;

/** What staff can do about a statement, besides actions of their own. */
export const LEVEL_ACTIONS = {
  letter: 'print the letter of the level',
  email: 'send the email of the level, with the letter attached',
} as const;

export const LEVEL = {
  days: {
    means: 'How many days a debt is overdue when it reaches the level.',
    required: true,
    value: { kind: 'whole', from: 0 },
  },
  actions: {
    means: 'What the level suggests; each has a template with the name of the level.',
    value: { kind: 'list', of: { kind: 'one-of', words: LEVEL_ACTIONS } },
  },
  manual: {
    means: 'Actions of your own, each with a task template of that name.',
    value: { kind: 'list', of: { kind: 'name' } },
  },
} as const satisfies Keys;

export const PURPOSES = {
  informational: 'about a matter of the contact that is under way',
  marketing: 'to sell something',
  collection: 'to collect a debt',
  treatment: 'about the care or treatment of the contact',
} as const;

export const OPEN_CASES = {
  one: 'a contact whose case is open gets no second one',
  several: 'each occurrence gets its own case, also while the contact has another one open',
} as const;

/** The keys of a procedure file, in the order in which people ask. */
export const PROCEDURE = {
  procedure: {
    means: 'The id of the procedure; its folder has the same name.',
    required: true,
    value: { kind: 'name' },
  },
  version: {
    means: 'A whole number that goes up with every change that is put to use.',
    required: true,
    value: { kind: 'whole', from: 1 },
  },
  title: { means: 'What the case is about, in one line.', required: true, value: { kind: 'text' } },
  about: { means: 'What the procedure is for, in a few sentences.', value: { kind: 'text' } },
  owner: {
    means: 'The role that owns its cases and gets their tasks.',
    required: true,
    value: { kind: 'name' },
  },
  sop: { means: "Where the organisation's own SOP says it.", value: { kind: 'text' } },
  locale: { means: 'The language of its messages: en, or en-AU.', required: true, value: { kind: 'locale' } },
  facts: {
    means: 'What must be known of a case; messages may use these names.',
    required: true,
    value: { kind: 'map', key: 'a fact', of: { kind: 'keys', keys: FACT } },
  },
  clock: {
    means: 'What starts the count, which days count, and at what hour.',
    required: true,
    value: { kind: 'keys', keys: CLOCK },
  },
  variants: {
    means: 'Other lengths or wordings of the same procedure: a name and a title each.',
    value: { kind: 'map', key: 'a variant', of: { kind: 'text' } },
  },
  'stop-when': {
    means: 'What stops everything at any moment.',
    required: true,
    value: { kind: 'list', of: { kind: 'one-of', words: STOP_RULES } },
  },
  'stop-only-in': {
    means: 'The variants that a condition of stop-when ends; one that is not named here ends all of them.',
    value: { kind: 'map', key: 'a condition', of: { kind: 'list', of: { kind: 'name' } } },
  },
  limits: { means: 'What the procedure must never exceed.', value: { kind: 'keys', keys: LIMITS } },
  levels: {
    means: 'The reminder levels of a debt, the first one first.',
    value: { kind: 'map', key: 'a level', of: { kind: 'keys', keys: LEVEL } },
  },
  purpose: {
    means: 'What its messages are for: consent and the hours of contact go by it; left out: informational.',
    value: { kind: 'one-of', words: PURPOSES },
  },
  'verify-before-contact': {
    means: 'What is looked up before every contact and before every act that cannot be undone.',
    value: { kind: 'list', of: { kind: 'one-of', words: VERIFIED } },
  },
  'open-cases-per-contact': {
    means: 'Whether a contact can have several open cases of this procedure; left out: one.',
    value: { kind: 'one-of', words: OPEN_CASES },
  },
  tasks: { means: 'What happens to tasks that are left undone.', value: { kind: 'keys', keys: TASKS } },
  'last-message': {
    means: 'What the last message before the end must contain.',
    value: { kind: 'one-of', words: LAST_MESSAGES },
  },
  rules: {
    means: 'Rules of your own that must hold on every path; check proves them.',
    value: { kind: 'list', of: { kind: 'keys', keys: OWN_RULE, one: ['never', 'every-attempt-leaves'] } },
  },
  'after-the-end': {
    means: 'What a reply after the end does; left out: a task.',
    value: { kind: 'one-of', words: AFTER_THE_END },
  },
  steps: {
    means: 'What happens when, in order.',
    required: true,
    value: { kind: 'list', of: { kind: 'keys', keys: STEP, one: ['when', 'day', 'wait', 'end-of-week'] } },
  },
} as const satisfies Keys;
