import { Context } from '@temporalio/activity';
import type { Instant } from '../domain/program/program.ts';

const SECOND = 1_000;

/** Heartbeats once a second while the work lasts, so that a call to stop arrives. Quick work never heartbeats. */
export async function beating<T>(work: () => Promise<T>): Promise<T> {
  const context = Context.current();
  if (context.info.heartbeatTimeoutMs === undefined) return work();
  const timer = setInterval(() => context.heartbeat(), SECOND);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

/** The case has called this work off. */
export function calledOff(): boolean {
  return Context.current().cancellationSignal.aborted;
}

/**
 * Whether an error now would be the last: no attempt left, or the next one would come after the activity's end. Then
 * the result says what is wrong instead, and the case goes to a person.
 * @param delay milliseconds until the next attempt, if we choose them ourselves
 */
export function lastChance(now: Instant, rehearsal: boolean, delay: number | null): boolean {
  const { attempt, retryPolicy, scheduledTimestampMs, scheduleToCloseTimeoutMs } = Context.current().info;
  if (retryPolicy?.maximumAttempts && attempt >= retryPolicy.maximumAttempts) return true;
  // In a rehearsal the schedule is in the case's time, which is not ours.
  if (rehearsal || !scheduleToCloseTimeoutMs) return false;
  // The SDK hands the policy out in milliseconds.
  const initial = Number(retryPolicy?.initialInterval ?? SECOND);
  const longest = Number(retryPolicy?.maximumInterval ?? initial * 100);
  const next = delay ?? Math.min(initial * (retryPolicy?.backoffCoefficient ?? 2) ** (attempt - 1), longest);
  return now + next >= scheduledTimestampMs + scheduleToCloseTimeoutMs;
}
