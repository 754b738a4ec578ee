import type { LocalDate } from '../domain/calendar/localTime.ts';
import type { Instant } from '../domain/program/program.ts';
import type { Paper } from '../domain/statement/letterhead.ts';
import type { Statement } from '../domain/statement/statement.ts';
import type { LetterWords } from './words.ts';

/** A letter with a statement, with all its words finished. */
export interface Letter {
  paper: Paper;
  /** BCP 47: the language of the text, and how dates and amounts are written. */
  locale: string;
  /** The date on the letter. */
  date: LocalDate;
  /** When it was made: the same letter made again at the same instant has the same bytes. */
  at: Instant;
  /** Whose letter it is: a name, then address, phone, email, each a line. */
  sender: { name: string; lines: string[] };
  /** The lines of the address, the name first. */
  recipient: string[];
  /** What the customer is asked to name when they pay or answer, such as their number. */
  reference: string | null;
  title: string;
  /** The text of the level; an empty line begins a new paragraph. */
  text: string;
  statement: Statement;
  /** Labels in another language than English. */
  words?: Partial<LetterWords>;
}
