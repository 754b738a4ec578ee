import type { ErrorTable } from '../errors.ts';

/** What can be wrong with open items that come from another system, and with the letter about them. */
export const STATEMENT_ERRORS = {
  'FT-STM-FORMAT': {
    means: 'The description of a file of open items says something that cannot be.',
    doThis: 'Correct what the message names; docs/operations.md shows a whole description.',
  },
  'FT-STM-FILE': {
    means: 'The file of open items cannot be read as CSV or JSON. Nothing of it was taken.',
    doThis: 'Save it again as UTF-8, with the delimiter that its description names.',
  },
  'FT-STM-COLUMN': {
    means: 'The file lacks a column that is needed. Nothing of it was taken.',
    doThis: 'Say in the description how the column is called in the file, or export it with that column.',
  },
  'FT-STM-EMPTY': {
    means:
      'A file that should hold every open item holds none. Taken at its word, every customer would have paid.',
    doThis: 'Look whether the export worked; import customers who have paid with their last items as paid.',
  },
  'FT-STM-TOO-MANY': {
    means: 'The file has more rows than are taken at once.',
    doThis: 'Split it between customers; never split the items of one customer.',
  },
  'FT-STM-ROW': {
    means: 'A row has more or fewer fields than the file has columns, or is no object.',
    doThis: 'Most often a text holds the delimiter and is not quoted: correct the row and import again.',
  },
  'FT-STM-MISSING': {
    means: 'A row lacks a value that is needed.',
    doThis: 'Add it in the system that the file comes from.',
  },
  'FT-STM-CUSTOMER': {
    means: 'The id of a customer cannot be part of a case’s id. A name or an address is no id.',
    doThis: 'Use the number that the other system has for the customer: letters, digits and . _ ~ : / = | -.',
  },
  'FT-STM-TEXT': {
    means: 'A text is too long, or has characters that were lost when the file was saved.',
    doThis: 'Shorten it, or save the file as UTF-8.',
  },
  'FT-STM-DATE': {
    means: 'A date is not written as the description says.',
    doThis: 'Correct the date, or the entry dates of the description.',
  },
  'FT-STM-AMOUNT': {
    means:
      'An amount is no number, has more decimals than its currency, is out of bounds, or more was paid than was asked for.',
    doThis:
      'Correct it, or the entry decimal of the description. What was paid beyond an invoice is a credit.',
  },
  'FT-STM-CURRENCY': {
    means: 'A currency is not a code of ISO 4217, such as EUR.',
    doThis: 'Use the three letters; the description may name one for all rows.',
  },
  'FT-STM-KIND': {
    means: 'A row is said to be neither an invoice nor a credit, or an invoice is below zero.',
    doThis: 'Correct it, or name the file’s own words under kinds in the description.',
  },
  'FT-STM-LEVEL': {
    means: 'A level is not a whole number from 0.',
    doThis: 'Leave it empty for what nobody was reminded of.',
  },
  'FT-STM-TWICE': {
    means: 'The same item of the same customer stands in the file twice, so one of the two is wrong.',
    doThis: 'Remove one of them.',
  },
  'FT-STM-HELD-BACK': {
    means:
      'Another row of the same customer is wrong. Part of an account is no account, so nothing of it was taken.',
    doThis: 'Correct the row that the message names, and import the customer again.',
  },
  'FT-STM-LETTER': {
    means: 'A letter has a character that its font cannot show, so no letter was made.',
    doThis: 'Write the name or text with Latin, Greek or Cyrillic letters, or write that letter by hand.',
  },
} as const satisfies ErrorTable;

export type StatementErrorCode = keyof typeof STATEMENT_ERRORS;

/** Nothing was taken, or made, because of what was given. */
export class StatementError extends Error {
  override readonly name = 'StatementError';
  readonly code: StatementErrorCode;

  constructor(code: StatementErrorCode, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}
