import { stringify } from 'csv-stringify/sync';
import type { Figures, Report, Spread } from '../../../client/index.ts';
import { OUTCOMES } from '../../../domain/program/program.ts';
import { hours } from '../durations.ts';

/** A column for each number of follow-ups up to this one, also where no reply came after so many. */
const ALWAYS = 3;

type Row = Record<string, string | number | null>;

/** One row a week and version; a week in which nothing happened is one row without figures. */
export function reportCsv({ weeks, total }: Report): string {
  const most = Math.max(ALWAYS, ...Object.keys(total?.replies.afterAttempts ?? {}).map(Number));
  const rows = weeks.flatMap(({ week, monday, over, versions }): Row[] => {
    const head = { week, monday, over: over ? 'yes' : 'no' };
    if (versions.length === 0) return [{ ...head, version: null, hash: null, ...cells(null, most) }];
    return versions.map(({ version, hash, figures }) => ({
      ...head,
      version,
      hash,
      ...cells(figures, most),
    }));
  });
  return stringify(rows, { header: true, escape_formulas: true }).trimEnd();
}

function cells(figures: Figures | null, most: number): Row {
  const numbers = Array.from({ length: most + 1 }, (_, number) => number);
  return {
    opened: figures?.opened ?? null,
    follow_ups: figures?.attempts ?? null,
    replies: figures?.replies.total ?? null,
    ...Object.fromEntries(
      numbers.map((number) => [
        `replies_after_${number}`,
        figures && (figures.replies.afterAttempts[number] ?? 0),
      ]),
    ),
    replies_after_the_end: figures?.replies.afterTheEnd ?? null,
    ...spread('reply', figures?.timeToReply),
    ended: figures?.ended ?? null,
    ...Object.fromEntries(
      OUTCOMES.map((outcome) => [
        `ended_${outcome.replaceAll('-', '_')}`,
        figures && (figures.outcomes[outcome] ?? 0),
      ]),
    ),
    follow_ups_per_case: rounded(figures?.attemptsPerCase),
    ...spread('outcome', figures?.timeToOutcome),
    reopened: figures?.reopened ?? null,
    reopen_rate: rounded(figures?.reopenRate),
    decisions: figures && (figures.decisions?.count ?? 0),
    ...spread('decision', figures?.decisions),
    undelivered: figures?.undelivered ?? null,
    opt_outs: figures?.optOuts ?? null,
  };
}

function spread(name: string, of: Spread | null | undefined): Row {
  return {
    [`${name}_hours_median`]: of ? hours(of.medianMs) : null,
    [`${name}_hours_p90`]: of ? hours(of.p90Ms) : null,
    [`${name}_few`]: of ? (of.few ? 'yes' : 'no') : null,
  };
}

function rounded(value: number | null | undefined): number | null {
  return value === null || value === undefined ? null : Math.round(value * 1_000) / 1_000;
}
