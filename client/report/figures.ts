import type { Outcome } from '../../domain/program/program.ts';
import type { Cell, Figure } from '../../ledger/report/cells.ts';

/** How long something took. */
export interface Spread {
  /** Of how many. */
  count: number;
  /** In milliseconds, between the two in the middle where the number is even. */
  medianMs: number;
  p90Ms: number;
  /** Fewer than five: the median is an anecdote. */
  few: boolean;
}

/** What happened to cases in a week, or in all weeks of a report. A figure belongs to the week in which it happened. */
export interface Figures {
  opened: number;
  /** Attempts that went out and, as far as is known, arrived. */
  attempts: number;
  replies: {
    total: number;
    /** By the number of attempts that had gone out in the round when the reply came. */
    afterAttempts: Record<number, number>;
    /** How many of them found the case ended. */
    afterTheEnd: number;
  };
  /** From the beginning of the round to the reply. */
  timeToReply: Spread | null;
  /** Cases that ended, and stayed so or have ended again: each counts by its last end. */
  ended: number;
  outcomes: Partial<Record<Outcome, number>>;
  /** Attempts in all rounds of a case that ended, on average. */
  attemptsPerCase: number | null;
  /** From the opening to the last end. */
  timeToOutcome: Spread | null;
  /** Ended cases that went on. */
  reopened: number;
  /** Of all ends, those that did not last: reopened / (ended + reopened). */
  reopenRate: number | null;
  /** From the question to its answer; unanswered ones are not in it. */
  decisions: Spread | null;
  /** Messages that turned out not to have arrived. */
  undelivered: number;
  /** People who asked not to be contacted any more. */
  optOuts: number;
}

const FEW = 5;

/** The figures that cells amount to together; null when nothing happened at all. */
export function figuresOf(cells: Cell[]): Figures | null {
  if (cells.length === 0) return null;
  const of = (figure: Figure) => cells.filter((cell) => cell.figure === figure);
  const count = (figure: Figure) => sum(of(figure).map((cell) => cell.count));
  const [ended, reopened] = [count('ended'), count('reopened')];
  return {
    opened: count('opened'),
    attempts: count('attempted'),
    replies: {
      total: count('replied'),
      afterAttempts: kindsOf(of('replied')),
      afterTheEnd: count('replied-late'),
    },
    timeToReply: spreadOf(of('replied')),
    ended,
    outcomes: kindsOf(of('ended')),
    attemptsPerCase: ended === 0 ? null : sum(of('ended').map(({ attempts }) => attempts ?? 0)) / ended,
    timeToOutcome: spreadOf(of('ended')),
    reopened,
    reopenRate: ended + reopened === 0 ? null : reopened / (ended + reopened),
    decisions: spreadOf(of('decided')),
    undelivered: count('undelivered'),
    optOuts: count('opted-out'),
  };
}

/** Counts by kind, in the order of the alphabet. */
function kindsOf(cells: Cell[]): Record<string, number> {
  const kinds = [...new Set(cells.map(({ kind }) => kind ?? ''))].sort();
  return Object.fromEntries(
    kinds.map((name) => [name, sum(cells.filter(({ kind }) => kind === name).map(({ count }) => count))]),
  );
}

function spreadOf(cells: Cell[]): Spread | null {
  const count = sum(cells.map(({ took }) => took?.length ?? 0));
  if (count === 0) return null;
  const times = new Float64Array(count);
  let filled = 0;
  for (const { took } of cells) {
    times.set(took ?? [], filled);
    filled += took?.length ?? 0;
  }
  times.sort();
  return { count, medianMs: quantile(times, 0.5), p90Ms: quantile(times, 0.9), few: count < FEW };
}

/** In whole milliseconds; where it falls between two, as far between them. */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const low = sorted[Math.floor(place)] ?? 0;
  const high = sorted[Math.ceil(place)] ?? low;
  return Math.round(low + (high - low) * (place % 1));
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
