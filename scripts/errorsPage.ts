import { prose } from './markdown.ts';
import { ERROR_GROUPS, type ErrorTable, groupOf } from '../domain/errors.ts';

/** docs/errors.md: every code, what it means and what to do, grouped by the part that reports it. */
export function errorsPage(tables: readonly ErrorTable[]): string {
  const entries = tables.flatMap((table) => Object.entries(table));
  const groups = Object.entries(ERROR_GROUPS).flatMap(([group, heading]) => {
    const own = entries.filter(([code]) => groupOf(code) === group);
    if (own.length === 0) return [];
    return [
      `## ${heading}`,
      '',
      ...own.flatMap(([code, { means, doThis }]) => [
        `### ${code}`,
        '',
        prose(means),
        '',
        `**Do this:** ${prose(doThis)}`,
        '',
      ]),
    ];
  });
  return [
    '# Errors',
    '',
    'Written by `npm run schema` from the tables beside the code; do not edit it by hand.',
    'Every error has a code that stays the same. Problems in a file name the file, the line and the column.',
    '',
    ...groups,
  ].join('\n');
}
