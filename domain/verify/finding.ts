import type { Instant } from '../program/program.ts';
import type { Unreadable } from './answers.ts';

/** What the answer of one look-up means for a case. `remark` goes on the report; `about` names what was found. */
export type Finding =
  /** The reason for the contact still stands. */
  | { finding: 'clear'; remark?: string }
  /** What the case waits for has happened. */
  | { finding: 'met'; condition: 'booked' | 'checked-in' | 'paid'; remark?: string }
  /** A person must read something first. */
  | { finding: 'hold'; reason: HoldReason; about: string[] }
  /** The systems contradict the report. */
  | { finding: 'discrepancy'; expected: string; found: string; about: string[] }
  /** Somebody was in touch outside; `until`: the step's own distance has passed then. */
  | { finding: 'already-contacted'; at: Instant; channel: string; until: Instant }
  /** The very attempt that is due, or a later one, was made outside. */
  | { finding: 'made-outside'; at: Instant; channel: string; attempt: number }
  | { finding: 'unreadable'; why: Unreadable };

export type HoldReason =
  | 'note-surgery'
  | 'note-exposure'
  | 'note-other'
  | 'unread-note'
  /** All that is overdue is disputed. */
  | 'all-disputed'
  /** Before an irreversible act: somebody spoke with the client since our last attempt. */
  | 'contacted-since';

export type Named = Finding & { name: string };

/** A case at the moment of a contact or act. */
export interface Circumstances {
  kind: 'contact' | 'irreversible-act';
  now: Instant;
  /** The zone whose days count. */
  zone: string;
  /** How the contact is to be made: `text`, `call`, `email` …; null for an act. */
  channel: string | null;
  /** The number that the report gave. */
  phone: string | null;
  /** Where numbers without a country code are: ISO 3166, "US". */
  country: string;
  /** Nothing older counts: day zero of the round. */
  since: Instant;
  lastAttempt: Instant | null;
  /** Which attempt is due, from 1; null: attempts are not told apart. */
  attempt: number | null;
  /** How notes on attempts begin, in any case: "no appointment booked". */
  attemptsCalled: string | null;
  /** Local days that lie between two attempts at this step. */
  distanceDays: number;
  /** What a person has dealt with already, as `about` named it. */
  settled: ReadonlySet<string>;
  words: NoteWords;
}

/** Beginnings of words that stop contact, in lower case. */
export type NoteWords = Record<'surgery' | 'exposure' | 'other', string[]>;
