import type { Keys } from './value.ts';

export const FACT_TYPES = {
  text: 'any text, such as a name',
  instant: 'a date and time with its zone or offset, such as 2026-03-06T16:30:00-08:00',
  choice: 'one of the options; it can steer the path',
} as const;

export const OPTION = {
  wording: {
    means: 'How messages say it; {{ <fact>-detail }} in it is what was given beside the option.',
    required: true,
    value: { kind: 'text' },
  },
  variants: {
    means: 'The variants that offer the option; left out: all of them.',
    value: { kind: 'list', of: { kind: 'name' } },
  },
} as const satisfies Keys;

export const FACT = {
  type: { means: 'What kind of value it is.', required: true, value: { kind: 'one-of', words: FACT_TYPES } },
  about: { means: 'What the fact is, for the person who opens a case.', value: { kind: 'text' } },
  optional: {
    means: 'true: a case may be opened without it, and messages must do without it.',
    value: { kind: 'flag' },
  },
  options: {
    means: 'For a choice: each option and its wording, the usual ones first.',
    value: {
      kind: 'map',
      key: 'an option',
      of: { kind: 'either', of: [{ kind: 'text' }, { kind: 'keys', keys: OPTION }] },
    },
  },
  default: { means: 'The value of a case that is opened without it.', value: { kind: 'text' } },
  'any-other-text': {
    means:
      'For a choice with an open list: the option that any other text becomes. The text itself is the fact <name>-detail.',
    value: { kind: 'name' },
  },
} as const satisfies Keys;
