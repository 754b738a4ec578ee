import type { CalendarRules } from '../calendar/rules.ts';
import { nothingDueAt } from '../procedure/check/clock.ts';
import type { Procedure } from '../procedure/procedure.ts';
import { didYouMean, listed } from '../words.ts';
import type { MappingReading } from './decode.ts';
import type { Column, Mapping } from './mapping.ts';

/** The calendars that a mapping may name. */
export interface Calendars {
  sound: readonly CalendarRules[];
  /** Those whose files are there and have problems. */
  broken: readonly string[];
}

/** A calendar that is there and cannot be read is not called missing. */
export function unusable(name: string): string {
  return `The calendar "${name}" cannot be used before calendars/${name}.yaml is corrected.`;
}

/**
 * A place that has a calendar has one by which its cases can run, and a zone: without it the dates of its rows would be
 * read in the zone of the list, and could be another day there.
 */
export function checkCalendars(
  reading: MappingReading,
  mapping: Mapping,
  procedure: Procedure | null,
  known?: Calendars,
): void {
  const zoned = mapping.columns.some(({ contact }) => contact === 'zone');
  for (const column of mapping.columns) {
    const at = reading.at(column, 'calendars');
    const wrong = new Set(
      Object.values(column.calendars).flatMap((name) => whatIsWrong(name, procedure, known) ?? []),
    );
    for (const says of wrong) reading.report('FT-INT-CALENDAR', at, says);
    if (!zoned && isWithoutZone(column)) {
      const says = `Every place under "calendars" of "${column.name}" needs its zone under "zones".`;
      reading.report('FT-INT-CALENDAR', at, says);
    }
  }
}

function whatIsWrong(name: string, procedure: Procedure | null, known: Calendars | undefined): string | null {
  if (known === undefined) return null;
  const rules = known.sound.find(({ calendar }) => calendar === name);
  if (rules) return procedure && nothingDueAt(procedure.clock.at, rules);
  if (known.broken.includes(name)) return unusable(name);
  const names = known.sound.map(({ calendar }) => calendar);
  return `There is no calendar "${name}". Calendars: ${listed(names)}.${didYouMean(name, names)}`;
}

function isWithoutZone({ calendars, zones }: Column): boolean {
  return Object.keys(calendars).some((place) => !(place in zones));
}
