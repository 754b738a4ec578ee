import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { NoReason } from '../../domain/contactRules/consent.ts';
import type { ContactRules, Purpose } from '../../domain/contactRules/contactRules.ts';
import type { Instant } from '../../domain/program/program.ts';

type Maybe<T> = ColumnType<T | null, T | null | undefined, T | null>;
type RecordedNow = ColumnType<Instant, never, never>;

export interface Consents {
  id: string;
  address: string;
  channel: string;
  purpose: Maybe<Purpose>;
  given: boolean;
  reason: Maybe<NoReason>;
  source: string;
  wording: Maybe<string>;
  evidence: Maybe<string>;
  inbox: Maybe<string>;
  at: Instant;
  expires_at: Maybe<Instant>;
  recorded_by: string;
  recorded_at: RecordedNow;
}

export interface Misread {
  consent: string;
  at: Instant;
  recorded_by: string;
}

export interface Confirmations {
  opt_out: string;
  address: string;
  until: Instant;
  used_at: Maybe<Instant>;
  intent_id: Maybe<string>;
}

export interface InconvenientRows {
  id: string;
  address: string;
  channel: string;
  from_hour: Maybe<string>;
  until_hour: Maybe<string>;
  weekdays: Maybe<number[]>;
  note: string;
  at: Instant;
  recorded_by: string;
  lifted_at: Maybe<Instant>;
  lifted_by: Maybe<string>;
}

export interface ContactsMade {
  id: string;
  case_id: string;
  channel: string;
  at: Instant;
  local_day: string;
  result: string;
  round: Maybe<number>;
  pass: Maybe<number>;
  key: Maybe<string>;
  note: Maybe<string>;
  recorded_by: string;
  recorded_at: RecordedNow;
}

export interface Allowances {
  id: string;
  case_id: string;
  rule: string;
  channel: Maybe<string>;
  reason: string;
  allowed_by: string;
  role: string;
  at: Instant;
  until: Instant;
  used_for: Maybe<string>;
  used_at: Maybe<Instant>;
}

export interface KeptContactRules {
  id: Generated<string>;
  rules: JSONColumnType<ContactRules>;
  since: Instant;
  recorded_by: string;
}

/** The tables of migrations 0006, 0012 and 0030. */
export interface ContactRulesTables {
  consents: Consents;
  words_that_hold: Consents;
  misread: Misread;
  confirmations: Confirmations;
  contacts_made: ContactsMade;
  allowances: Allowances;
  contact_rules: KeptContactRules;
  inconvenient: InconvenientRows;
}
