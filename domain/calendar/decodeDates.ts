import type { CalendarFile, Entry } from './calendarFile.ts';
import type { LocalDate } from './localTime.ts';
import type { CalendarRules } from './rules.ts';

type Fields = Map<string, Entry>;
type Dates = Pick<CalendarRules, 'closed' | 'open' | 'closesEarly'>;

/** Own closures, exceptions that open a day, and days that end early. */
export function decodeDates(
  reading: CalendarFile,
  fields: Fields,
  hours: CalendarRules['hours'] | undefined,
  hour: RegExp,
): Dates {
  const closed = byDate(reading, fields.get('closed'), (entry) => reading.text(entry, 'FT-CAL-DATE-REASON'));
  const open = byDate(reading, fields.get('open'), (entry) => {
    if (Object.hasOwn(closed, entry.key)) {
      reading.report('FT-CAL-DATE-TWICE', entry.at, `${entry.key} stands under closed and under open.`);
    }
    return reading.text(entry, 'FT-CAL-DATE-REASON');
  });
  const closesEarly = byDate(reading, fields.get('closes-early'), (entry) => {
    const end = reading.hour(entry, hour);
    if (end === undefined || !hours || (end > hours.from && end < hours.until)) return end;
    reading.report(
      'FT-CAL-HOUR',
      entry.at,
      `${end} does not lie in the hours ${hours.from} to ${hours.until}.`,
    );
    return undefined;
  });
  return { closed, open, closesEarly };
}

function byDate(
  reading: CalendarFile,
  entry: Entry | undefined,
  valueOf: (entry: Entry) => string | undefined,
): Record<LocalDate, string> {
  const dates: Record<LocalDate, string> = {};
  for (const each of entry ? reading.entries(entry.value, entry.key, entry.at) : []) {
    const value = valueOf(each);
    if (!isDate(each.key))
      reading.report('FT-CAL-DATE', each.at, `"${each.key}" is no date. Write it as 2026-12-24.`);
    else if (value !== undefined) dates[each.key] = value;
  }
  return dates;
}

function isDate(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
