import type { ColumnType, Generated, JSONColumnType, Selectable } from 'kysely';
import type { InboundClass } from '../../domain/inbound/classes.ts';
import type { Bounce } from '../../domain/inbound/mail/bounce.ts';
import type { AttachedFile } from '../../domain/inbound/mail/mail.ts';
import type { MatchedBy } from '../../domain/inbound/match.ts';
import type { Instant } from '../../domain/program/program.ts';
import type { InboundRules } from './rules.ts';

type Maybe<T> = ColumnType<T | null, T | null | undefined, T | null>;

/** What was done about an item. */
export type InboxDid = 'replied' | 'to-assign' | 'opted-in' | 'undelivered' | 'postponed' | 'noted';

/** What is needed to deal with an item and stands in no column of its own. */
export interface InboxDetails {
  bounce?: Bounce;
  backOn?: string;
  /** Who our message went to. */
  recipient?: string;
  /** Open cases of the address, where it belongs to none of them surely. */
  cases?: string[];
}

export interface Inbox {
  id: string;
  channel: string;
  source: string;
  event_id: string;
  via: Maybe<string>;
  received_at: Instant;
  address: Maybe<string>;
  content_hash: Maybe<string>;
  subject: Maybe<string>;
  text: string;
  attachments: JSONColumnType<AttachedFile[]>;
  class: InboundClass;
  because: string;
  authentic: boolean;
  matched_by: Maybe<MatchedBy>;
  case_id: Maybe<string>;
  about: Maybe<string>;
  details: JSONColumnType<InboxDetails>;
  tries: Generated<number>;
  next_try_at: Maybe<Instant>;
  error: Maybe<string>;
  done_at: Maybe<Instant>;
  did: Maybe<InboxDid>;
}

export interface KeptInboundRules {
  id: Generated<string>;
  rules: JSONColumnType<InboundRules>;
  since: Instant;
  recorded_by: string;
}

export interface MailPositions {
  mailbox: string;
  folder: string;
  uid_validity: string;
  last_uid: ColumnType<string, number, number>;
  read_at: Instant;
}

export interface Feeds {
  name: string;
  kind: 'mailbox' | 'vendor';
  overdue_ms: ColumnType<string, number, number>;
  since: Instant;
  read_at: Maybe<Instant>;
  because: Maybe<string>;
}

/** The tables of migrations 0017, 0018, 0031 and 0035. */
export interface InboxTables {
  inbox: Inbox;
  inbound_rules: KeptInboundRules;
  mail_positions: MailPositions;
  feeds: Feeds;
}

export type InboxItem = Selectable<Inbox>;
