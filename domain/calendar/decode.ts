import type { Problem } from '../problem.ts';
import { listed } from '../words.ts';
import { CalendarFile, type Entry, startOf } from './calendarFile.ts';
import { decodeDates } from './decodeDates.ts';
import { countries, regions } from './holidays.ts';
import { type CalendarRules, HOLIDAY_TYPES, type HolidayRules, WEEKDAYS } from './rules.ts';

const KEYS = {
  needed: ['calendar', 'title', 'zone', 'weekdays', 'hours'],
  optional: ['holidays', 'closed', 'open', 'closes-early'],
};
const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const FROM = /^([01]\d|2[0-3]):[0-5]\d$/;
const UNTIL = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/;

/**
 * Reads a calendar file (YAML 1.2, every key once). Either the rules, or all problems of the file in reading order.
 *
 * @param file its path as the person knows it; its name must be the calendar's name with .yaml behind it.
 */
export function decodeCalendar(
  text: string,
  file: string,
): { rules: CalendarRules; problems: [] } | { rules: null; problems: Problem[] } {
  const reading = new CalendarFile(text, file);
  if (reading.problems.length > 0) return { rules: null, problems: reading.problems };

  const fields = reading.fields(reading.root, 'a calendar', 0, KEYS);
  const calendar = nameOf(reading, fields.get('calendar'), file);
  const title = reading.text(fields.get('title'));
  const zone = zoneOf(reading, fields.get('zone'));
  const days = fields.get('weekdays');
  const weekdays = days && reading.words(days, WEEKDAYS, 'FT-CAL-WEEKDAY');
  const hours = hoursOf(reading, fields.get('hours'));
  const named = fields.get('holidays');
  const holidays = named && holidaysOf(reading, named);
  const dates = decodeDates(reading, fields, hours, UNTIL);

  const { problems } = reading;
  if (problems.length > 0 || !calendar || !title || !zone || !weekdays || !hours)
    return { rules: null, problems };
  return {
    rules: {
      calendar,
      title,
      zone,
      weekdays: weekdays.map((day) => WEEKDAYS.indexOf(day) + 1).sort((a, b) => a - b),
      hours,
      ...(holidays ? { holidays } : {}),
      ...dates,
    },
    problems: [],
  };
}

function nameOf(reading: CalendarFile, entry: Entry | undefined, file: string): string | undefined {
  const name = reading.text(entry);
  const base = file
    .split(/[\\/]/)
    .at(-1)
    ?.replace(/\.ya?ml$/, '');
  if (name === undefined || (NAME.test(name) && name === base)) return name;
  const says = NAME.test(name)
    ? `The calendar is named "${name}", its file "${base}". Give both the same name.`
    : `"${name}" cannot name a calendar. Use lower-case letters and digits with hyphens between words.`;
  reading.report('FT-CAL-NAME', startOf(entry?.value ?? null), says);
  return undefined;
}

function zoneOf(reading: CalendarFile, entry: Entry | undefined): string | undefined {
  const zone = reading.text(entry);
  if (zone === undefined || isZone(zone)) return zone;
  const says = `"${zone}" is not the time zone of a place. Write one such as America/Los_Angeles.`;
  reading.report('FT-CAL-ZONE', startOf(entry?.value ?? null), says);
  return undefined;
}

/** Offsets such as +10:00 and names such as EST5EDT are left out: they do not follow the clocks of a place. */
export function isZone(zone: string): boolean {
  if (zone !== 'UTC' && !/^[A-Z][A-Za-z_-]+(\/[A-Z][A-Za-z_-]+)+$/.test(zone)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function hoursOf(reading: CalendarFile, entry: Entry | undefined): CalendarRules['hours'] | undefined {
  if (!entry) return undefined;
  const fields = reading.fields(entry.value, 'hours', entry.at, { needed: ['from', 'until'], optional: [] });
  const from = reading.hour(fields.get('from'), FROM);
  const until = reading.hour(fields.get('until'), UNTIL);
  if (from === undefined || until === undefined) return undefined;
  if (from < until) return { from, until };
  reading.report('FT-CAL-HOUR', entry.at, `The day would end at ${until}, before it begins at ${from}.`);
  return undefined;
}

function holidaysOf(reading: CalendarFile, entry: Entry): HolidayRules | undefined {
  const keys = { needed: ['country', 'types'], optional: ['region'] };
  const fields = reading.fields(entry.value, 'holidays', entry.at, keys);
  const country = reading.text(fields.get('country'));
  const list = fields.get('types');
  const types = list && reading.words(list, HOLIDAY_TYPES, 'FT-CAL-HOLIDAY-TYPE');
  const part = fields.get('region');
  const region = reading.text(part);
  if (country === undefined || types === undefined) return undefined;
  if (!countries().includes(country)) {
    const says = `There are no holidays for the country "${country}". Write its two letters of ISO 3166, such as US.`;
    reading.report('FT-CAL-COUNTRY', startOf(fields.get('country')?.value ?? null), says);
    return undefined;
  }
  if (region !== undefined && !regions(country).includes(region)) {
    const known = regions(country);
    const says = `${country} has no region "${region}". ${known.length > 0 ? `Known: ${listed(known)}.` : 'It has none.'}`;
    reading.report('FT-CAL-REGION', startOf(part?.value ?? null), says);
    return undefined;
  }
  return { country, ...(region === undefined ? {} : { region }), types };
}
