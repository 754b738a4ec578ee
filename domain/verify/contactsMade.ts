import { instantAt, localDate, nextDate } from '../calendar/localTime.ts';
import type { Instant } from '../program/program.ts';
import type { Answers, ContactMade } from './answers.ts';
import type { Circumstances, Finding } from './finding.ts';
import { ordinalIn } from './ordinal.ts';

/** A contact that another system dates a little ahead of us has been made; one further ahead is only planned. */
const CLOCKS_DIFFER = 10 * 60_000;

/**
 * No attempt repeats or overtakes one already made, also one made outside (section 4 of the SOPs). A contact made
 * outside on the same local day, or later than our last attempt, counts as one: the step keeps its distance to it.
 */
export function judgeContactsMade({ contacts }: Answers['contacts-made'], given: Circumstances): Finding {
  const { kind, now, zone, since, lastAttempt, settled } = given;
  const outside = contacts.filter(
    (made) => !made.ours && made.at >= since && made.at <= now + CLOCKS_DIFFER && !settled.has(refOf(made)),
  );
  const counted = outside.filter(({ at }) => lastAttempt === null || at > lastAttempt);
  if (kind === 'irreversible-act') {
    const about = counted.map(refOf);
    return about.length > 0 ? { finding: 'hold', reason: 'contacted-since', about } : { finding: 'clear' };
  }
  const same = outside.map((made) => ({ made, attempt: attemptOf(made, given) })).find(isDue(given));
  if (same) {
    const { made, attempt } = same;
    return { finding: 'made-outside', at: made.at, channel: made.channel, attempt };
  }
  const today = outside.filter(({ at }) => localDate(zone, at) === localDate(zone, now));
  const newest = [...counted, ...today].toSorted((a, b) => b.at - a.at)[0];
  if (!newest) return { finding: 'clear' };
  const until = distanceFrom(newest.at, given);
  const { at, channel } = newest;
  return now < until ? { finding: 'already-contacted', at, channel, until } : { finding: 'clear' };
}

/** The attempt that the notes show as the last one made; null when they show none. A case that joins late starts after it. */
export function lastAttemptNoted(contacts: ContactMade[], attemptsCalled: string): number | null {
  const made = contacts.map(({ title }) => ordinalIn(title, attemptsCalled) ?? 0);
  return Math.max(0, ...made) || null;
}

function attemptOf({ title }: ContactMade, { attemptsCalled }: Circumstances): number {
  return (attemptsCalled === null ? null : ordinalIn(title, attemptsCalled)) ?? 0;
}

function isDue({ attempt: due }: Circumstances) {
  return ({ attempt }: { attempt: number }) => due !== null && attempt >= due;
}

function distanceFrom(at: Instant, { zone, distanceDays }: Circumstances): Instant {
  let day = localDate(zone, at);
  for (let passed = 0; passed < Math.max(1, distanceDays); passed += 1) day = nextDate(zone, day);
  return instantAt(zone, day, '00:00');
}

function refOf({ at, channel }: ContactMade): string {
  return `${new Date(at).toISOString()} ${channel}`;
}
