import { REACHES, sumOf } from '../../../domain/dryRun/happening.ts';
import type { Totals } from '../../../domain/dryRun/tally.ts';
import { spaced } from '../../../domain/words.ts';
import { table, wrap } from '../table.ts';
import { changedView } from './changedView.ts';
import type { DryRunReport } from './report.ts';
import {
  assumptions,
  cases,
  counted,
  date,
  days,
  difference,
  endWords,
  HEADINGS,
  hours,
  inRanges,
  number,
  type Shown,
  shownKinds,
} from './words.ts';

/** Longer lines are hard to read, however wide the terminal. */
const READABLE = 110;

/** A dry run for a terminal. */
export function dryRunView(report: DryRunReport, terminalWidth: number): string {
  const width = Math.min(terminalWidth, READABLE);
  const { period, totals, compared } = report;
  const { procedure, version, comparedWith } = report;
  const against = comparedWith === null ? '' : `, against ${comparedWith}`;
  const left = report.refused.count > 0 ? ` (${counted(report.refused.count, 'line')} left out)` : '';
  const head = `${procedure}, ${version}${against}: ${cases(totals.cases)}${left}`;
  if (!period) return `${head}. Nothing would have been done.`;
  return [
    `${head}, ${date(period.from)} to ${date(period.to)}.`,
    totalsView(report, width),
    section('How the cases would have ended', endsView(report, width)),
    section('Day by day', daysView(report, width)),
    section('Contacts per person', peopleView(report, width)),
    ...(totals.roles.length > 0 ? [section('Work for staff', rolesView(report, width))] : []),
    ...(compared ? [section('What changes', changedView(report, width))] : []),
    assumptions(report)
      .flatMap((line) => wrap(line, width))
      .join('\n'),
  ].join('\n\n');
}

function section(title: string, body: string): string {
  return `${title}\n\n${body}`;
}

function totalsView(report: DryRunReport, width: number): string {
  const { totals, compared } = report;
  const lines: [string, number, number | undefined][] = [
    ...shownKinds(report).map((kind): [string, number, number | undefined] => [
      HEADINGS[kind],
      totals.counts[kind],
      compared?.totals.counts[kind],
    ]),
    ['contacts', totals.contacts, compared?.totals.contacts],
    ['hours of work', totals.minutes / 60, compared ? compared.totals.minutes / 60 : undefined],
  ];
  if (!compared)
    return numeric(
      lines.map(([what, now]) => [what, number(now)]),
      ['in all', ''],
      width,
    );
  const rows = lines.map(([what, now, before = 0]) => [
    what,
    number(before),
    number(now),
    difference(now - before),
  ]);
  return numeric(rows, ['in all', 'before', 'now', 'change'], width);
}

function endsView({ totals, compared }: DryRunReport, width: number): string {
  const ends = [...new Set([...Object.keys(totals.ends), ...Object.keys(compared?.totals.ends ?? {})])];
  if (!compared)
    return numeric(
      ends.map((end) => [endWords(end), number(totals.ends[end] ?? 0)]),
      null,
      width,
    );
  const rows = ends.map((end) => {
    const [now, before] = [totals.ends[end] ?? 0, compared.totals.ends[end] ?? 0];
    return [endWords(end), number(before), number(now), difference(now - before)];
  });
  return numeric(rows, ['', 'before', 'now', 'change'], width);
}

function daysView(report: DryRunReport, width: number): string {
  const { totals, compared } = report;
  const kinds = shownKinds(report);
  const before = new Map(compared?.totals.days.map((day) => [day.date, day.contacts]));
  const now = new Map(totals.days.map((day) => [day.date, day]));
  const dates = [...new Set([...now.keys(), ...before.keys()])].sort();
  const rows = dates.map((each) => {
    const day = now.get(each);
    const of = (kind: Shown) => (day && day.counts[kind] > 0 ? number(day.counts[kind]) : '');
    const contacts = day?.contacts ?? 0;
    return [
      date(each),
      ...kinds.map(of),
      contacts > 0 ? number(contacts) : '',
      hours(day?.minutes ?? 0),
      ...(compared ? [difference(contacts - (before.get(each) ?? 0))] : []),
    ];
  });
  const head = [
    'date',
    ...kinds.map((kind) => HEADINGS[kind]),
    'contacts',
    'hours',
    ...(compared ? ['change'] : []),
  ];
  return numeric(rows, head, width);
}

function peopleView({ totals, compared }: DryRunReport, width: number): string {
  const { people, counts } = totals;
  const { byContacts, busiest, twiceADay, average, unnamed } = people;
  if (sumOf(counts, REACHES) === 0) return 'Nobody would have been contacted.';
  const head = compared ? ['people with', 'before', 'now'] : null;
  const rows = inRanges(byContacts, compared?.totals.people.byContacts).map(({ range, now, before }) => [
    range,
    ...(compared ? [number(before)] : []),
    number(now),
  ]);
  return [
    numeric(rows, head, width),
    '',
    `On average ${counted(average, 'contact')} for each of ${counted(people.people, 'person', 'people')}.`,
    ...(unnamed > 0 ? [`${cases(unnamed)} without a contact id count as a person each.`] : []),
    ...(twiceADay > 0
      ? [`Twice or more on one day, from several cases: ${counted(twiceADay, 'person', 'people')}.`]
      : []),
    ...(busiest.length > 0 ? ['', busiestView(busiest, width)] : []),
  ].join('\n');
}

function busiestView(busiest: Totals['people']['busiest'], width: number): string {
  const rows = busiest.map(({ contact, contacts, days: on, most }) => [
    contact,
    number(contacts),
    number(on),
    number(most.contacts),
    date(most.date),
  ]);
  return numeric(rows, ['most on one day', 'contacts', 'days', 'on one day', 'first on'], width);
}

function rolesView({ totals, workday }: DryRunReport, width: number): string {
  const rows = totals.roles.map(({ role, counts, minutes, busiest }) => [
    spaced(role),
    ...(['call', 'review', 'task', 'decision'] as const).map((kind) =>
      counts[kind] > 0 ? number(counts[kind]) : '',
    ),
    hours(minutes),
    date(busiest.date),
    hours(busiest.minutes),
    days(busiest.minutes / workday),
  ]);
  const head = [
    'role',
    'calls',
    'reviews',
    'tasks',
    'decisions',
    'hours',
    'busiest day',
    'hours',
    'full days of work',
  ];
  return numeric(withoutEmpty(head, rows), null, width, true);
}

/** The head and the rows without the columns that are empty throughout. */
function withoutEmpty(head: string[], rows: string[][]): string[][] {
  const kept = head.map((_, column) => rows.some((row) => row[column] !== ''));
  return [head, ...rows].map((row) => row.filter((_, column) => kept[column]));
}

/** A table whose columns behind the first are aligned on the right. */
function numeric(rows: string[][], head: string[] | null, width: number, headInRows = false): string {
  const all = head ? [head, ...rows] : rows;
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const aligned = all.map((row) =>
    row.map((cell, column) => (column === 0 ? cell : cell.padStart(widths[column] ?? 0))),
  );
  return head || headInRows ? table(aligned.slice(1), width, aligned[0]) : table(aligned, width);
}
