import type { ErrorTable } from '../errors.ts';

/** Every problem a calendar file can have, and every reason why dates cannot be planned. */
export const CALENDAR_ERRORS = {
  'FT-CAL-YAML': {
    means: 'The calendar is not valid YAML.',
    doThis:
      'Correct the place shown; most often it is the indentation, a missing space after a colon or an open quote.',
  },
  'FT-CAL-YAML-EXTRAS': {
    means: 'The calendar uses an anchor, an alias or a tag. A calendar is read as it stands.',
    doThis: 'Write the value out where it is used.',
  },
  'FT-CAL-KEY-TWICE': {
    means: 'The same key or date stands twice in one place, so one of the two would be lost.',
    doThis: 'Remove one of them.',
  },
  'FT-CAL-KEY-UNKNOWN': {
    means: 'A key is not one that calendars know.',
    doThis: 'Use one of the keys listed.',
  },
  'FT-CAL-KEY-MISSING': {
    means: 'A key that every calendar needs is not there.',
    doThis: 'Add it; the shipped calendars show how.',
  },
  'FT-CAL-VALUE-KIND': {
    means: 'A value is of the wrong kind, such as a text where a list is expected.',
    doThis: 'Write it in the form the message shows.',
  },
  'FT-CAL-NAME': {
    means:
      'The name of the calendar and the name of its file differ, or the name has characters that names cannot have.',
    doThis:
      'Use lower-case letters, digits and hyphens, and give the file the same name with .yaml behind it.',
  },
  'FT-CAL-ZONE': {
    means: 'The time zone does not exist, or is an offset, which would be wrong for half of the year.',
    doThis: 'Write the zone of a place, such as America/Los_Angeles.',
  },
  'FT-CAL-WEEKDAY': {
    means: 'A working weekday is misspelt or stands twice, or there is none at all.',
    doThis: 'List at least one of monday to sunday, each once.',
  },
  'FT-CAL-HOUR': {
    means: 'An hour is not a quoted "HH:MM", or the day would end before it begins.',
    doThis:
      'Write both hours with two digits each and in quotes: "08:00". The end of the day may be "24:00".',
  },
  'FT-CAL-COUNTRY': {
    means: 'There is no holiday table for that country.',
    doThis: 'Write the two letters of ISO 3166, such as US; without a table, list the days under closed.',
  },
  'FT-CAL-REGION': {
    means: 'The country has no holiday table for that region.',
    doThis: 'Use one of the regions listed, or leave it out for the holidays of the whole country.',
  },
  'FT-CAL-HOLIDAY-TYPE': {
    means: 'A type of holiday does not exist, or stands twice.',
    doThis: 'Use public, bank, optional, school or observance; public alone is usual.',
  },
  'FT-CAL-DATE': {
    means: 'A date is not a day of the calendar written as year-month-day.',
    doThis: 'Write it as 2026-12-24.',
  },
  'FT-CAL-DATE-REASON': {
    means: 'An own closure or an exception does not say why. Whoever sees a moved date will ask.',
    doThis: 'Write a few words behind the date: "2026-12-24": the lab is closed.',
  },
  'FT-CAL-DATE-TWICE': {
    means: 'One date is said to be closed and to be open.',
    doThis: 'Keep one of the two; a short day is open, with its end under closes-early.',
  },
  'FT-CAL-CLOCK-HOUR': {
    means: 'The clock of the procedure wants its steps at an hour at which the calendar is closed.',
    doThis: 'Move at: into the hours of the calendar, or widen the hours.',
  },
  'FT-CAL-YEARS': {
    means:
      'A date lies outside the years that holidays are known for, so nobody can say whether it is a working day.',
    doThis: 'Check the date of the event; it must lie between 1990 and 2097.',
  },
  'FT-CAL-INSTANT': {
    means: 'A moment that dates should be planned from is not a moment at all.',
    doThis: 'Give it as an ISO instant with its offset, such as 2026-03-06T16:30:00-08:00.',
  },
  'FT-CAL-STEP': {
    means: 'Dates were asked for a step that the procedure does not have.',
    doThis: 'This is a fault of the program; report it with the procedure and its version.',
  },
} as const satisfies ErrorTable;

export type CalendarErrorCode = keyof typeof CALENDAR_ERRORS;

/** Dates could not be planned; nothing may be sent on a guessed date instead. */
export class CalendarError extends Error {
  override readonly name = 'CalendarError';
  readonly code: CalendarErrorCode;

  constructor(code: CalendarErrorCode, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}
