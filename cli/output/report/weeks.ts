import type { Figures, Report, WeekReport } from '../../../client/index.ts';
import { type Column, details, MAIN, NONE } from './columns.ts';

const GAP = '  ';

/** Two tables with a row a week: what happened, and replies and ends by kind. Columns without a figure are left out. */
export function weekTables({ weeks }: Report, total: Figures): string {
  return [MAIN, details(total)]
    .map((columns) => columns.filter(({ cell }) => cell(total) !== NONE))
    .filter((columns) => columns.length > 0)
    .map((columns) => weekTable(weeks, columns))
    .join('\n\n');
}

function weekTable(weeks: WeekReport[], columns: Column[]): string {
  const labels = weeks.map(weekLabel);
  const first = Math.max('week'.length, ...labels.map((label) => label.length));
  const cells = weeks.map(({ figures }) => columns.map(({ cell }) => (figures ? cell(figures) : '')));
  const widths = columns.map(({ head }, column) =>
    Math.max(...[...head, ...cells.map((row) => row[column] ?? '')].map((text) => text.length)),
  );
  const line = (label: string, row: readonly string[]) =>
    [label.padEnd(first), ...row.map((text, column) => text.padStart(widths[column] ?? 0))]
      .join(GAP)
      .trimEnd();
  return [
    line(
      '',
      columns.map(({ head }) => head[0]),
    ),
    line(
      'week',
      columns.map(({ head }) => head[1]),
    ),
    line(
      '─'.repeat(first),
      widths.map((width) => '─'.repeat(width)),
    ),
    ...weeks.map(({ figures }, index) =>
      figures
        ? line(labels[index] ?? '', cells[index] ?? [])
        : `${(labels[index] ?? '').padEnd(first)}${GAP}nothing happened`,
    ),
  ].join('\n');
}

/** "W11  9 Mar 2026", with a star while it is not over. */
function weekLabel({ week, monday, over }: WeekReport): string {
  return `${week.slice(-3)} ${day(monday).padStart('30 Sep 2026'.length)}${over ? '' : '*'}`;
}

/** "2026-03-09" → "9 Mar 2026". */
export function day(date: string): string {
  const at = new Date(`${date}T00:00:00Z`);
  const month = at.toLocaleString('en-GB', { month: 'short', timeZone: 'UTC' }).slice(0, 3);
  return `${at.getUTCDate()} ${month} ${at.getUTCFullYear()}`;
}
