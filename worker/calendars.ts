import { type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { CalendarRules } from '../domain/calendar/rules.ts';
import { readLibrary, SHIPPED_PROCEDURES } from '../procedures/library.ts';

export interface Calendars {
  named: (name: string) => CalendarRules;
  stop: () => void;
}

/** Editors write a file in several steps. */
const SETTLED_MS = 200;

/** The calendars as their files are: an edit holds for the next dates that are planned, without a restart. */
export async function watchCalendars(folder: string = SHIPPED_PROCEDURES, log: Logger): Promise<Calendars> {
  let { calendars } = await readLibrary(folder);
  let soon: NodeJS.Timeout | undefined;
  const read = async () => {
    try {
      ({ calendars } = await readLibrary(folder));
    } catch (error) {
      log.warn({ err: error }, 'the calendars could not be read again; the earlier ones stay in use');
    }
  };
  const watcher = watching(join(folder, 'calendars'), () => {
    clearTimeout(soon);
    soon = setTimeout(() => void read(), SETTLED_MS);
  });
  return {
    named: (name) => {
      const rules = calendars.find(({ calendar }) => calendar === name);
      if (!rules) throw new Error(`there is no calendar "${name}" in ${folder}`);
      return rules;
    },
    stop: () => {
      clearTimeout(soon);
      watcher?.close();
    },
  };
}

function watching(folder: string, onChange: () => void): FSWatcher | undefined {
  try {
    return watch(folder, { persistent: false }, onChange);
  } catch {
    return undefined;
  }
}
