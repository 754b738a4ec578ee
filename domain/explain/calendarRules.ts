import { type CalendarRules, WEEKDAYS } from '../calendar/rules.ts';

const COUNTRIES = new Intl.DisplayNames(['en'], { type: 'region' });

/** The zone, the working hours and the days off of a calendar. */
export function calendarRules({
  calendar,
  zone,
  weekdays,
  hours,
  holidays,
  closed,
  open,
  closesEarly,
}: CalendarRules): string[] {
  const days = weekdays.map((day) => WEEKDAYS[day - 1] ?? '');
  const country = holidays && COUNTRIES.of(holidays.country);
  const kinds = holidays?.types.join(' and ');
  return [
    `The calendar "${calendar}" has the time zone ${zone} and the working days ${named(days)}, ${hours.from} to ${hours.until}.`,
    ...(holidays
      ? [`Days off: ${kinds} holidays (${country}${holidays.region ? `, ${holidays.region}` : ''}).`]
      : []),
    ...dated('Closed as well', closed),
    ...dated('Open all the same', open),
    ...dated('Closes early', closesEarly),
  ];
}

function named(days: string[]): string {
  const names = days.map((day) => day.charAt(0).toUpperCase() + day.slice(1));
  return `${names.slice(0, -1).join(', ')}${names.length > 1 ? ' and ' : ''}${names.at(-1) ?? ''}`;
}

function dated(what: string, dates: Record<string, string>): string[] {
  const list = Object.entries(dates).map(([date, why]) => `${date} (${why})`);
  return list.length === 0 ? [] : [`${what}: ${list.join(', ')}.`];
}
