import { describe, expect, test } from '@jest/globals';
import { differences } from '../../domain/diff/diff.ts';
import { type Edit, edited, shipped } from '../support/editedProcedure.ts';

const FILE = 'procedure.yaml';

/** What the second of two versions does otherwise. */
const PAIRS: [title: string, procedure: string, edits: Edit[], says: string[]][] = [
  [
    'a day',
    'three-follow-ups',
    [
      [FILE, 'day: 5', 'day: 6'],
      [FILE, 'day: 7', 'day: 9'],
    ],
    [
      'The second attempt (follow-up-2) moves from Day 5 to Day 6.',
      'The third attempt (follow-up-3, resolve-ticket) moves from Day 7 to Day 9.',
    ],
  ],
  [
    'a calendar',
    'three-follow-ups',
    [[FILE, 'calendar: support-desk', 'calendar: clinic']],
    ['The calendar is "clinic" instead of "support-desk".'],
  ],
  [
    'an hour',
    'three-follow-ups',
    [[FILE, 'at: "09:00"', 'at: "10:30"']],
    ['Steps are done at 10:30 instead of 09:00.'],
  ],
  [
    'a limit',
    'three-follow-ups',
    [[FILE, 'attempts-per-round: 3', 'attempts-per-round: 4']],
    ['In one round the contact hears from us at most 4 times instead of at most 3 times.'],
  ],
  [
    'words of a message',
    'three-follow-ups',
    [
      [
        'messages/follow-up-1.email.en.liquid',
        'Have you been able to try it?',
        'Did you have the time to try it?',
      ],
    ],
    [
      'The text of follow-up-1 (email, en) changed: … issue: {{ issue }}. [Have → Did] you [been able → have the time] to try it? If …',
    ],
  ],
  [
    'a shared part',
    'three-follow-ups',
    [['messages/_goodbye.en.liquid', 'Kind regards', 'Best wishes']],
    ['The text of the shared part goodbye (en) changed: [Kind regards → Best wishes] , {{ agent-name | …'],
  ],
  [
    'a stop rule',
    'missed-check-in',
    [
      [
        FILE,
        'stop-when: [customer-replies, case-withdrawn, checked-in]',
        'stop-when: [customer-replies, case-withdrawn]',
      ],
      [FILE, 'stop-only-in:\n  checked-in: [check-in]\n', ''],
    ],
    ['No longer a stop rule: the check-in was handed in; the case ends by itself.'],
  ],
  [
    'the variants that a stop rule ends',
    'missed-check-in',
    [[FILE, 'checked-in: [check-in]\n', 'checked-in: [check-in, pore-clogger]\n']],
    ['"checked-in" ends variant "check-in" or "pore-clogger" only.'],
  ],
  [
    'who approves',
    'case-alert',
    [[FILE, 'approved-by: manager', 'approved-by: director']],
    [
      'Variant "5": Day 6: (if resolution: cancel) "cancel" wants the approval of the director instead of the manager.',
    ],
  ],
  [
    'whom it asks first',
    'case-alert',
    [[FILE, '            asked-of: case-team\n            unless: pending-on\n', '']],
    ['Variant "5": Day 6: (if resolution: cancel) "cancel" is not first asked of the case team any more.'],
  ],
  [
    'a step of one variant',
    'case-alert',
    [
      [FILE, 'day: { "5": 4 }', 'day: { "2": 2, "5": 4 }'],
      [FILE, 'day: { "2": 2, "5": 5 }', 'day: { "2": 3, "5": 5 }'],
      [FILE, 'day: { "2": 3, "5": 6 }', 'day: { "2": 4, "5": 6 }'],
    ],
    [
      'Variant "2": New step, Day 2 (the second attempt): Send a message in the customer\'s portal: "reminder-4". Post the note "reminder" on the case in the CRM.',
      'Variant "2": The third attempt (cancellation-warning, last-reminder) moves from Day 2 to Day 3.',
      'Variant "2": The fourth attempt (cancel, cancellation, release-production, proceed, response) moves from Day 3 to Day 4.',
    ],
  ],
  [
    'what is done with an ending',
    'missed-check-in',
    [
      [FILE, '        with: stop-subscription\n', ''],
      [FILE, '  - never: note programme-ended\n    before: act stop-subscription\n', ''],
    ],
    [
      'The step with end-programme: "end-programme" is done without stop subscription now.',
      'No longer a rule: Never "note programme-ended" before "act stop-subscription", within one round.',
    ],
  ],
  [
    'a wait and a time limit',
    'missed-check-in',
    [
      [FILE, 'limit-hours: 24', 'limit-hours: 36'],
      [
        FILE,
        'hours: 24, within: 48 }\n    sop: Example Skin Care, article on missed check-ins, steps 4',
        'hours: 48, within: 72 }\n    sop: Example Skin Care, article on missed check-ins, steps 4',
      ],
    ],
    [
      'The third attempt (very-late) moves from 24 to 48 hours after the step before to 48 to 72 hours after the step before.',
      'A task that is left undone is escalated after 36 hours instead of 24 hours.',
    ],
  ],
  [
    'an option',
    'case-alert',
    [[FILE, 'as-is: proceed as is', 'as-is: make it as it is']],
    ['The option "as-is" of "resolution" is worded otherwise: [proceed → make it] as [+ it] is'],
  ],
  [
    'a role and a channel',
    'missed-check-in',
    [
      [
        FILE,
        'task: contact-the-client\n        for: programme-manager',
        'task: contact-the-client\n        for: coach',
      ],
    ],
    [
      'The step with non-compliant, contact-the-client, end-programme: "contact-the-client" is for the coach instead of the programme manager.',
    ],
  ],
  ['comments only', 'three-follow-ups', [[FILE, '# yaml-language-server', '# yaml language server']], []],
];

describe('what is otherwise in a newer version', () => {
  test.each(PAIRS)('%s is told in plain words', async (_title, name, edits, says) => {
    const [old, now] = [await shipped(name), await edited(name, edits)];
    expect(differences(old, now)).toEqual(says);
  });
});
