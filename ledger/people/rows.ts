import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';

type Maybe<T> = ColumnType<T | null, T | null | undefined, T | null>;

export interface People {
  id: string;
  name: string;
  sender_name: Maybe<string>;
  mailbox: Maybe<string>;
  number: Maybe<string>;
  site: Maybe<string>;
  roles: string[];
  active: Generated<boolean>;
  /** Migration 0022. */
  slack: Maybe<string>;
  added_at: Instant;
}

export interface Absences {
  id: string;
  person: string;
  stand_in: Maybe<string>;
  from_at: Instant;
  until_at: Maybe<Instant>;
}

export interface PeopleLog {
  id: Generated<string>;
  person: string;
  at: Instant;
  by: string;
  what: 'added' | 'changed' | 'removed' | 'away' | 'back';
  change: JSONColumnType<Record<string, unknown>>;
}
