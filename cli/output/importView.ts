import type { ImportRow, ImportSummary, RowOutcome } from '../../client/index.ts';
import { shortId } from '../system/find.ts';
import { table } from './table.ts';
import { moment, ownZone, short } from './times.ts';

const WORDS: Record<RowOutcome, string> = {
  opened: 'opened',
  joined: 'joined late',
  'already-running': 'already there',
  'not-needed': 'not needed',
  held: 'held',
  discrepancy: 'with a discrepancy',
  error: 'with an error',
};

/** "3 opened, 1 with an error"; outcomes that no row has are left out. */
export function countWords(counts: Record<RowOutcome, number>): string {
  const said = Object.entries(WORDS).flatMap(([outcome, words]) => {
    const count = counts[outcome as RowOutcome];
    return count > 0 ? [`${count} ${words}`] : [];
  });
  return said.join(', ') || 'none was looked at yet';
}

/** What a run opened although something of it is amiss. */
export function warnedWords(count: number): string {
  return count === 1
    ? '1 case was opened with a warning; its reason says which.'
    : `${count} cases were opened with a warning; their reasons say which.`;
}

/** Imports as a table. */
export function importList(found: ImportSummary[], width: number): string {
  const zone = ownZone();
  const rows = found.map((each) => [
    shortId(each.id),
    short(each.begun_at, zone),
    each.procedure,
    each.list,
    each.ended_at === null ? 'not ended' : 'done',
    `${each.rows} rows: ${countWords(each.counts)}`,
  ]);
  return table(rows, width, ['import', `begun (${zone})`, 'procedure', 'list', '', 'rows']);
}

export function importHead(found: ImportSummary): string {
  const zone = ownZone();
  const ended =
    found.ended_at === null
      ? 'It has not ended: it runs, or was broken off and goes on when the same list is imported again.'
      : `Ended on ${moment(found.ended_at, zone)}.`;
  return [
    `${found.list} for ${found.procedure}, begun on ${moment(found.begun_at, zone)} by ${found.begun_by}`,
    ended,
    `${found.rows} rows: ${countWords(found.counts)}.`,
  ].join('\n');
}

export function importRows(rows: ImportRow[], width: number): string {
  return table(
    rows.map(({ row, outcome, reason }) => [String(row), WORDS[outcome], reason]),
    width,
    ['row', 'is', 'because'],
  );
}
