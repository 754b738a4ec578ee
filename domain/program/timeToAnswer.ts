import type { Instant } from './program.ts';

/**
 * How long whoever was warned has to answer before what cannot be undone is done: a night at the least, in milliseconds.
 * What is warned of within a working day, at whatever hour of it, so comes on the next one at the earliest. It is counted
 * in hours because no zone is known here, and it is less than a day because a warning of four in the afternoon may come
 * true at nine the next morning, and the night in which clocks go forward has an hour less. A procedure says more by the
 * day or hours of the step with the act. See docs/decisions/0016.
 */
export const TIME_TO_ANSWER = 16 * 3_600_000;

/** From when on what a warning named may be done: it was delivered, and there was time to answer it. */
export function mayBeDoneFrom({ deliveredAt }: { deliveredAt: Instant }): Instant {
  return deliveredAt + TIME_TO_ANSWER;
}
