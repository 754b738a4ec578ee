/** What carriers say of a text, in the order in which a later word takes the place of an earlier one (SND-14). */
export const CARRIER_STATUSES = [
  'scheduled',
  'accepted',
  'queued',
  'sending',
  'sent',
  'partially_delivered',
  'delivered',
  'read',
  'canceled',
  'failed',
  // The last word: who is told both that it arrived and that it did not is not sure.
  'undelivered',
] as const;
export type CarrierStatus = (typeof CARRIER_STATUSES)[number];

const ARRIVED: readonly string[] = ['delivered', 'read'];
const LOST: readonly string[] = ['canceled', 'failed', 'undelivered'];

/** How far a status is; a word that nobody knows is before all others and changes nothing. */
export function rankOf(status: string): number {
  return CARRIER_STATUSES.findIndex((known) => known === status);
}

/** The text is on the phone of the person. */
export function hasArrived(status: string): boolean {
  return ARRIVED.includes(status);
}

/** The text will not be on the phone of the person. */
export function isLost(status: string): boolean {
  return LOST.includes(status);
}

/** Nothing more is to be expected. */
export function isFinal(status: string): boolean {
  return hasArrived(status) || isLost(status);
}
