import Holidays from 'date-holidays';
import { createRequire } from 'node:module';
import type { LocalDate } from './localTime.ts';
import type { HolidayRules } from './rules.ts';

/** Release of the holiday tables: part of a calendar's version, since a release may correct a date. */
export const TABLES_VERSION: string = createRequire(import.meta.url)('date-holidays/package.json').version;

type Named = Record<LocalDate, string>;

const DAY = 86_400_000;
/** A look-up of one year costs several milliseconds, and every case of a batch asks for the same few years. */
const years = new Map<string, Named>();

/** The holidays that begin in one year, observed days included: date → name. */
export function holidaysOf(rules: HolidayRules, year: number): Named {
  const key = JSON.stringify([rules.country, rules.region, rules.types, year]);
  const known = years.get(key);
  if (known) return known;
  const found = lookUp(rules, year);
  years.set(key, found);
  return found;
}

/**
 * A holiday of several days takes all of them. One that begins in the course of a day takes the whole day: rather a
 * message late than one on a holiday; `open` and `closes-early` say otherwise.
 */
function lookUp(rules: HolidayRules, year: number): Named {
  const tables = tablesOf(rules);
  const named: Named = {};
  for (const { date, start, end, name, type } of tables.getHolidays(year)) {
    if (!rules.types.includes(type)) continue;
    const days = Math.max(1, Math.round((end.getTime() - start.getTime()) / DAY));
    const first = Date.parse(date.slice(0, 10));
    for (let day = 0; day < days; day++) {
      named[new Date(first + day * DAY).toISOString().slice(0, 10)] ??= name;
    }
  }
  return named;
}

function tablesOf({ country, region }: HolidayRules): Holidays {
  return region === undefined
    ? new Holidays(country, { languages: 'en' })
    : new Holidays(country, region, { languages: 'en' });
}

/** Codes of the countries that have a table. */
export function countries(): string[] {
  return Object.keys(new Holidays().getCountries());
}

/** Codes of the regions of a country that have a table of their own. */
export function regions(country: string): string[] {
  return Object.keys(new Holidays().getStates(country) ?? {});
}
