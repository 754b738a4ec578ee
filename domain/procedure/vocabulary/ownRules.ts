import type { Keys } from './value.ts';

export const LEFT_BEHIND = { note: 'a note on the case' } as const;

/** A rule that a procedure makes for itself. `check` proves it on every path, like the rules that always hold. */
export const OWN_RULE = {
  never: {
    means:
      'What must not happen: a verb, or a verb and what follows it, such as "call" or "send-text first-attempt"; "contact" is all that reaches the contact, "warning" what of it warns.',
    value: { kind: 'text' },
  },
  before: {
    means:
      'It must not happen before this has happened in the round, or a person has left it out; "approved end-programme" waits for an approval that stands.',
    value: { kind: 'text' },
  },
  after: { means: 'It must not happen after this has happened in the round.', value: { kind: 'text' } },
  'every-attempt-leaves': {
    means: 'What each attempt leaves behind before the next one or the end.',
    value: { kind: 'one-of', words: LEFT_BEHIND },
  },
} as const satisfies Keys;
