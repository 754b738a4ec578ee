import type { InboundClass } from '../../domain/inbound/classes.ts';
import type { MatchedBy } from '../../domain/inbound/match.ts';
import type { Instant } from '../../domain/program/program.ts';
import type { InboxDid } from '../../ledger/inbox/rows.ts';

/** Who delivers it, and that party's own id of the event: the same pair is one item however often it comes. */
interface Delivered {
  source: string;
  eventId: string;
  /** Absent: now. */
  receivedAt?: Instant | undefined;
}

/** An email as it came over the wire. Copies that come by several ways are one item: they are told by their content. */
export interface ReceivedMail extends Delivered {
  channel: 'email';
  raw: Uint8Array;
  /**
   * The server in whose mailbox it lies does not hand it out, in that server's words: then `raw` is its headers alone, as far
   * as they could be had, and a person has to look into the mailbox.
   */
  notHandedOut?: string | undefined;
  /** What the receiving server knows besides: the envelope sender is empty for reports. */
  envelope?: { from?: string | null | undefined; to?: readonly string[] | undefined } | undefined;
}

export interface ReceivedText extends Delivered {
  channel: 'text';
  /** The number that wrote, with + and the code of its country. */
  from: string;
  text: string;
  /** Twilio's `OptOutType`, where it comes along: STOP, START or HELP. */
  optOutType?: string | undefined;
}

/** Something that a person wrote in a portal or another system. */
export interface ReceivedPost extends Delivered {
  channel: string;
  /** The case that it is about, where the other system knows it. */
  caseId?: string | undefined;
  /** Who wrote; needed where no case is named. */
  address?: string | undefined;
  text: string;
}

export type ReceivedItem = ReceivedMail | ReceivedText | ReceivedPost;

/** What became of it. When this is given, the item is in the ledger. */
export interface TakenItem {
  id: string;
  /** It had come before; nothing was done again. */
  repeated: boolean;
  class: InboundClass;
  /** Null: it is kept and not dealt with yet. Nothing goes to its address meanwhile, and the redrive deals with it. */
  did: InboxDid | null;
  /** The case it belongs to; null: none, or a person has to say which. */
  caseId: string | null;
  matchedBy: MatchedBy | null;
  /** False: an answer that is given by itself would go to a machine, or round in circles (RPY-6). */
  mayAnswer: boolean;
  /** Why it is not dealt with. */
  because?: string;
}

/** What was heard in a reply that was delivered as one. */
export interface Heard {
  /**
   * It is an opt-out as well: by a word such as STOP (`keyword`), or in words of their own (`phrase`), which may be
   * misread: see `noRefusal`. Null: it is none.
   */
  refusal: 'keyword' | 'phrase' | null;
}
