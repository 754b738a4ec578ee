/** What people and machines of one language say. Everything is written folded: lower case, no accents, no apostrophes. */
export interface LanguageWords {
  /** Whole messages (RPY-9). */
  keywords: { optOut: string[]; optIn: string[]; help: string[] };
  /** Beginnings of subjects and sentences of machines: a weak hint, never a proof (RPY-5). */
  automatic: string[];
  /** Words of an acknowledgement, as ticket desks send it. */
  acknowledges: string[];
  /** Before the last day of an absence, and before the first day back (RPY-8). */
  untilDay: string[];
  backOn: string[];
  /** Twelve, by their first letters, in the order of the year. */
  months: string[];
}
