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
  /** To one of the house's own people, because of their work: no link to unsubscribe. */
  ours?: true;
  /** Absent: the house signs, not a person. */
  from?: From;
  subject: string | null;
  text: string;
  html: string | null;
  /** Message-IDs of the conversation so far, oldest first; empty where the channel has no threads. */
  thread: string[];
  attachments?: Attachment[];
  /** Until when it may arrive, for channels that try for hours; null or absent: whenever. */
  validUntil?: Instant | null;
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

/** A delivery of which it is not known whether it was taken. */
export interface Sought extends Delivery {
  /** When the call began. */
  since: Instant;
}

/** A change at the other side of which all is known; called at once, or not at all. */
export type Change = () => Promise<Receipt>;

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
  /** It counts as delivered only when the other side reports so later. */
  readonly reportsDelivery?: boolean;
  prepare(item: Item): Promise<Prepared>;
  deliver(delivery: Delivery): Promise<Receipt>;
  /**
   * For systems in which it must first be looked up what there is to change: looks, and changes nothing. What it returns
   * begins the change at once, and is called instead of `deliver` when the gate has said yes. Throws ConnectorError.
   */
  readonly ready?: (delivery: Delivery) => Promise<Change>;
  /** Looks for what may have gone out; null: it was not found, which does not say that it is not there. Throws ConnectorError. */
  find?(sought: Sought): Promise<Receipt | null>;
}

export type MessagePort = Port<OutgoingMessage>;
export type NotePort = Port<OutgoingNote>;
export type ActPort = Port<OutgoingAct>;
export type AnyItem = OutgoingMessage | OutgoingNote | OutgoingAct;
