import type { Instant } from '../program/program.ts';

/** An appointment as the booking system has it now. */
export interface Booking {
  /** Where it comes from, such as `acuity`, and its id there. */
  source: string;
  id: string;
  /** First and last name of the client. */
  name: string;
  email: string | null;
  /** With + and the country. */
  phone: string | null;
  at: Instant;
  /** In words for staff: "Peel, Thu 11 Mar 2027 10:00". */
  words: string;
  /** It is one that the programme waits for, is not cancelled, and lies ahead. */
  counts: boolean;
  /** What the report is told besides; null: nothing. */
  remark: string | null;
}

/** Reads an appointment by its id; null: there is none. Throws what it cannot read: it is asked again. */
export type ReadBooking = (id: string) => Promise<Booking | null>;
