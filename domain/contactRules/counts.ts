import { DateTime } from 'luxon';
import type { Instant } from '../program/program.ts';
import type { Cap } from './contactRules.ts';

/** A contact that was made, or may have been: a message that went out, or a call, also one made outside. */
export interface MadeContact {
  at: Instant;
  channel: string;
  /** The attempt it belongs to: contacts of one attempt count once. */
  attempt: string;
  /** What came of a call; null for messages. */
  result: string | null;
  /** In a case of the same procedure: about the same debts. */
  sameDebt: boolean;
}

const HOUR = 60 * 60 * 1000;
const CALLS = 7;
const DAYS = 7;

/** From when on contacts can still count: the longest of the caps, and a week on any clock. */
export function countedFrom(caps: readonly Cap[], now: Instant): Instant {
  const days = Math.max(DAYS + 1, ...caps.map((cap) => cap.days));
  return now - days * 24 * HOUR;
}

/**
 * Whether a cap on attempts is reached.
 * @param own the attempt that asks: what it has sent already does not count against it
 * @returns from when there is room again; null: there is
 */
export function cappedUntil(
  contacts: readonly MadeContact[],
  { attempts, days }: Cap,
  { own, now }: { own: string; now: Instant },
): Instant | null {
  const latest = new Map<string, Instant>();
  for (const { attempt, at } of contacts)
    if (attempt !== own) latest.set(attempt, Math.max(at, latest.get(attempt) ?? at));
  return roomFrom([...latest.values()], attempts, now, (at) => at + days * 24 * HOUR);
}

/** At most so many calls and texts, each counted, in so many hours. */
export function stateCappedUntil(
  contacts: readonly MadeContact[],
  { contacts: most, inHours }: { contacts: number; inHours: number },
  now: Instant,
): Instant | null {
  const counted = contacts.filter(({ channel }) => channel === 'call' || channel === 'text');
  return roomFrom(
    counted.map(({ at }) => at),
    most,
    now,
    (at) => at + inHours * HOUR,
  );
}

/**
 * The law of debt collection on calls (LAW-7): at most seven in seven days, counted on the calendar and the clock of
 * wherever the person may be, the strictest of them.
 */
export function callsCappedUntil(
  contacts: readonly MadeContact[],
  zones: readonly string[],
  now: Instant,
): Instant | null {
  const calls = contacts.filter(({ channel, sameDebt }) => channel === 'call' && sameDebt);
  return roomFrom(
    calls.map(({ at }) => at),
    CALLS,
    now,
    (at) => weekLater(at, zones),
  );
}

/** And none within seven days after a conversation. */
export function afterConversationUntil(
  contacts: readonly MadeContact[],
  zones: readonly string[],
  now: Instant,
): Instant | null {
  const spoke = contacts.filter(({ result, sameDebt }) => result === 'spoke' && sameDebt);
  return roomFrom(
    spoke.map(({ at }) => at),
    1,
    now,
    (at) => weekLater(at, zones),
  );
}

/** The same time on the clock seven dates later: never sooner than the law's own count, which goes by whole dates. */
function weekLater(at: Instant, zones: readonly string[]): Instant {
  return Math.max(...zones.map((zone) => DateTime.fromMillis(at, { zone }).plus({ days: DAYS }).toMillis()));
}

/** From when fewer than `most` still count; null when that is so now. */
function roomFrom(
  times: readonly Instant[],
  most: number,
  now: Instant,
  countsUntil: (at: Instant) => Instant,
): Instant | null {
  const counting = times.map(countsUntil).filter((until) => until > now);
  if (counting.length < most) return null;
  return counting.sort((one, other) => one - other)[counting.length - most] ?? null;
}
