/** What a code means and what the reader should do: plain English, one or two sentences, Markdown. */
export interface ErrorEntry {
  means: string;
  doThis: string;
}

/**
 * Every part keeps its codes in such a table, in a file named errors.ts or …Errors.ts; docs/errors.md is written from
 * all of them. A code never changes its meaning and is never used again for another one.
 */
export type ErrorTable = Readonly<Record<string, ErrorEntry>>;

/** The groups of docs/errors.md in the order of the page: how their codes begin, and their heading. */
export const ERROR_GROUPS: Readonly<Record<string, string>> = {
  'FT-PRC': 'Procedures',
  'FT-PRF': 'Proofs of procedures',
  'FT-MSG': 'Messages',
  'FT-CAL': 'Calendars and dates',
  'FT-FCT': 'Facts of a case',
  'FT-INT': 'Lists and reports',
  'FT-DRY': 'Dry runs',
  'FT-CMD': 'Commands',
  'FT-CLI': 'Client',
  'FT-HTTP': 'HTTP gateway',
  'FT-CFG': 'Configuration of connectors',
  'FT-LKP': 'Look-ups',
  'FT-STM': 'Open items, statements and letters',
  'FT-LED': 'Ledger',
  'FT-EMB': 'Embedded servers',
};

/** The key of its group, or undefined for a code that belongs to none. */
export function groupOf(code: string): string | undefined {
  return Object.keys(ERROR_GROUPS).find((group) => code.startsWith(`${group}-`));
}
