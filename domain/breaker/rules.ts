/** When a channel counts as failing, and how long it is left alone then. */
export interface BreakerRules {
  /** Attempts that must fail one after the other, without a success between them. */
  failures: number;
  /** Only failures of these last minutes count. */
  withinMinutes: number;
  /** After this pause one attempt tries whether the channel works again. */
  pauseMinutes: number;
}

/** Five attempts in ten minutes are no accident; five minutes are about what a restart at the other side takes. */
export const USUAL_BREAKER: BreakerRules = { failures: 5, withinMinutes: 10, pauseMinutes: 5 };
