import type { LocalDate } from '../domain/calendar/localTime.ts';

const SHOWN = { day: 'numeric', month: 'short', year: 'numeric' } as const;
const formats = new Map<string, Intl.DateTimeFormat>();

/** A local date as people of that locale write it, with the month as a word: nobody takes the day for the month. */
export function writeDate(date: LocalDate, locale: string): string {
  const known = formats.get(locale);
  const format = known ?? new Intl.DateTimeFormat(locale, { ...SHOWN, timeZone: 'UTC' });
  formats.set(locale, format);
  return format.format(Date.parse(date));
}
