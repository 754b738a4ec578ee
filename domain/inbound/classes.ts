/** What an inbound item is (RPY-1). Exactly one of them, always. */
export const INBOUND_CLASSES = [
  'human-reply',
  'opt-out',
  'opt-in',
  'help',
  'auto-reply',
  'bounce-hard',
  'bounce-soft',
  'complaint',
  'read-receipt',
  'challenge',
  'unknown',
] as const;
export type InboundClass = (typeof INBOUND_CLASSES)[number];

/**
 * A person wrote, or it cannot be told that none did: the case stands still until somebody has read it. Whoever asks for
 * help wants to hear from a person, not the next reminder.
 */
export const STOPS: readonly InboundClass[] = ['human-reply', 'opt-out', 'complaint', 'help', 'unknown'];

/** Whoever answers one of these answers a machine (RPY-6). */
export const NEVER_ANSWERED: readonly InboundClass[] = [
  'auto-reply',
  'bounce-hard',
  'bounce-soft',
  'complaint',
  'read-receipt',
  'challenge',
];
