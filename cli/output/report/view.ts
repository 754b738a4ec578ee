import type { Report } from '../../../client/index.ts';
import { wrap } from '../table.ts';
import { versionBlocks } from './versions.ts';
import { day, weekTables } from './weeks.ts';

/** Longer lines are hard to read, however wide the terminal. */
const READABLE = 100;

const OLD_ENOUGH =
  'Old enough: open for as long as nine in ten ends took, ended or not. Of younger cases only the quick ends are known.';

/** The report for a terminal: weeks as rows, then each version in words. */
export function reportView(report: Report, width: number): string {
  const { procedure, zone, from, to, total } = report;
  const head = `${procedure}, ${day(from)} to ${day(to)}; weeks of ${zone}. Rehearsals do not count.`;
  if (!total) return `${head}\n\nNothing happened in these weeks: no case was opened, answered or ended.`;
  const tables = weekTables(report, total);
  const columns = Math.min(width, READABLE);
  return [head, tables, legend(tables, report, columns), versionBlocks(report, columns)].join('\n\n');
}

function legend(tables: string, { weeks }: Report, width: number): string {
  const lines = [
    'Everything counts in the week in which it happened. Times are medians.',
    ...(tables.includes('(') ? ['In brackets: fewer than five, so it says little.'] : []),
    ...(weeks.some(({ over }) => !over) ? ['* This week is not over.'] : []),
    OLD_ENOUGH,
  ];
  return lines.flatMap((line) => wrap(line, width)).join('\n');
}
