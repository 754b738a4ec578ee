import type { Instant } from '../program/program.ts';

/** An appointment that lies ahead, as the booking system has it. */
export interface Appointment {
  at: Instant;
  /** The service in the booking system's own words. */
  service: string;
  kind: 'peel' | 'virtual' | 'other';
  status: 'booked' | 'cancelled';
}

/** A note on the client in the CRM. */
export interface Note {
  id: string;
  at: Instant;
  author: 'person' | 'system';
  title: string;
  /** Read for its words and never kept. */
  text: string | null;
  /** What it is about, where the CRM itself says so. */
  about: NoteAbout | null;
  /** Whether a person on our side has read it. */
  read: boolean;
}

/** Why a note stops contact: a surgery, an exposure to an infection, or something of that weight. */
export const NOTE_ABOUT = ['surgery', 'exposure', 'other'] as const;
export type NoteAbout = (typeof NOTE_ABOUT)[number];

/** A contact with the client, by us or by somebody outside Followthrough. */
export interface ContactMade {
  at: Instant;
  channel: string;
  /** Who made it: a role or a name in the outside system. */
  by: string;
  /** The title of the note on it. */
  title: string | null;
  /** Followthrough itself made it: it is counted already. */
  ours: boolean;
}

/** An email of ours, as the CRM saw it fare. */
export interface EmailSeen {
  at: Instant;
  state: EmailOpens;
}

export const EMAIL_OPENS = ['opened', 'not-opened', 'not-received', 'unknown'] as const;
export type EmailOpens = (typeof EMAIL_OPENS)[number];

/** What each look-up answers about one client. */
export interface Answers {
  appointments: { appointments: Appointment[] };
  notes: { notes: Note[] };
  'contacts-made': { contacts: ContactMade[] };
  phone: { booking: string | null; crm: string | null };
  'check-in': { handedIn: boolean };
  'email-opens': { messages: EmailSeen[] };
}

export type LookUpName = keyof Answers;

export const LOOK_UP_NAMES = [
  'appointments',
  'notes',
  'contacts-made',
  'phone',
  'check-in',
  'email-opens',
] as const satisfies LookUpName[];

/** By what the other system found the client. A name alone identifies nobody. */
export const MATCHED_BY = ['id', 'email', 'phone', 'name'] as const;
export type MatchedBy = (typeof MATCHED_BY)[number];

/** The answer of one look-up. */
export type Looked<Name extends LookUpName = LookUpName> =
  | { readable: true; known: true; matchedBy: MatchedBy; data: Answers[Name] }
  /** The system was read and has no such client. */
  | { readable: true; known: false }
  /** The system could not be read. `why` is a code. */
  | { readable: false; why: Unreadable };

export type Unreadable =
  /** Nobody has connected the system: a person looks. */
  | 'by-hand'
  | 'unreachable'
  | 'refused'
  | 'no-answer-in-time'
  | 'answer-not-understood'
  /** Nothing but the name fits. */
  | 'only-the-name';
