import type { Figures, Spread } from '../../../client/index.ts';
import { duration } from '../durations.ts';
import { percent } from './columns.ts';

/** A figure that moved by less than a tenth has not moved. */
const NOTABLE = 0.1;
/** Shares are compared by the points between them. */
const NOTABLE_POINTS = 0.05;
/** Of how many something must come to be compared at all. */
const ENOUGH = 5;

/** What is different since the version before, in plain words; empty: nothing that is worth a word. Null: too few cases. */
export function differences(before: Figures, after: Figures): string[] | null {
  const replied = before.replies.total >= ENOUGH && after.replies.total >= ENOUGH;
  const ended = before.ended >= ENOUGH && after.ended >= ENOUGH;
  if (!replied && !ended) return null;
  return [
    ...times('Replies come', before.timeToReply, after.timeToReply),
    ...(replied ? firstReplies(before, after) : []),
    ...(ended ? followUps(before, after) : []),
    ...times('Cases end', before.timeToOutcome, after.timeToOutcome),
    ...(ended ? outcomes(before, after) : []),
    ...times('Decisions come', before.decisions, after.decisions),
    ...(ended ? shares('of the ends do not last', before.reopenRate, after.reopenRate) : []),
    ...shares('of the follow-ups do not arrive', lost(before), lost(after)),
    ...shares('opt out for each case opened', optOuts(before), optOuts(after)),
  ];
}

function times(what: string, before: Spread | null, after: Spread | null): string[] {
  if (!before || !after || before.few || after.few) return [];
  if (!moved(before.medianMs, after.medianMs)) return [];
  const how = after.medianMs < before.medianMs ? 'sooner' : 'later';
  return [`${what} ${how}: after ${duration(after.medianMs)} (before: ${duration(before.medianMs)}).`];
}

/** How many need no more than one follow-up. */
function firstReplies(before: Figures, after: Figures): string[] {
  const share = ({ replies: { total, afterAttempts } }: Figures) =>
    ((afterAttempts[0] ?? 0) + (afterAttempts[1] ?? 0)) / total;
  return shares('of the replies need one follow-up at most', share(before), share(after));
}

function followUps(before: Figures, after: Figures): string[] {
  const [was, is] = [before.attemptsPerCase ?? 0, after.attemptsPerCase ?? 0];
  if (!moved(was, is)) return [];
  return [
    `${is < was ? 'Fewer' : 'More'} follow-ups per case: ${is.toFixed(1)} (before: ${was.toFixed(1)}).`,
  ];
}

function outcomes(before: Figures, after: Figures): string[] {
  const names = [...new Set([...Object.keys(before.outcomes), ...Object.keys(after.outcomes)])];
  const share = ({ outcomes: counts, ended }: Figures, name: string) =>
    (counts[name as keyof typeof counts] ?? 0) / ended;
  return names.flatMap((name) => shares(`end as "${name}"`, share(before, name), share(after, name)));
}

function shares(what: string, before: number | null, after: number | null): string[] {
  if (before === null || after === null || Math.abs(after - before) < NOTABLE_POINTS) return [];
  return [`${after < before ? 'Fewer' : 'More'} ${what}: ${percent(after)} (before: ${percent(before)}).`];
}

function lost({ attempts, undelivered }: Figures): number | null {
  const sent = attempts + undelivered;
  return sent < ENOUGH ? null : undelivered / sent;
}

function optOuts({ opened, optOuts: count }: Figures): number | null {
  return opened < ENOUGH ? null : count / opened;
}

function moved(before: number, after: number): boolean {
  return Math.abs(after - before) > NOTABLE * Math.max(before, after);
}
