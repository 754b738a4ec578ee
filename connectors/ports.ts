import type { Instant } from '../domain/program/program.ts';

/** The case that something is about, as the outside system knows it. */
export interface CaseReference {
  /** Our id: the workflow's. */
  id: string;
  procedure: string;
  /** The outside system and its id of this occurrence. */
  source: string;
  occurrence: string;
}

interface Outgoing {
  /** The intent's id: the same on every retry, so that a receiver can tell a repetition. */
  id: string;
  case: CaseReference;
  name: string;
  /** When it was written: the case's time in a rehearsal. */
  at: Instant;
}

/** The person in whose name a message goes out. */
export interface From {
  name: string;
  /** An email address; null: none is known. */
  mailbox: string | null;
}

/** A file that goes with a message, such as a letter as PDF. */
export interface Attachment {
  /** As the recipient sees it: "statement-10023.pdf". */
  name: string;
  mediaType: string;
  body: Buffer;
}

/** A message to the contact, with its finished words. */
export interface OutgoingMessage extends Outgoing {
  verb: 'send';
  channel: string;
  to: string;
  toName: string | null;
  /** Absent: the house signs, not a person. */
  from?: From;
  subject: string | null;
  text: string;
  html: string | null;
  /** Message-IDs of the conversation so far, oldest first; empty where the channel has no threads. */
  thread: string[];
  attachments?: Attachment[];
}

/** A post on the case in the house's own system. */
export interface OutgoingNote extends Outgoing {
  verb: 'note';
  /** The role that is told; null for a post on the case. */
  to: string | null;
  kind: string | null;
  title: string;
  text: string;
  tags: string[];
}

/** An effect in another system, such as `proceed` or `resolve-ticket`. */
export interface OutgoingAct extends Outgoing {
  verb: 'act';
  /** Facts that steer the act: the resolution of a case alert. */
  facts: Record<string, string>;
}

/** The exact bytes, made once and stored before they go out. */
export interface Prepared {
  mediaType: string;
  body: Buffer;
  /** For email: its Message-ID, by which a reply is known. */
  messageId: string | null;
}

export interface Delivery {
  id: string;
  caseId: string;
  to: string;
  body: Buffer;
}

export interface Receipt {
  /** The other side's id, where it gives one. */
  providerId: string | null;
}

/**
 * One way out of the house. `prepare` touches nothing outside and is called once for an intent; `deliver` may be called
 * again with the same bytes and must not retry by itself. It throws ConnectorError when the other side did not take it.
 */
export interface Port<Item> {
  readonly connector: string;
  /** Whether the same bytes may go out again when it is not known if they arrived: the receiver can tell them apart. */
  readonly repeatable: boolean;
  prepare(item: Item): Promise<Prepared>;
  deliver(delivery: Delivery): Promise<Receipt>;
}

export type MessagePort = Port<OutgoingMessage>;
export type NotePort = Port<OutgoingNote>;
export type ActPort = Port<OutgoingAct>;
export type AnyItem = OutgoingMessage | OutgoingNote | OutgoingAct;
