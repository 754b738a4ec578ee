import type { CalendarRules } from '../../domain/calendar/rules.ts';
import type { Catalog } from '../../domain/messages/catalog.ts';
import type { LoadedProcedure } from '../../domain/procedure/assemble.ts';
import { nothingDueAt } from '../../domain/procedure/check/clock.ts';
import type { Procedure } from '../../domain/procedure/procedure.ts';
import { didYouMean, listed } from '../../domain/words.ts';
import { problemsOf } from '../../procedures/brokenCalendar.ts';
import { type Library, readLibrary } from '../../procedures/library.ts';
import { forHealthData } from '../../procedures/health.ts';
import { onlyHealth } from '../../connectors/config/onlyHealth.ts';
import { CommandError } from '../errors.ts';

const CONFIG_FILE = 'followthrough.yaml';

/** Reads the folder that `--procedures` or FOLLOWTHROUGH_PROCEDURES names, else the shipped one. */
export async function libraryFrom(folder?: string): Promise<Library> {
  const chosen = folder ?? process.env['FOLLOWTHROUGH_PROCEDURES'];
  try {
    const library = await (chosen ? readLibrary(chosen) : readLibrary());
    return forHealthData(library, await onlyHealth(process.env['FOLLOWTHROUGH_CONFIG'] || CONFIG_FILE));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError('FT-CMD-FILE', `the procedures in ${chosen} cannot be read: ${reason}`);
  }
}

export function loadedIn(library: Library, name: string): LoadedProcedure {
  const found = library.procedures.find((each) => each.name === name);
  if (found) return found;
  const names = library.procedures.map((each) => each.name);
  throw new CommandError(
    'FT-CMD-PROCEDURE',
    `there is no procedure "${name}".${didYouMean(name, names)} There is: ${listed(names)}.`,
  );
}

export interface Sound {
  procedure: Procedure;
  calendar: CalendarRules;
  messages: Catalog;
}

function calendarIn({ calendars, problems }: Library, name: string, { clock }: Procedure): CalendarRules {
  const rules = calendars.find(({ calendar }) => calendar === name);
  const [first] = problemsOf(name, problems);
  if (!rules && first)
    throw new CommandError(
      'FT-CMD-CALENDAR',
      `the calendar "${name}" has errors, the first at ${first.file}:${first.line}:${first.column}: ${first.message}`,
    );
  const names = calendars.map(({ calendar }) => calendar);
  if (!rules)
    throw new CommandError(
      'FT-CMD-CALENDAR',
      `there is no calendar "${name}".${didYouMean(name, names)} There is: ${listed(names)}.`,
    );
  const closed = nothingDueAt(clock.at, rules);
  if (closed !== null) throw new CommandError('FT-CMD-CALENDAR', closed);
  return rules;
}

/** A procedure without problems, with its messages, and its calendar or the one `chosen` instead. */
export function soundIn(library: Library, name: string, chosen?: string): Sound {
  const loaded = loadedIn(library, name);
  const { procedure, problems } = loaded;
  const calendar = library.calendars.find((rules) => rules.calendar === procedure?.clock.calendar);
  if (procedure && calendar) {
    const { messages } = loaded;
    if (chosen === undefined) return { procedure, calendar, messages };
    return { procedure, calendar: calendarIn(library, chosen, procedure), messages };
  }
  const first = problems[0];
  throw new CommandError(
    'FT-CMD-UNSOUND',
    `${name} has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}` +
      (first ? `, the first at ${first.file}:${first.line}:${first.column}: ${first.message}` : '.'),
  );
}
