import type { GateReason } from './reasons.ts';

/** What stops a text to post, a call or an act that was handed to a person when nothing did, in the gate's words. */
export const STOPS = [
  'answered',
  'unread',
  'case-withdrawn',
  'condition-met',
  'held',
  'not-sure',
  'channel-off',
  'address-refused',
  'opted-out',
] as const satisfies readonly GateReason[];
export type Stop = (typeof STOPS)[number];
