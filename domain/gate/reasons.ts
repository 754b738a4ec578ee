/** Why the gate said no, in a sentence for people. */
export const GATE_REASONS = {
  clock: 'The case’s time runs ahead of the clock: somebody moved it forward, or a clock is wrong.',
  overtaken: 'The ledger has newer word of the case than this work.',
  'not-sure':
    'It is not known whether this was done before: the ledger was restored, or the case begun anew. Look at the other side.',
  'case-closed': 'The case is closed.',
  'case-withdrawn': 'A withdrawal of the case has been asked for.',
  'condition-met': 'What the case waits for is said to have happened.',
  held: 'A hold of the case has been asked for.',
  unread: 'Something has just come in from the contact, and it is being read.',
  answered: 'A reply has come in that nobody has dealt with yet.',
  'channel-off': 'The channel is switched off.',
  'channel-failing': 'The channel has failed several times in a row and is left alone for a while.',
  'too-late': 'The step is older than its last sensible moment.',
  'opted-out': 'The contact does not want messages on this channel.',
  'cease-contact': 'The contact has asked not to be contacted about a debt.',
  attorney: 'An attorney speaks for the contact.',
  'address-refused': 'The address was refused before and has not been corrected.',
  erased: 'Whoever has this address was erased; only an opt-in of theirs, with proof, opens it again.',
  'risk-not-explained':
    'It is not on record that the risk of unencrypted messages was explained to the contact, who still prefers them.',
  'wanted-elsewhere': 'The contact has asked for confidential communication at another address.',
  'no-consent': 'The contact has not agreed to this channel.',
  'consent-expired': 'The contact’s consent to this channel has expired.',
  'no-postal-address':
    'An email for marketing must say where the house is reached by post, and contact-rules have no postal-address.',
  'no-unsubscribe-link':
    'An email for marketing must bear a link to unsubscribe, and the way by which email goes out gives it none.',
  'outside-hours': 'It is not within the hours in which messages go out.',
  'quiet-hours': 'Where the contact is, or may be, it is too early or too late for this channel.',
  'no-common-hours': 'The places where the contact may be have no hours in common.',
  inconvenient: 'The contact has said that this is an inconvenient time.',
  'inconvenient-place': 'The contact has said that this address, or every hour on it, is inconvenient.',
  backlog: 'Much became overdue at once, and is released bit by bit.',
  'one-attempt-a-day': 'Another attempt went out today.',
  'person-cap': 'This person has had as many messages as are allowed for now.',
  'call-cap': 'This person has been called about the debt as often as is allowed for now.',
  'after-conversation': 'There has been a conversation about the debt in the last seven days.',
  'no-warning': 'No message that warned of this was sent in this round.',
  'warning-not-delivered': 'The warning has not counted as delivered.',
  'mail-unread':
    'The warning was an email, and a mailbox has not been read since: a bounce or an answer may be in it. It is done once the mailbox is read again.',
  'time-to-answer':
    'The warning was delivered too short a time ago to be answered; it is done when that time is over.',
  'reply-since-warning': 'A reply came after the warning; it must be given again.',
  'no-approval': 'Nobody has approved this.',
  'approval-revoked': 'The approval was taken back.',
} as const;

export type GateReason = keyof typeof GATE_REASONS;
