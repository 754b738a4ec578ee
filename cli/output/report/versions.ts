import type { Figures, Report, Spread, VersionReport } from '../../../client/index.ts';
import { localDate } from '../../../domain/calendar/localTime.ts';
import { duration } from '../durations.ts';
import { wrap } from '../table.ts';
import { many, percent } from './columns.ts';
import { differences } from './differences.ts';
import { day } from './weeks.ts';

/**
 * A summary of each version over all weeks, and how it differs from the one before it. Times and shares are those of the
 * cases that are old enough to tell.
 */
export function versionBlocks({ versions, zone, ripeBeforeAt }: Report, width: number): string {
  const on = (at: number) => day(localDate(zone, at));
  return versions
    .map((each, index) => {
      const before = versions[index - 1];
      const twin = versions.find((other) => other.version === each.version && other !== each);
      const lines = [
        happened(each),
        openNow(each),
        ...(twin
          ? [`Version ${each.version} was edited without a new number: ${nameOf(twin)} is another.`]
          : []),
        ...(each.comparable && ripeBeforeAt !== null
          ? oldEnough(each.comparable, on(ripeBeforeAt))
          : ['No case is old enough to tell more.']),
        ...(before ? against(before, each) : []),
      ];
      const head = `${nameOf(each)}: cases opened from ${on(each.firstOpenedAt)} to ${on(each.lastOpenedAt)}`;
      return [head, ...lines.flatMap((line) => indented(line, width))].join('\n');
    })
    .join('\n\n');
}

function happened({ figures }: VersionReport): string {
  const { opened, attempts, replies, ended, undelivered, optOuts } = figures;
  const counts = [
    `${many(opened)} opened`,
    `${many(attempts)} follow-ups`,
    `${many(replies.total)} replies`,
    `${many(ended)} ended`,
    ...(undelivered ? [`${many(undelivered)} not arrived`] : []),
    ...(optOuts ? [`${many(optOuts)} opted out`] : []),
  ];
  return `In these weeks: ${counts.join(', ')}.`;
}

function openNow({ openNow: open, decisionsNow: asked }: VersionReport): string {
  if (open === 0) return 'None is open now.';
  const waiting = asked === 0 ? '' : `; ${many(asked)} ${asked === 1 ? 'decision waits' : 'decisions wait'}`;
  return `${many(open)} open now${waiting}.`;
}

function oldEnough(figures: Figures, before: string): string[] {
  const { opened, replies, ended, outcomes, attemptsPerCase: each } = figures;
  const share = (count: number, all: number) => percent(count / all);
  const after = Object.entries(replies.afterAttempts).map(
    ([number, count]) => `after ${number} ${share(count, replies.total)}`,
  );
  const how = Object.entries(outcomes).map(([name, count]) => `${name} ${share(count, ended)}`);
  return [
    `Of the ${many(opened)} opened in these weeks before ${before}, old enough to tell:`,
    replies.total === 0
      ? '  no replies.'
      : `  ${many(replies.total)} replies, ${times(figures.timeToReply)}; by the follow-ups before: ${after.join(', ')}.`,
    ended === 0
      ? '  none has ended.'
      : `  ${many(ended)} ended, ${times(figures.timeToOutcome)}, ${(each ?? 0).toFixed(1)} follow-ups each: ${how.join(', ')}.`,
    ...(figures.reopened
      ? [`  ${many(figures.reopened)} opened again, ${percent(figures.reopenRate)} of the ends.`]
      : []),
    ...(figures.decisions
      ? [`  ${many(figures.decisions.count)} decisions, ${times(figures.decisions)}.`]
      : []),
  ];
}

/** "median 1.2 d, nine in ten within 3.0 d". */
function times(of: Spread | null): string {
  if (!of) return 'no times';
  const text = `median ${duration(of.medianMs)}, nine in ten within ${duration(of.p90Ms)}`;
  return of.few ? `${text} (so few say little)` : text;
}

function against(before: VersionReport, after: VersionReport): string[] {
  const name = `Against ${before.version === after.version ? nameOf(before) : `version ${before.version}`}`;
  const found = before.comparable && after.comparable && differences(before.comparable, after.comparable);
  if (!found) return [`${name}: too few cases old enough to compare.`];
  if (found.length === 0) return [`${name}: no difference worth a word.`];
  return [`${name}:`, ...found.map((line) => `  ${line}`)];
}

/** The hash's beginning is enough to tell versions apart. */
function nameOf({ version, hash }: VersionReport): string {
  return `Version ${version} (${hash.slice(0, 8)})`;
}

function indented(line: string, width: number): string[] {
  const margin = /^ */.exec(line)?.[0] ?? '';
  return wrap(line.trimStart(), width - margin.length - 2).map((each) => `  ${margin}${each}`);
}
