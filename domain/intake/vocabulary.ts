import type { Keys } from '../procedure/vocabulary/value.ts';
import { CONTACT_FIELDS } from './mapping.ts';

const TEXTS = { kind: 'list', of: { kind: 'text' } } as const;

/** What may stand under a column of import.yaml. */
export const COLUMN = {
  also: { means: 'Other headers under which the column comes.', value: TEXTS },
  needed: { means: 'A row without it is an error.', value: { kind: 'flag' } },
  id: { means: "The outside system's id of the client.", value: { kind: 'flag' } },
  contact: {
    means: 'What of the contact the column holds.',
    value: { kind: 'one-of', words: CONTACT_FIELDS },
  },
  fact: { means: 'The fact of the procedure that the column holds.', value: { kind: 'name' } },
  date: {
    means: 'The cells are dates, though the fact is a text; it is then written as "March 9, 2026".',
    value: { kind: 'flag' },
  },
  at: {
    means: 'The hour of a date that comes without one; left out: noon.',
    value: { kind: 'hour' },
  },
  otherwise: { means: 'What an empty cell, or a missing column, stands for.', value: { kind: 'text' } },
  'attempts-made': {
    means: 'How many attempts were made elsewhere before.',
    value: { kind: 'flag' },
  },
  'next-appointment': {
    means:
      'What the client has booked already: from today on the row is not needed, anything else in the cell is a discrepancy.',
    value: { kind: 'flag' },
  },
  means: {
    means: 'Cells with the word that the fact has for each; other cells are taken as they are.',
    value: { kind: 'map', key: 'a cell', of: { kind: 'text' } },
  },
  'not-needed': {
    means: 'Cells with which a row needs no case, each with the reason.',
    value: { kind: 'map', key: 'a cell', of: { kind: 'text' } },
  },
  zones: {
    means: 'The zone of each place that the cells name.',
    value: { kind: 'map', key: 'a cell', of: { kind: 'text' } },
  },
  calendars: {
    means:
      "The calendar that cases of each place that the cells name count by; with any other cell, it is the procedure's own.",
    value: { kind: 'map', key: 'a cell', of: { kind: 'name' } },
  },
} as const satisfies Keys;

/** What may stand in import.yaml, the file beside procedure.yaml that says how rows become cases. */
export const IMPORT = {
  import: { means: 'The name of the procedure.', required: true, value: { kind: 'name' } },
  source: {
    means: 'The outside system that the list comes from; part of the ids of the cases.',
    required: true,
    value: { kind: 'name' },
  },
  zone: {
    means: 'The zone in which dates are read where the row does not say where the client is.',
    required: true,
    value: { kind: 'text' },
  },
  country: {
    means: 'Two letters of ISO 3166: where telephone numbers without a country code belong.',
    value: { kind: 'text' },
  },
  dates: { means: 'How dates are written: M/d/yyyy, yyyy-MM-dd HH:mm …', required: true, value: TEXTS },
  blank: { means: 'Cells that mean nothing, such as n/a.', value: TEXTS },
  client: {
    means: 'The columns that tell a client from all others: an id, or an address; a name alone never does.',
    required: true,
    value: TEXTS,
  },
  occurrence: {
    means: 'The columns that tell which occurrence of the client a row is about, mostly a date.',
    required: true,
    value: TEXTS,
  },
  'open-cases-per-client': {
    means: 'Whether a client who has an open case may get another one; left out: one.',
    value: {
      kind: 'one-of',
      words: { one: 'a further row waits until the case is closed', several: 'each occurrence is a case' },
    },
  },
  'want-one-of': {
    means:
      'Columns of which each row should have one. A row with none of them becomes a case, and its result says so.',
    value: TEXTS,
  },
  columns: {
    means: 'The columns by their headers; case, blanks and punctuation do not count.',
    required: true,
    value: { kind: 'map', key: 'a header', of: { kind: 'keys', keys: COLUMN } },
  },
} as const satisfies Keys;
