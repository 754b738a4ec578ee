import type { ErrorTable } from '../errors.ts';

/** What the prover can find. The problem's text is the shortest story that comes to it. */
export const PROOF_ERRORS = {
  'FT-PRF-UNWARNED': {
    means: 'On some path something that cannot be undone is done without a delivered warning that named it.',
    doThis:
      'Follow the story. Let a message with `warns-of` come before the act, on every way that leads to it.',
  },
  'FT-PRF-NO-TIME': {
    means:
      'On some path what cannot be undone comes so soon after its warning that nobody could answer it: within less than 16 hours.',
    doThis: 'Follow the story. Let the step with the act come on a later day, or wait longer for it.',
  },
  'FT-PRF-UNAPPROVED': {
    means:
      'On some path something that cannot be undone is done although nobody has approved it, or the approval no longer stands.',
    doThis: 'Follow the story. Say `approved-by` beside the act.',
  },
  'FT-PRF-AFTER-REPLY': {
    means: 'On some path a contact or an act follows a reply that nobody has dealt with.',
    doThis: 'Report it: no procedure file can cause this.',
  },
  'FT-PRF-AFTER-OPT-OUT': {
    means:
      'On some path a message that the contact has opted out of, and that a person has left out, is tried again unasked, or counts as an attempt or a warning.',
    doThis:
      'Report it with the procedure: where a warning cannot be given, a person is asked what becomes of the case.',
  },
  'FT-PRF-FALSE-WARNING': {
    means: 'On some path a message warns of something that the case, as its facts stand, will not come to.',
    doThis: 'Put the warning into the branch of the same option as the act.',
  },
  'FT-PRF-AFTER-CLOSING': {
    means: 'On some path the contact hears from us again after the message that closed the matter.',
    doThis: 'Let the message with the closing statement be the last one on every way.',
  },
  'FT-PRF-ATTEMPTS': {
    means: 'On some path a round has more attempts than `attempts-per-round` allows.',
    doThis: 'Take a step out, or allow more attempts.',
  },
  'FT-PRF-TWICE-A-DAY': {
    means: 'On some path two attempts fall on one day.',
    doThis: 'Give the two steps different days, or write both channels into one step.',
  },
  'FT-PRF-SAME-TWICE': {
    means: 'On some path one attempt says the same thing twice by the same channel.',
    doThis: 'Take one of the two out, or give the second one its own message or its own condition.',
  },
  'FT-PRF-TOO-EARLY': {
    means: 'On some path something of a step is done before the day or hour for which it is planned.',
    doThis: 'Report it: no procedure file can cause this.',
  },
  'FT-PRF-NOT-CLOSED': {
    means: 'On some path the case ends and its last message did not say that the matter is closed.',
    doThis: 'Let the last message before this ending render the closing statement.',
  },
  'FT-PRF-NO-NOTE': {
    means: 'On some path an attempt leaves no note, although the procedure says that every attempt does.',
    doThis: 'Put a `note` after the message or call, in the same step.',
  },
  'FT-PRF-ENDLESS': {
    means: 'On some path the case waits for something that nothing ends and nobody is reminded of.',
    doThis: 'Report it with the procedure: every wait has a date or a task.',
  },
  'FT-PRF-NO-WAY-OUT': {
    means: 'On some path no outcome can be reached any more by time and by people doing their tasks.',
    doThis: 'Follow the story, and give that way an `end`.',
  },
  'FT-PRF-AFTER-OUTCOME': {
    means: 'On some path something is done after the outcome.',
    doThis: 'Report it: no procedure file can cause this.',
  },
  'FT-PRF-OUTCOME-CHANGED': {
    means: 'On some path one outcome becomes another.',
    doThis: 'Report it: no procedure file can cause this.',
  },
  'FT-PRF-UNANSWERABLE': {
    means: 'On some path a reply does not stop the case.',
    doThis: 'Report it: no procedure file can cause this.',
  },
  'FT-PRF-UNREACHABLE': {
    means: 'A part of a step is never done, whatever happens.',
    doThis: 'Take it out, or correct the choice that keeps it from being reached.',
  },
  'FT-PRF-FAULT': {
    means: 'On some path the interpreter does not know how to go on.',
    doThis: 'Report it with the procedure.',
  },
  'FT-PRF-OWN-RULE': {
    means: "On some path one of the procedure's own rules does not hold.",
    doThis: 'Follow the story, and change the steps or the rule.',
  },
  'FT-PRF-TOO-MANY': {
    means: 'The procedure has more situations than can be followed, so nothing is known about it.',
    doThis: 'Make it smaller: fewer choices that steer the way, or two procedures.',
  },
} as const satisfies ErrorTable;
