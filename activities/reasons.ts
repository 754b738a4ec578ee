import { GATE_REASONS } from '../domain/gate/reasons.ts';
import type { ConnectorReason } from '../connectors/errors/signal.ts';

/** Why the gate or the performing of a step said no, in a sentence for people. The list is closed. */
export const REASONS = {
  ...GATE_REASONS,
  'case-unknown': 'The ledger has no such case, so its contact and messages are not known.',
  'no-address': 'The contact has no address for this channel.',
  'message-not-written': 'The message could not be written: a value or a template is missing.',
  'look-up-stale': 'The last look at the systems around the case is too old; it is made again.',
  'wrong-number': 'The number belongs to somebody else: the contact data must be corrected.',
  'contacted-outside': 'Somebody was in touch with the contact outside; the step keeps its distance to that.',
  'made-outside': 'This attempt, or a later one, was made outside already.',
  'contacted-since': 'Somebody was in touch with the contact since our last attempt: read what was said.',
  'all-disputed': 'All that is overdue is disputed: nothing is asked for until that is settled.',
  'unread-note': 'A person wrote a note that nobody has read yet.',
  'note-surgery': 'A note speaks of a surgery.',
  'note-exposure': 'A note speaks of an exposure to an infection.',
  'note-other': 'A note speaks of something that weighs more than this follow-up.',
  discrepancy: 'The report and the systems contradict each other.',
  'not-readable': 'A system that must be looked at cannot be read: look there yourself.',
  'condition-unknown': 'A look-up found something by which the procedure does not end.',
  'email-by-hand': 'Emails go by hand here: write it yourself, and log an action of your own.',
  'not-possible': 'The person who was to do it by hand could not.',
  'in-flight': 'Another worker may still be doing this.',
  'connector-changed': 'The channel got another connector while this was under way.',
  'ledger-unavailable': 'The ledger could not be written.',
  stopped: 'The work was called off before anything went out.',
  unreachable: 'The other system could not be reached.',
  busy: 'The other system asked us to come back later.',
  'mailbox-full': 'The mailbox is full.',
  'policy-refused': 'The other side refuses our messages by policy.',
  'login-refused': 'The other system refused our login.',
  'request-refused': 'The other system refused the request as it was.',
  redirected: 'The other system sent us elsewhere; redirects are not followed.',
  ambiguous: 'It is not known whether it went out.',
  'unknown-answer': 'The other system gave an answer that is not known.',
  'taken-before': 'The other system had it already.',
} as const satisfies Record<string, string> & Record<ConnectorReason, string>;

export type Reason = keyof typeof REASONS;
