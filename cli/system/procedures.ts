import type { CalendarRules } from '../../domain/calendar/rules.ts';
import type { Catalog } from '../../domain/messages/catalog.ts';
import type { LoadedProcedure } from '../../domain/procedure/assemble.ts';
import type { Procedure } from '../../domain/procedure/procedure.ts';
import { didYouMean, listed } from '../../domain/words.ts';
import { type Library, readLibrary } from '../../procedures/library.ts';
import { CommandError } from '../errors.ts';

/** Reads the folder that `--procedures` or FOLLOWTHROUGH_PROCEDURES names, else the shipped one. */
export async function libraryFrom(folder?: string): Promise<Library> {
  const chosen = folder ?? process.env['FOLLOWTHROUGH_PROCEDURES'];
  try {
    return await (chosen ? readLibrary(chosen) : readLibrary());
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

/** A procedure without problems, with its calendar and messages. */
export function soundIn(library: Library, name: string): Sound {
  const loaded = loadedIn(library, name);
  const { procedure, problems } = loaded;
  const calendar = library.calendars.find((rules) => rules.calendar === procedure?.clock.calendar);
  if (procedure && calendar) return { procedure, calendar, messages: loaded.messages };
  const first = problems[0];
  throw new CommandError(
    'FT-CMD-UNSOUND',
    `${name} has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}` +
      (first ? `, the first at ${first.file}:${first.line}:${first.column}: ${first.message}` : '.'),
  );
}
