import type { ColumnType, Generated } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';

type Maybe<T> = ColumnType<T | null, T | null | undefined, T | null>;

export interface Unencrypted {
  id: string;
  address: string;
  channel: 'email' | 'text';
  prefers: boolean;
  explained_by: string;
  evidence: Maybe<string>;
  at: Instant;
  recorded_by: string;
  recorded_at: ColumnType<Instant, never, never>;
}

export interface Confidential {
  id: string;
  request: string;
  address: string;
  name: Maybe<string>;
  email: Maybe<string>;
  phone: Maybe<string>;
  portal: Maybe<string>;
  note: string;
  at: Instant;
  recorded_by: string;
  lifted_at: Maybe<Instant>;
  lifted_by: Maybe<string>;
}

export interface Views {
  id: Generated<string>;
  case_id: string;
  at: Instant;
  by: string;
  what: string;
  via: string;
}

/** The tables of migration 0029. */
export interface HealthTables {
  unencrypted: Unencrypted;
  confidential: Confidential;
  views: Views;
}
