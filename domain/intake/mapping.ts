/** What of the contact a column can hold. */
export const CONTACT_FIELDS = {
  name: 'how the contact is called',
  email: 'email address',
  phone: 'telephone number',
  portal: "the contact's id in the portal",
  locale: 'language',
  zone: 'time zone of the place where the contact lives',
} as const;

export type ContactField = keyof typeof CONTACT_FIELDS;

/** A column of a list or report, and what becomes of its cells. */
export interface Column {
  /** Its header, and what else it may be called. */
  name: string;
  also: string[];
  /** A row without it is an error. */
  needed: boolean;
  /** The outside system's id of the client. */
  id: boolean;
  contact: ContactField | null;
  fact: string | null;
  /** The cells are dates, in the formats of the mapping. */
  date: boolean;
  /** The hour of a date that comes without one. */
  at: string;
  /** What an empty cell, or a list without the column, stands for. */
  otherwise: string | null;
  /** How many attempts were made elsewhere before the case was opened here. */
  attemptsMade: boolean;
  /** What the client has booked already. */
  nextAppointment: boolean;
  /** Cell, in plain letters → the word that the fact has for it. */
  means: Record<string, string>;
  /** Cell, in plain letters → why such a row needs no case. */
  notNeeded: Record<string, string>;
  /** Cell, in plain letters → the zone of that place. */
  zones: Record<string, string>;
  /** Cell, in plain letters → the calendar that a case of that place counts by. */
  calendars: Record<string, string>;
}

/** How the rows of a list become cases of one procedure. */
export interface Mapping {
  procedure: string;
  /** The outside system in the ids of the cases. */
  source: string;
  /** In which dates without a zone are read, unless the row says where the client is. */
  zone: string;
  /** In which telephone numbers without a country code are read. */
  country: string | null;
  /** Luxon formats, of which no two read the same text as different days. */
  dates: string[];
  /** Cells that mean nothing, in lower case. */
  blank: string[];
  /** Columns that tell the client from all others, and those that tell which occurrence it is. */
  client: string[];
  occurrence: string[];
  /** Whether a client whose case is open may get a second one. */
  openCases: 'one' | 'several';
  /** Columns of which a row should have one; without any of them it is remarked upon. */
  wantOneOf: string[];
  columns: Column[];
}

/** Headers and words of cells are compared without case, blanks and punctuation. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
