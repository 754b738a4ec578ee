import type { Figures, Spread } from '../../../client/index.ts';
import { duration } from '../durations.ts';

/** For what there is none of: a zero would read like a measurement. */
export const NONE = '–';

/** A column of figures under a heading of two lines. */
export interface Column {
  head: readonly [string, string];
  cell: (figures: Figures) => string;
}

/** What a manager looks at every week. */
export const MAIN: Column[] = [
  { head: ['', 'opened'], cell: ({ opened }) => many(opened) },
  { head: ['follow-', 'ups'], cell: ({ attempts }) => many(attempts) },
  { head: ['', 'replies'], cell: ({ replies }) => many(replies.total) },
  { head: ['reply', 'after'], cell: ({ timeToReply }) => median(timeToReply) },
  { head: ['', 'ended'], cell: ({ ended }) => many(ended) },
  { head: ['per', 'case'], cell: ({ attemptsPerCase: mean }) => (mean === null ? NONE : mean.toFixed(1)) },
  { head: ['outcome', 'after'], cell: ({ timeToOutcome }) => median(timeToOutcome) },
  { head: ['re-', 'opened'], cell: ({ reopened, reopenRate }) => (reopened ? percent(reopenRate) : NONE) },
  { head: ['decided', 'after'], cell: ({ decisions }) => median(decisions) },
  { head: ['not', 'arrived'], cell: ({ undelivered }) => many(undelivered) },
  { head: ['opt-', 'outs'], cell: ({ optOuts }) => many(optOuts) },
];

/** Replies by the follow-ups before them, and ends by how. */
export function details(total: Figures): Column[] {
  const numbers = Object.keys(total.replies.afterAttempts).map(Number);
  const late = total.replies.afterTheEnd > 0;
  return [
    ...numbers.map(
      (number): Column => ({
        head: ['reply', `after ${number}`],
        cell: ({ replies }) => many(replies.afterAttempts[number] ?? 0),
      }),
    ),
    ...(late
      ? [{ head: ['after', 'the end'] as const, cell: ({ replies }: Figures) => many(replies.afterTheEnd) }]
      : []),
    ...Object.keys(total.outcomes).map(
      (outcome): Column => ({
        head: ['ended:', outcome],
        cell: ({ outcomes }) => many(outcomes[outcome as keyof typeof outcomes] ?? 0),
      }),
    ),
  ];
}

export function many(count: number): string {
  return count === 0 ? NONE : count.toLocaleString('en-US');
}

export function percent(share: number | null): string {
  if (share === null) return NONE;
  return share > 0 && share < 0.01 ? '<1%' : `${Math.round(share * 100)}%`;
}

/** In brackets where it comes from so few that it says little. */
export function median(spread: Spread | null): string {
  if (spread === null) return NONE;
  const text = duration(spread.medianMs);
  return spread.few ? `(${text})` : text;
}
