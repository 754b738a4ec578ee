import type { Keys } from './value.ts';

export const OPENINGS = {
  opened: 'when the case is opened',
  'day-zero-moved': 'on day zero, if that is a later day than the one of the event',
} as const;

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
  sop: { means: "Where the organisation's own SOP says it.", value: { kind: 'text' } },
  do: {
    means: 'What is done, one after the other.',
    required: true,
    value: { kind: 'list', of: { kind: 'item', plain: false } },
  },
} as const satisfies Keys;
