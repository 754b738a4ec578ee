import { DateTime } from 'luxon';
import { type Counts, type Kind, KINDS } from '../../../domain/dryRun/happening.ts';
import type { DryRunReport } from './report.ts';

/** Headings: what is counted, in the plural. An end is no work of anybody. */
export const HEADINGS: Record<Exclude<Kind, 'end'>, string> = {
  portal: 'portal',
  email: 'emails',
  text: 'texts',
  call: 'calls',
  review: 'reviews',
  task: 'tasks',
  decision: 'decisions',
  tell: 'told',
  note: 'notes',
  act: 'acts',
};

export type Shown = keyof typeof HEADINGS;

/** The kinds that either version has at all. */
export function shownKinds({ totals, compared }: DryRunReport): Shown[] {
  const either = (kind: Kind) => totals.counts[kind] + (compared?.totals.counts[kind] ?? 0) > 0;
  return KINDS.filter((kind): kind is Shown => kind !== 'end' && either(kind));
}

const numbers = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** 1234.56 → "1,234.6". */
export function number(value: number): string {
  return numbers.format(value);
}

/** Minutes as hours: 90 → "1.5 h", nothing → "". */
export function hours(minutes: number): string {
  return minutes === 0 ? '' : `${number(minutes / 60)} h`;
}

/** A share of a working day, or several. */
export function days(value: number): string {
  return value > 0 && value < 0.05 ? 'under 0.1' : number(value);
}

/** With its sign, and a dash for none. */
export function difference(value: number): string {
  if (value === 0) return '–';
  return value > 0 ? `+${number(value)}` : `−${number(-value)}`;
}

/** "Mon 9 Mar 2026". */
export function date(local: string): string {
  return DateTime.fromISO(local, { zone: 'utc', locale: 'en' }).toFormat('ccc d LLL yyyy');
}

/** "Mon 9 Mar 2026 09:00" in the zone. */
export function moment(at: number, zone: string): string {
  return DateTime.fromMillis(at, { zone, locale: 'en' }).toFormat('ccc d LLL yyyy HH:mm');
}

export function cases(count: number): string {
  return counted(count, 'case');
}

/** "1 case", "2 cases". */
export function counted(count: number, what: string, plural = `${what}s`): string {
  return `${number(count)} ${count === 1 ? what : plural}`;
}

/** How cases end, in words. */
export function endWords(end: string): string {
  if (end === 'open') return 'still open at the end of the dates';
  return end === 'replied' ? 'answered by a reply' : end;
}

/** What was added, dropped and moved of a kind; empty: nothing. */
export function changeWords(kind: Kind, of: { added: Counts; dropped: Counts; moved: Counts }): string {
  return (['added', 'dropped', 'moved'] as const)
    .flatMap((change) => (of[change][kind] > 0 ? [`${number(of[change][kind])} ${change}`] : []))
    .join(', ');
}

/** What the figures do not know, a sentence each. */
export function assumptions({ assumed, zone, totals }: DryRunReport): string[] {
  const { call, task, decision, review } = assumed;
  const { counts } = totals;
  const [first, ...others] = [
    ...(counts.call > 0 ? [{ each: call, of: 'a call' }] : []),
    ...(counts.review > 0 ? [{ each: review, of: 'a review' }] : []),
    ...(counts.task > 0 ? [{ each: task, of: 'a task' }] : []),
    ...(counts.decision > 0 ? [{ each: decision, of: 'a decision' }] : []),
  ];
  const minutes = first
    ? [`${first.each} minutes ${first.of}`, ...others.map(({ each, of }) => `${each} ${of}`)]
    : [];
  return [
    'Up to the moment a case stopped nobody answers; people do their tasks at once and with the usual result, and what needs an approval gets it.',
    'Quiet hours, limits for a person across procedures and the systems around a case are not asked.',
    ...(minutes.length > 0 ? [`Hours of work are taken as ${minutes.join(', ')}.`] : []),
    `Days are those of ${zone}. A contact is one step that reaches the person, by however many channels.`,
  ];
}

/** People by their number of contacts; from six on in ranges, so that the table stays short. */
export function inRanges(
  now: Record<number, number>,
  before: Record<number, number> = {},
): { range: string; now: number; before: number }[] {
  return RANGES.flatMap(({ from, upTo }) => {
    const within = (people: Record<number, number>) =>
      Object.entries(people).reduce(
        (sum, [times, count]) => (Number(times) >= from && Number(times) <= upTo ? sum + count : sum),
        0,
      );
    const range =
      from === upTo
        ? counted(from, 'contact')
        : `${from} ${upTo === Number.POSITIVE_INFINITY ? 'or more' : `to ${upTo}`} contacts`;
    const found = { range, now: within(now), before: within(before) };
    return found.now + found.before > 0 ? [found] : [];
  });
}

const RANGES = [
  ...[0, 1, 2, 3, 4, 5].map((times) => ({ from: times, upTo: times })),
  { from: 6, upTo: 10 },
  { from: 11, upTo: 20 },
  { from: 21, upTo: 50 },
  { from: 51, upTo: Number.POSITIVE_INFINITY },
];
