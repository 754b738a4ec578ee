import { parseDocument } from 'yaml';
import { unusable } from '../domain/intake/checkCalendars.ts';
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
  const its = problemsOf(String(name), problems);
  if (its.length === 0) return own;
  const message = unusable(String(name));
  return [...its, ...own.map((each) => (each === missing ? { ...each, message } : each))];
}

/** What is wrong with the file of a calendar; nothing: it is sound, or there is none. */
export function problemsOf(calendar: string, problems: readonly Problem[]): Problem[] {
  return problems.filter(({ file }) => file === `calendars/${calendar}.yaml`);
}

/** The calendars whose files are there and have problems. */
export function brokenIn(problems: readonly Problem[]): string[] {
  return problems.flatMap(({ file }) => /^calendars\/(.+)\.yaml$/.exec(file)?.[1] ?? []);
}
