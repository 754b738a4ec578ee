/**
 * Why a change that no rule objects to does no harm, judged by hand for each: by its exact name in its own procedure, so
 * that nothing new is taken for something old.
 */
const WAITS = 'The interpreter waits for the day even so, and no step is done early.';
const WAITS_FIRST =
  'The wait stands behind work that has its day anyway, or for whose hours nothing more is waited.';
const RECORD =
  'A record, a question or a task of our own people is missing or comes at another moment; the contact hears the same.';
const LESS =
  'Less is said: one attempt or sentence fewer reaches the contact, and every gate, warning and note that a rule asks for is still there.';
const TWICE = 'Our own people get a record or a task twice; the contact hears nothing of it.';
const ORDER = 'The same things in the same step, in another order.';
const GATE = 'The interpreter sends the act back to its gate: it is asked for and warned of as before.';
const ELSEWHERE =
  'The branch stands behind another one that has ended the case, or the case is handed over to people: nobody is contacted more.';
const BOTH =
  'The other channel of the same attempt warns of it as well, and the gate wants one warning that was delivered.';
const TEAM =
  'The team is not asked which way to go; whoever approves still has to approve, after the same warning.';
const COUNT =
  'The plan keeps no distance to it or may not move it; days, gates, warnings and limits go by the messages themselves.';
const BRANCH =
  'Whoever this branch was for is followed up like everybody else: with every attempt, warning and approval. `explain` shows that it is missing.';
const LOOK = 'The way is chosen by the fact as it stands; that chooses the channel only.';
const CHANNEL = 'It is said by another channel as well or instead, within the same attempt and once.';
const TICKET =
  'The ticket stays as it is in the other system, where its people see it; the customer hears the same.';

type Judged = readonly (readonly [because: string, changes: readonly string[]])[];

const MISSED: Judged = [
  [BRANCH, ['the work opened/1 dropped']],
  [
    RECORD,
    [
      'the work opened/1 and the wait for wait-1 swapped',
      'note:handed-over of opened/1 dropped',
      'the work wait-2/3 dropped',
      'the work wait-4/1 dropped',
      'tell:non-compliant of wait-4/1 dropped',
      'task:contact-the-client of wait-4/1 dropped',
      'the gate wait-4/2-gate and the wait for wait-5 swapped',
      'note:programme-ended of end-of-week/1 dropped',
    ],
  ],
  [ELSEWHERE, ['the work opened/1 without its guard']],
  [WAITS, ['the wait for wait-1 dropped', 'the wait for wait-5 dropped']],
  [
    WAITS_FIRST,
    [
      'the wait for wait-1 and the work wait-1/1 swapped',
      'the wait for wait-5 and the work wait-5/1 swapped',
    ],
  ],
  [
    LESS,
    [
      'the work wait-1/1 dropped',
      'the work wait-2/2 dropped',
      'the work wait-2/4 dropped',
      'the work wait-2/5 dropped',
      'the work wait-3/1 dropped',
      'send-text:very-late of wait-3/1 dropped',
      'send-email:very-late of wait-3/1 dropped',
    ],
  ],
  [LOOK, ['the work wait-2/1 dropped']],
  [
    ORDER,
    [
      'the work wait-2/1 and the work wait-2/2 swapped',
      'the work wait-2/2 and the work wait-2/3 swapped',
      'the work wait-2/3 and the work wait-2/4 swapped',
      'the work wait-2/4 and the work wait-2/5 swapped',
      'send-text:very-late of wait-3/1 and send-email:very-late swapped',
      'the work wait-4/1 and the gate wait-4/2-gate swapped',
      'tell:non-compliant of wait-4/1 and task:contact-the-client swapped',
      'act:end-programme of end-of-week/1 and act:stop-subscription swapped',
    ],
  ],
  [TWICE, ['the work wait-2/1 repeated', 'the work wait-2/3 repeated', 'the work wait-4/1 repeated']],
  [CHANNEL, ['the work wait-2/2 without its guard', 'the work wait-2/3 without its guard']],
  [GATE, ['the gate end-of-week/1-gate and the work end-of-week/1 swapped']],
  [
    COUNT,
    [
      'wait-1 counts as no attempt',
      'wait-2 counts as no attempt',
      'wait-3 counts as no attempt',
      'wait-5 counts as no attempt',
      'wait-5 counts as no warning',
    ],
  ],
];

