import { parseDocument } from 'yaml';
import { PROCEDURE_FILE, type LoadedProcedure } from '../domain/procedure/assemble.ts';
import type { Problem } from '../domain/problem.ts';

const MISSING = 'FT-PRC-CALENDAR';

/**
 * The problems of a procedure. One whose calendar is there and cannot be read is told so, with what is wrong in that
 * file, instead of that there is no such calendar.
 * @param problems those of the calendar files
 */
export function withCalendarsOwn(
  { problems: own, sources }: LoadedProcedure,
  problems: Problem[],
): Problem[] {
  const missing = own.find(({ code }) => code === MISSING);
  if (!missing) return own;
  const name: unknown = parseDocument(sources[PROCEDURE_FILE] ?? '').getIn(['clock', 'calendar']);
  const file = `calendars/${String(name)}.yaml`;
  const its = problems.filter((problem) => problem.file === file);
  if (its.length === 0) return own;
  const message = `The calendar "${String(name)}" cannot be used before ${file} is corrected.`;
  return [...its, ...own.map((each) => (each === missing ? { ...each, message } : each))];
}
