import type { Instant } from '../program/program.ts';
import type { ContactRules, Purpose } from './contactRules.ts';

/** The newest word of an address on a channel and a purpose. */
export interface Consent {
  /** False: they said no. */
  given: boolean;
  expiresAt: Instant | null;
  /** For a no: that they do not want it, that they want no contact about a debt, or that an attorney speaks for them. */
  reason: NoReason | null;
}

export const NO_REASONS = ['opted-out', 'cease-contact', 'attorney'] as const;
export type NoReason = (typeof NO_REASONS)[number];

/** Channels on which nobody is reached who has not agreed. */
const ASKED_FIRST = ['call', 'text'];

export type ConsentAnswer = 'yes' | 'no-consent' | 'consent-expired' | NoReason;

/** Whether a person may be reached on a channel for a purpose, by their own word or that of the case's source (LAW-2). */
export function consentFor(
  rules: ContactRules,
  { channel, purpose, source }: { channel: string; purpose: Purpose; source: string },
  word: Consent | null,
  now: Instant,
): ConsentAnswer {
  if (word && !word.given) return word.reason ?? 'opted-out';
  // An expired yes never uncovers an older no.
  if (word) return word.expiresAt === null || word.expiresAt > now ? 'yes' : 'consent-expired';
  const basis = rules.consentBasis[source];
  if (basis?.channels.includes(channel) && basis.purposes.includes(purpose)) return 'yes';
  return ASKED_FIRST.includes(channel) || purpose === 'marketing' ? 'no-consent' : 'yes';
}