/** By procedure and variant. */
export const HARMLESS: Readonly<Record<string, Judged>> = {
  'case-alert 2': [
    [
      RECORD,
      [
        'the work opened/1 dropped',
        'the work opened/1 and the wait for day-zero-moved swapped',
        'the work day-zero-moved/1 dropped',
        'the work day-zero-moved/1 and the wait for day-1 swapped',
      ],
    ],
    [
      TWICE,
      ['the work opened/1 repeated', 'the work day-zero-moved/1 repeated', 'the work day-3/1 repeated'],
    ],
    [WAITS, ['the wait for day-zero-moved dropped']],
    [WAITS_FIRST, ['the wait for day-zero-moved and the work day-zero-moved/1 swapped']],
    [
      LESS,
      [
        'the work day-1/1 dropped',
        'send-portal:reminder-1 of day-1/1 dropped',
        'send-portal:response of day-3/2 dropped',
      ],
    ],
    [COUNT, ['day-1 counts as no attempt', 'day-3 counts as no attempt']],
  ],
  'case-alert 5': [
    [
      RECORD,
      [
        'the work opened/1 dropped',
        'the work opened/1 and the wait for day-zero-moved swapped',
        'the work day-zero-moved/1 dropped',
        'the work day-zero-moved/1 and the wait for day-1 swapped',
        'the work day-5/3 and the wait for day-6 swapped',
      ],
    ],
    [
      TWICE,
      [
        'the work opened/1 repeated',
        'the work day-zero-moved/1 repeated',
        'the work day-5/3 repeated',
        'the work day-6/2 repeated',
      ],
    ],
    [WAITS, ['the wait for day-zero-moved dropped']],
    [WAITS_FIRST, ['the wait for day-zero-moved and the work day-zero-moved/1 swapped']],
    [
      LESS,
      [
        'the work day-1/1 dropped',
        'send-portal:reminder-1 of day-1/1 dropped',
        'the work day-2/1 dropped',
        'send-portal:reminder-2 of day-2/1 dropped',
        'the work day-3/1 dropped',
        'send-portal:reminder-3 of day-3/1 dropped',
        'the work day-4/1 dropped',
        'send-portal:reminder-4 of day-4/1 dropped',
        'send-portal:cancellation of day-6/1 dropped',
        'send-portal:response of day-6/3 dropped',
      ],
    ],
    [
      ORDER,
      ['the work day-5/1 and the work day-5/2 swapped', 'the work day-6/1 and the work day-6/2 swapped'],
    ],
    [TEAM, ['the gate day-6/1-gate does not ask the team']],
    [ELSEWHERE, ['the work day-6/2 without its guard', 'the work day-6/3 without its guard']],
    [COUNT, ['day-1 counts as no attempt', 'day-5 counts as no warning', 'day-6 counts as no attempt']],
  ],
  'customer-statement': [
    [WAITS, ['the wait for level-reached dropped']],
    [WAITS_FIRST, ['the wait for level-reached and the work level-reached/1 swapped']],
    [LESS, ['the work level-reached/1 dropped']],
    [TWICE, ['the work level-reached/1 repeated']],
    [COUNT, ['level-reached counts as no attempt']],
  ],
  'missed-check-in check-in': MISSED,
  'missed-check-in low-consistency': MISSED,
  'no-appointment-booked': [
    [WAITS, ['the wait for day-7 dropped']],
    [WAITS_FIRST, ['the wait for day-7 and the work day-7/1 swapped']],
    [
      LESS,
      [
        'the work day-7/1 dropped',
        'send-text:first-attempt of day-7/1 dropped',
        'the work day-12/1 dropped',
        'send-text:second-attempt of day-12/1 dropped',
        'the work day-15/1 dropped',
        'the work day-19/1 dropped',
        'the work day-25/1 dropped',
        'the work day-25/2 dropped',
        'send-text:last-attempt of day-25/2 dropped',
      ],
    ],
    [
      RECORD,
      [
        'the work day-15/2 and the wait for day-19 swapped',
        'tell:two-more-attempts of day-15/2 dropped',
        'the work day-19/2 and the wait for day-25 swapped',
        'note:attempt of day-25/2 dropped',
        'note:programme-ended of wait-1/1 dropped',
      ],
    ],
    [
      ORDER,
      [
        'note:attempt of day-15/2 and tell:two-more-attempts swapped',
        'the work day-25/1 and the work day-25/2 swapped',
        'send-text:last-attempt of day-25/2 and note:attempt swapped',
      ],
    ],
    [TWICE, ['the work day-15/2 repeated', 'the work day-19/2 repeated']],
    [
      BOTH,
      [
        'call:last-attempt of day-25/1 warns of nothing',
        'send-text:last-attempt of day-25/2 warns of nothing',
      ],
    ],
    [COUNT, ['day-7 counts as no attempt', 'day-25 counts as no attempt', 'day-25 counts as no warning']],
  ],
  'three-follow-ups': [
    [WAITS, ['the wait for day-3 dropped']],
    [WAITS_FIRST, ['the wait for day-3 and the work day-3/1 swapped']],
    [LESS, ['the work day-3/1 dropped', 'the work day-5/1 dropped']],
    [TICKET, ['act:resolve-ticket of day-7/1 dropped']],
    [COUNT, ['day-3 counts as no attempt', 'day-7 counts as no attempt']],
  ],
};

/** Whatever else changes: without these nothing would stand between a procedure and harm. None may survive. */
export const DEADLY =
  /^the gate \S+ (dropped|wants no warning|without its guard)$|taken for harmless|without its unit|does not end the case|fewer allowed|(send-|call:).* repeated$/;
