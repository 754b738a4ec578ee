import { type InboundClass, NEVER_ANSWERED } from './classes.ts';

/** So many from one sender within so long, and two machines may be talking to each other (RPY-6). */
export const LOOP_CAP = { items: 3, withinMs: 10 * 60_000 } as const;

/**
 * Whether anything may be answered by itself: never to a machine, and not to a sender of whom several came just now.
 * @param recent items of the same sender within the time of the cap, this one included
 */
export function mayAnswer(given: { class: InboundClass; recent: number }): boolean {
  return !NEVER_ANSWERED.includes(given.class) && given.class !== 'unknown' && given.recent < LOOP_CAP.items;
}

/** So many soft bounces of an address within so long are a hard one (RPY-7). */
export const SOFT_BOUNCES = { many: 3, withinMs: 7 * 24 * 60 * 60_000 } as const;
