import type { Instant } from '../program/program.ts';

const MINUTE = 60_000;

/** An irreversible act needs a look-up that is no older than this when it is claimed. */
export const FRESH_FOR = MINUTE;

/** For so long a person's own look at a system that cannot be read stands in for it, before an act and before a contact. */
export const LOOKED_BY_HAND_FOR = { 'irreversible-act': 10 * MINUTE, contact: 24 * 60 * MINUTE } as const;

/** A system that cannot be read before a contact is asked again after this. */
export const ASK_AGAIN_AFTER = 60 * MINUTE;

/** When it has not been readable for so long, a person decides. */
export const UNREADABLE_FOR = 4 * 60 * MINUTE;

/** Whether a look-up still holds for an act that is claimed now. One from the future is of another clock and holds not. */
export function isFresh(lookedAt: Instant, now: Instant): boolean {
  return now - lookedAt <= FRESH_FOR && lookedAt - now <= FRESH_FOR;
}
