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

/** Whoever answers one of these answers a machine (RPY-6). */
export const NEVER_ANSWERED: readonly InboundClass[] = [
  'auto-reply',
  'bounce-hard',
  'bounce-soft',
  'complaint',
  'read-receipt',
  'challenge',
];
