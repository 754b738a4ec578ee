/** What an error of the other side means for us (SND-8). */
export const ERROR_CLASSES = [
  /** Surely not taken: try again soon. */
  'retry',
  /** Surely not taken, and not for hours. */
  'retry-later',
  /** This address never. */
  'permanent-recipient',
  /** Our side is wrong: nobody is reached until a person has repaired it. */
  'permanent-config',
  'opt-out',
  /** Perhaps taken. */
  'ambiguous',
  /** Not known: a person looks at it. */
  'unknown',
  /** It had been taken before. */
  'done',
] as const;
export type ErrorClass = (typeof ERROR_CLASSES)[number];

/** What staff read of an error; each has its sentence in the activities. */
export const CONNECTOR_REASONS = [
  'unreachable',
  'busy',
  'mailbox-full',
  'address-refused',
  'policy-refused',
  'login-refused',
  'request-refused',
  'redirected',
  'address-blocked',
  'switched-off-there',
  'not-found-there',
  'several-there',
  'answered-meanwhile',
  'not-as-asked',
  'ambiguous',
  'unknown-answer',
  'taken-before',
  'handset-unreachable',
  'filtered',
] as const;
export type ConnectorReason = (typeof CONNECTOR_REASONS)[number];

/** Whose answers have rows of their own. */
export const VENDORS = ['twilio', 'slack', 'keap', 'acuity', 'zendesk', 'happyfox'] as const;
export const PROTOCOLS = ['smtp', 'http', ...VENDORS] as const;
export type Protocol = (typeof PROTOCOLS)[number];

export const STAGES = ['connect', 'login', 'recipient', 'content'] as const;

/** What was seen of the other side. */
export interface Signal {
  over: Protocol;
  /** Reply code or HTTP status; null when there was no answer. */
  status: number | null;
  /** The vendor's own code, such as "21610" or "invalid_auth". */
  code?: string | null;
  /** Enhanced status code of SMTP, such as "5.1.1". */
  enhanced?: string | null;
  /** How far it had come. `content`: the message, or any byte of the request, may have reached the other side. */
  stage: (typeof STAGES)[number];
  /** Our own side refused to even try: a missing password, an address that is none. */
  refusedHere?: boolean;
}

export interface Verdict {
  class: ErrorClass;
  reason: ConnectorReason;
  /** The fault lies with the channel, not with this message: it is stopped for everybody. */
  stopsChannel: boolean;
}
