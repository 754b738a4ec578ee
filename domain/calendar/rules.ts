import type { LocalDate, LocalHour } from './localTime.ts';

export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

/** `bank` holds, for the United States, the observed days of Veterans Day; `observance` is mostly no day off. */
export const HOLIDAY_TYPES = ['public', 'bank', 'optional', 'school', 'observance'] as const;
export type HolidayType = (typeof HOLIDAY_TYPES)[number];

/** Where the holidays come from: the country's table, with its observed days, and a region's where it has its own. */
export interface HolidayRules {
  country: string;
  region?: string;
  types: HolidayType[];
}

/** A calendar as its file says it. Plain JSON; `calendarFor` looks the holidays up. */
export interface CalendarRules {
  calendar: string;
  title: string;
  zone: string;
  /** 1 for Monday to 7 for Sunday, ascending. */
  weekdays: number[];
  /** Working hours, in which messages may go out too: from `from` until just before `until`. */
  hours: { from: LocalHour; until: LocalHour };
  holidays?: HolidayRules;
  /** Own days off, and why. */
  closed: Record<LocalDate, string>;
  /** Working days although they would be days off, and why. */
  open: Record<LocalDate, string>;
  /** Days that end early, and when. */
  closesEarly: Record<LocalDate, LocalHour>;
}
