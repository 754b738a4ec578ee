import type { Change } from '../../../domain/dryRun/changes.ts';
import type { ChangedCase } from '../../../domain/dryRun/differences.ts';
import type { Happening } from '../../../domain/dryRun/happening.ts';
import { spaced } from '../../../domain/words.ts';
import type { DryRunReport } from './report.ts';
import { table } from '../table.ts';
import { cases, changeWords, HEADINGS, moment, number, shownKinds } from './words.ts';

/** Examples in a terminal; a page has more. */
const SHOWN = 3;

/** The differences between two versions: how many cases and what of each kind, then some cases as examples. */
export function changedView(report: DryRunReport, width: number): string {
  const { compared, zone } = report;
  if (!compared) return '';
  const { changed, same, examples } = compared.differences;
  if (changed === 0) return 'Nothing: every case would have gone as before, to the minute.';
  const rows = shownKinds(report).flatMap((kind) => {
    const words = changeWords(kind, compared.differences);
    return words === '' ? [] : [[HEADINGS[kind], words]];
  });
  const shown = examples.slice(0, SHOWN).map((each) => caseView(each, zone));
  return [
    `${cases(changed)} of ${number(changed + same)} would have gone otherwise.`,
    table(rows, width),
    ...(shown.length < changed ? [`The first ${shown.length}; --csv has all of them:`] : []),
    ...shown,
  ].join('\n\n');
}

function caseView({ name, contact, changes }: ChangedCase, zone: string): string {
  const who = contact === null ? '' : ` (${contact})`;
  return [`${name}${who}`, ...changeLines(changes, zone).map(({ sign, text }) => `  ${sign} ${text}`)].join(
    '\n',
  );
}

const SIGNS = { added: '+', dropped: '−', moved: '→', same: '=' };

/** A line for all that changes in the same way at one moment: "+ Tue 10 Mar 2026 09:00: reminder-2 (portal), …". */
export function changeLines(changes: Change[], zone: string): { sign: string; text: string }[] {
  const lines = new Map<string, { change: Change; what: string[] }>();
  for (const change of changes) {
    const key = `${change.change} ${change.is.at} ${change.change === 'moved' ? change.was.at : ''}`;
    const line = lines.get(key) ?? { change, what: [] };
    line.what.push(whatOf(change.is));
    lines.set(key, line);
  }
  return [...lines.values()].map(({ change, what }) => {
    const before = change.change === 'moved' ? ` (before: ${moment(change.was.at, zone)})` : '';
    return { sign: SIGNS[change.change], text: `${moment(change.is.at, zone)}${before}: ${what.join(', ')}` };
  });
}

function whatOf({ kind, name, role }: Happening): string {
  return kind === 'decision' && role !== null ? `${name} (decision, ${spaced(role)})` : `${name} (${kind})`;
}
