import type { ErrorTable } from '../errors.ts';

/** Problems of import.yaml that are not mere slips of writing; those have the codes of procedures. */
export const MAPPING_ERRORS = {
  'FT-INT-NAME': {
    means: 'The mapping names another procedure than the one it stands beside.',
    doThis: 'Write the name of the folder behind import.',
  },
  'FT-INT-ZONE': {
    means: 'A time zone does not exist, or is an offset, which would be wrong for half of the year.',
    doThis: 'Write the zone of a place, such as America/Los_Angeles.',
  },
  'FT-INT-CALENDAR': {
    means:
      'A place counts by a calendar that does not exist or is closed at the hour of the procedure, or the zone of the place is not said.',
    doThis: 'Write the name of a file in procedures/calendars, and the place under zones too.',
  },
  'FT-INT-COUNTRY': {
    means: 'The country of telephone numbers is missing or is none.',
    doThis: 'Write country with its two letters of ISO 3166, such as US.',
  },
  'FT-INT-DATE-FORMAT': {
    means: 'A date format names no whole date, or two formats read the same text as two different days.',
    doThis: 'Use year, month and day (M/d/yyyy, yyyy-MM-dd), at most one order of day and month.',
  },
  'FT-INT-COLUMN': {
    means: 'A column is named that the mapping does not describe, or one header would fit two columns.',
    doThis: 'Name each column under columns, and each header once.',
  },
  'FT-INT-ROLE': {
    means:
      'Two columns would fill the same fact or the same part of the contact, or both choose the calendar.',
    doThis: 'Keep one of them; list its other headers under also.',
  },
  'FT-INT-FACT': {
    means: 'A column fills a fact that the procedure does not have.',
    doThis: 'Use one of the facts listed.',
  },
  'FT-INT-FACT-MISSING': {
    means: 'The procedure needs a fact that no column fills, so no row could ever become a case.',
    doThis: 'Add the column, or make the fact optional in the procedure.',
  },
  'FT-INT-CLIENT': {
    means:
      'Nothing in the mapping tells a client from another one. Two people may have the same name, so a name is not enough.',
    doThis: 'Name a column with id: true, or one with an email address, telephone number or portal id.',
  },
} as const satisfies ErrorTable;

/** Why a list as a whole is refused; then nothing of it is opened. */
export const LIST_ERRORS = {
  'FT-INT-NO-MAPPING': {
    means: 'The procedure has no mapping, so nobody knows what the columns of a list mean.',
    doThis: 'Add import.yaml beside its procedure.yaml; docs/operations.md shows one.',
  },
  'FT-INT-MAPPING-BROKEN': {
    means: 'The mapping of the procedure has problems.',
    doThis: 'Run `followthrough check` and correct what it shows.',
  },
  'FT-INT-FILE': {
    means: 'A file of the import cannot be read or written.',
    doThis: 'Check the path and its permissions, and the room on the disk.',
  },
  'FT-INT-ENCODING': {
    means: 'The list is no text in UTF-8, so names would be wrong.',
    doThis: 'Save it as "CSV UTF-8" and import it again.',
  },
  'FT-INT-EMPTY': {
    means: 'The list has no header, or no rows below it.',
    doThis: 'Check that it is the right file.',
  },
  'FT-INT-HEADER': {
    means: 'The header of the list lacks a column that is needed, or has one twice.',
    doThis: 'Correct the header, or add its spelling under also in import.yaml.',
  },
  'FT-INT-CSV': {
    means: 'The list is not CSV from some row on: most often a quote is opened and never closed.',
    doThis: 'Correct the place that is named; nothing has been opened.',
  },
  'FT-INT-TOO-LARGE': {
    means: 'The list is larger than any list of people.',
    doThis: 'Check that it is the right file, or split it.',
  },
  'FT-INT-BUSY': {
    means: 'Another import of this procedure is running.',
    doThis: 'Wait for its end; `followthrough imports` shows it.',
  },
  'FT-INT-EVENT': {
    means: 'An event of another system is no row of the list that import.yaml describes.',
    doThis: 'Send the fields that the message names, or add their names under also in import.yaml.',
  },
  'FT-INT-NO-IMPORT': {
    means: 'The ledger has no import with this id.',
    doThis: 'Look it up with `followthrough imports`.',
  },
} as const satisfies ErrorTable;

/** What can be wrong with one row. The others are not held up by it. */
export const ROW_ERRORS = {
  'FT-INT-ROW-CELLS': {
    means: 'A row has more or fewer cells than the header.',
    doThis: 'Look for a separator or line break without quotes around it, or a quote that is never closed.',
  },
  'FT-INT-ROW-MISSING': {
    means: 'A cell that every row needs is empty.',
    doThis: 'Fill it in the system that the list comes from.',
  },
  'FT-INT-ROW-ID': {
    means: 'A cell that tells who or what the row is about cannot be part of an id.',
    doThis:
      'Use letters, digits and . _ ~ : # = | - without blanks. "1.2E+11" is a number that a spreadsheet has shortened: export the column as text.',
  },
  'FT-INT-ROW-DATE': {
    means: 'A cell is no date in one of the formats of the mapping, or a time that the clocks leave out.',
    doThis: 'Correct it, or add its format under dates in import.yaml.',
  },
  'FT-INT-ROW-CONTACT': {
    means: 'An email address, telephone number or time zone is none.',
    doThis: 'Correct it in the system that the list comes from.',
  },
  'FT-INT-ROW-NUMBER': {
    means: 'The number of attempts made is not a whole number from 0 to 99.',
    doThis: 'Correct it, or leave the cell empty.',
  },
} as const satisfies ErrorTable;

/** What can be wrong with a report that is fetched by a schedule. */
export const REPORT_ERRORS = {
  'FT-INT-REPORT': {
    means: 'There is no report of that name in the configuration, or no schedule for it.',
    doThis: 'Add it under reports in followthrough.yaml; `followthrough reports list` shows the schedules.',
  },
  'FT-INT-SCHEDULE': {
    means: 'The hours of a schedule cannot be read, or its zone does not exist.',
    doThis: 'Write five cron fields, such as "0 7 * * MON-FRI", and the zone of a place.',
  },
  'FT-INT-FETCH': {
    means: 'The report could not be fetched. It is tried again.',
    doThis: 'If it stays, check the address and the secret in followthrough.yaml.',
  },
  'FT-INT-FETCH-REFUSED': {
    means: 'The other side refuses to give the report.',
    doThis: 'Check the address and the secret in followthrough.yaml.',
  },
} as const satisfies ErrorTable;

export type MappingErrorCode = keyof typeof MAPPING_ERRORS;
export type RowErrorCode = keyof typeof ROW_ERRORS;
export type ImportErrorCode = keyof typeof LIST_ERRORS | keyof typeof REPORT_ERRORS;

/** A list as a whole cannot be imported; nothing of it was opened, unless the message says so. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
  readonly code: ImportErrorCode;

  constructor(code: ImportErrorCode, message: string, options?: ErrorOptions) {
    super(`${code}: ${message}`, options);
    this.code = code;
  }
}
