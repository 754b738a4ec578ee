import type { Instant } from '../program/program.ts';
import type { BreakerRules } from './rules.ts';

/**
 * What is known of a channel that has failed lately (SND-12). Null stands for one that works. Small and serialisable: one
 * row of the ledger holds it for all workers.
 */
export interface Breaker {
  /** Attempts that failed since the last success, each with its last failure, oldest first. */
  failed: { attempt: string; at: Instant }[];
  /** Set: nothing goes out, except one try after `until`. */
  open: { since: Instant; until: Instant; reason: string } | null;
  /** The attempt that tries whether the channel works again; until then no other does. */
  probe: { attempt: string; until: Instant } | null;
}

export type Passage =
  /** Nothing speaks against it. `probe`: it is the one try, and must be taken before the call. */
  { passes: true; probe: boolean } | { passes: false; until: Instant };

const MINUTE = 60_000;
/** Longer than any provider may take: whoever tries has died when it is over. */
const PROBE = 2 * MINUTE;
/** Another try is not worth looking for more often. */
const AGAIN = MINUTE;

/** Whether an attempt, as `attemptKey` names it, may use the channel now. */
export function passage(breaker: Breaker | null, attempt: string, now: Instant): Passage {
  if (!breaker?.open) return { passes: true, probe: false };
  const { open, probe } = breaker;
  if (now < open.until) return { passes: false, until: open.until };
  const taken = probe !== null && probe.attempt !== attempt && now < probe.until;
  return taken ? { passes: false, until: now + AGAIN } : { passes: true, probe: true };
}

/** The attempt is the one that tries. */
export function probing(breaker: Breaker, attempt: string, now: Instant): Breaker {
  return { ...breaker, probe: { attempt, until: now + PROBE } };
}

/**
 * A call failed in a way that speaks against the channel. One attempt counts once, however often it is tried: a
 * message that the other side cannot take says nothing about those of others.
 * @param given.retryAfter milliseconds for which the other side asks to be left alone
 */
export function afterFailure(
  breaker: Breaker | null,
  given: { attempt: string; at: Instant; reason: string; retryAfter: number | null },
  rules: BreakerRules,
): Breaker {
  const { attempt, at, reason, retryAfter } = given;
  const earlier = (breaker?.failed ?? []).filter(
    (other) => other.attempt !== attempt && at - other.at < rules.withinMinutes * MINUTE,
  );
  const failed = [...earlier, { attempt, at }].slice(-rules.failures);
  const until = at + Math.max(rules.pauseMinutes * MINUTE, retryAfter ?? 0);
  const was = breaker?.open ?? null;
  // Calls that had begun before it opened end one after the other: they say nothing new.
  if (was && breaker?.probe?.attempt !== attempt)
    return { ...breaker, failed, open: was, probe: breaker?.probe ?? null };
  if (was) return { failed, open: { since: was.since, until, reason }, probe: null };
  return { failed, open: failed.length < rules.failures ? null : { since: at, until, reason }, probe: null };
}

/** `failing`: nothing goes out; `trying`: the pause is over, and the next case tries. */
export function stateOf(breaker: Breaker | null, now: Instant): 'works' | 'failing' | 'trying' {
  if (!breaker?.open) return 'works';
  return now < breaker.open.until ? 'failing' : 'trying';
}
