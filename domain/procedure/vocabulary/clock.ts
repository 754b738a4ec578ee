import type { Keys } from './value.ts';

export const COUNTS = {
  'business-days': 'the working days of the calendar',
  'calendar-days': 'every day; a step that falls on a day off moves to the next working day',
} as const;

export const CLOCK = {
  'day-zero': {
    means: 'The fact, of type instant, from which the days count.',
    required: true,
    value: { kind: 'name' },
  },
  'first-day': {
    means: 'The number of the day on which the clock starts: 0, or 1 where the SOP calls it day 1.',
    value: { kind: 'whole', from: 0 },
  },
  count: { means: 'Which days count.', required: true, value: { kind: 'one-of', words: COUNTS } },
  calendar: {
    means: 'The calendar with the zone, the working hours and the holidays.',
    required: true,
    value: { kind: 'name' },
  },
  'sent-from': {
    means: 'What happened before this minute belongs to the evening before.',
    value: { kind: 'hour' },
  },
  'sent-until': {
    means: 'What happened after this minute, or on a day off, starts the clock on the next business day.',
    value: { kind: 'hour' },
  },
  at: {
    means: 'The hour at which a step is due, in the zone of the calendar.',
    required: true,
    value: { kind: 'hour' },
  },
  'full-days-between': {
    means: 'How many full days lie between two attempts at the least.',
    value: { kind: 'whole', from: 0 },
  },
  'skip-after-days': {
    means: 'A step that is this many counted days late is skipped with a reason; left out: it is done late.',
    value: { kind: 'whole', from: 1 },
  },
} as const satisfies Keys;
