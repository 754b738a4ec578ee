/** What a code means and what the reader should do: plain English, one or two sentences. */
export interface ErrorEntry {
  means: string;
  doThis: string;
}

/**
 * Every part keeps its codes in such a table, in a file named errors.ts; docs/errors.md is written from all of them.
 * A code never changes its meaning and is never used again for another one.
 */
export type ErrorTable = Readonly<Record<string, ErrorEntry>>;

/** The headings of docs/errors.md, in order. A code begins with the key of its group. */
export const ERROR_GROUPS: Readonly<Record<string, string>> = {
  'FT-PRC': 'Procedures',
  'FT-CAL': 'Calendars',
  'FT-MSG': 'Messages',
  'FT-EMB': 'Starting up',
  'FT-LED': 'Ledger',
  'FT-CLI': 'Client',
};
