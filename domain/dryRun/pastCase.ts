import type { Procedure } from '../procedure/procedure.ts';
import { readInstant } from '../procedure/instant.ts';
import { type Instant, OUTCOMES, type Outcome } from '../program/program.ts';
import { didYouMean, listed } from '../words.ts';
import { DryRunError } from './errors.ts';

/** A case that has been, or could have been. */
export interface PastCase {
  /** How lists and reports call it. */
  name: string;
  /** Who was waited for: an id that is the same in all cases of one person; null: nobody said. */
  contact: string | null;
  /** Undefined: the first one. */
  variant?: string | undefined;
  facts: Record<string, unknown>;
  /** Undefined: opened at its day-zero fact. */
  openedAt?: Instant | undefined;
  /** From then on nothing would have gone out; null: nothing came from outside. */
  stop: { at: Instant; by: Stop } | null;
}

/** How a case stops from outside. What the procedure itself does in the end stops nothing: another version ends otherwise. */
export type Stop = 'replied' | Exclude<Outcome, OwnEnd>;

/** Ends that a procedure comes to by itself. */
const OWN_ENDS = ['proceeded', 'cancelled', 'ended'] as const;
type OwnEnd = (typeof OWN_ENDS)[number];

const STOPPED_BY = ['replied', ...OUTCOMES] as const;

/** What a line may hold besides the facts. */
export const COLUMNS = {
  case: 'how the case is called in the results; without it, its line',
  contact: 'the id of the person, the same in all of their cases',
  variant: 'the variant of the procedure; without it, the first one',
  'opened-at': 'when the case was opened, if later than its day zero',
  'stopped-at': 'when the answer came, or what was waited for happened',
  'stopped-by': `how: ${STOPPED_BY.join(', ')}; without it, replied`,
} as const;

type Column = keyof typeof COLUMNS;

/** @throws DryRunError FT-DRY-NAMES */
export function checkNames({ procedure, facts }: Procedure): void {
  const taken = Object.keys(facts).find((name) => name in COLUMNS);
  if (taken !== undefined)
    throw new DryRunError('FT-DRY-NAMES', `"${taken}" is a fact of ${procedure} and a column of every list.`);
}

/**
 * A line of a list as a case. Empty and null count as not given; facts are checked when the case is run.
 * @param line what the case is called if it has no name
 * @throws DryRunError FT-DRY-CASE
 */
export function readPastCase(given: Record<string, unknown>, line: number): PastCase {
  const facts = Object.fromEntries(
    Object.entries(given).filter(([name, value]) => !(name in COLUMNS) && (value ?? '') !== ''),
  );
  const variant = textOf(given, 'variant');
  const openedAt = momentOf(given, 'opened-at');
  return {
    name: textOf(given, 'case') ?? `line ${line}`,
    contact: textOf(given, 'contact') ?? null,
    ...(variant === undefined ? {} : { variant }),
    ...(openedAt === undefined ? {} : { openedAt }),
    facts,
    stop: stopOf(given),
  };
}

function stopOf(given: Record<string, unknown>): PastCase['stop'] {
  const at = momentOf(given, 'stopped-at');
  const how = textOf(given, 'stopped-by');
  if (how !== undefined && !isStop(how))
    throw refusal(
      'stopped-by',
      `"${how}" is no way to stop.${didYouMean(how, STOPPED_BY)} Allowed: ${listed(STOPPED_BY)}`,
    );
  if (how !== undefined && isOwnEnd(how)) return null;
  if (at === undefined) {
    if (how === undefined) return null;
    throw refusal('stopped-at', `is missing, so nobody knows when it was "${how}"`);
  }
  return { at, by: how ?? 'replied' };
}

/** Whether the procedure itself comes to this end, so that it says nothing about the other person. */
export function isOwnEnd(outcome: Stop | Outcome): outcome is OwnEnd {
  return (OWN_ENDS as readonly string[]).includes(outcome);
}

function isStop(word: string): word is Stop | Outcome {
  return (STOPPED_BY as readonly string[]).includes(word);
}

function momentOf(given: Record<string, unknown>, column: Column): Instant | undefined {
  const text = textOf(given, column);
  if (text === undefined) return undefined;
  const read = readInstant(text);
  if ('at' in read) return read.at;
  throw refusal(column, read.reason);
}

function textOf(given: Record<string, unknown>, column: Column): string | undefined {
  const value = given[column] ?? '';
  if (typeof value !== 'string' && typeof value !== 'number')
    throw refusal(column, `must be a text, not ${JSON.stringify(value)}`);
  return String(value).trim() || undefined;
}

function refusal(column: Column, reason: string): DryRunError {
  return new DryRunError('FT-DRY-CASE', `${column}: ${reason}.`);
}
