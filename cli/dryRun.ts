import { DryRun, type Sides } from '../domain/dryRun/dryRun.ts';
import type { Minutes } from '../domain/dryRun/work.ts';
import type { PastLine } from './input/pastCases.ts';
import { csvHead, CsvRows } from './output/dryRun/csv.ts';
import type { ResultFile } from './output/dryRun/files.ts';
import type { DryRunReport, Refused } from './output/dryRun/report.ts';
import { terminal } from './output/terminal.ts';
import { report } from './report.ts';

/** Refused lines that are shown; of the others their number is. */
const SHOWN = 20;
/** Rows are written in stretches of about so many characters. */
const STRETCH = 1_000_000;

/** Runs every line through, writes the rows of each case as it comes, and tells of bad lines on standard error. */
export async function runThrough(
  lines: AsyncIterable<PastLine>,
  given: { sides: Sides; minutes: Minutes; variant: string | undefined; csv: ResultFile | undefined },
): Promise<Pick<DryRunReport, 'refused' | 'totals' | 'compared' | 'period' | 'daysOff'>> {
  const { sides, variant, csv } = given;
  const rowsOf = new CsvRows(sides.now.calendar.zone);
  const dryRun = new DryRun(sides, given.minutes);
  const first: Refused[] = [];
  let count = 0;
  let rows = csv ? csvHead() : '';
  for await (const line of lines) {
    try {
      if ('wrong' in line) throw line.wrong;
      const past = { ...line.past, variant: line.past.variant ?? variant };
      const changes = dryRun.take(past);
      if (csv) rows += rowsOf.of(past, changes);
    } catch (error) {
      const { code, message } = await refusedBy(error);
      count += 1;
      if (count > SHOWN) continue;
      first.push({ line: line.number, code, error: message });
      terminal.say(`line ${line.number}: ${code}: ${message}`);
    }
    if (rows.length < STRETCH) continue;
    await csv?.write(rows);
    rows = '';
  }
  await csv?.write(rows);
  if (count > SHOWN) terminal.say(`… and ${count - SHOWN} more lines.`);
  return { ...dryRun.result(), refused: { count, first } };
}

/** @throws what is wrong with us, not with the line */
async function refusedBy(error: unknown): Promise<{ code: string; message: string }> {
  const { code, message } = await report(error);
  if (code === 'FT-CMD-BUG') throw error;
  return { code, message: message.replace(/^line \d+ /, '') };
}
