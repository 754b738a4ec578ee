import type { Keys } from './value.ts';

export const OPENINGS = {
  opened: 'when the case is opened',
  'day-zero-moved': 'on day zero, if that is a later day than the one of the event',
  'level-reached':
    'whenever a debt of the customer reaches its next level; comes again until nothing overdue is left',
} as const;

export const WAIT = {
  hours: {
    means: 'So many hours after the step before it was done, then the first working hour.',
    required: true,
    value: { kind: 'whole', from: 0 },
  },
  within: {
    means: 'The end of the window, in hours: the plan keeps it, a person who is late may not.',
    value: { kind: 'whole', from: 1 },
  },
} as const satisfies Keys;

export const WEEKDAYS = {
  monday: 'the first day of the week',
  tuesday: 'the second day of the week',
  wednesday: 'the third day of the week',
  thursday: 'the fourth day of the week',
  friday: 'the fifth day of the week',
} as const;

export const WEEK_END = {
  weekday: { means: 'The day.', required: true, value: { kind: 'one-of', words: WEEKDAYS } },
  at: { means: 'The hour, in the zone of the calendar.', required: true, value: { kind: 'hour' } },
  hours: {
    means: 'How many hours must have passed since the step before it; else it is a week later.',
    required: true,
    value: { kind: 'whole', from: 0 },
  },
} as const satisfies Keys;

export const STEP = {
  when: { means: 'A moment at the opening.', value: { kind: 'one-of', words: OPENINGS } },
  day: {
    means:
      'The day, counted by the clock: one for all variants, or one each. A variant that is not named leaves the step out.',
    value: {
      kind: 'either',
      of: [
        { kind: 'whole', from: 0 },
        { kind: 'map', key: 'a variant', of: { kind: 'whole', from: 0 } },
      ],
    },
  },
  wait: {
    means: 'Hours counted from when the step before it was done; in the first step from the day-zero fact.',
    value: { kind: 'keys', keys: WAIT },
  },
  'end-of-week': {
    means: 'The end of the week, leaving some hours after the step before it.',
    value: { kind: 'keys', keys: WEEK_END },
  },
  sop: { means: "Where the organisation's own SOP says it.", value: { kind: 'text' } },
  do: {
    means: 'What is done, one after the other.',
    required: true,
    value: { kind: 'list', of: { kind: 'item', plain: false } },
  },
} as const satisfies Keys;
