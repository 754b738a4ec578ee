import type { ColumnType } from 'kysely';
import type { Instant } from '../../domain/program/program.ts';
import type { Certificate } from './certificate.ts';

/** Whose cases and addresses an erasure removes; kept only until it is done. */
export interface Subject {
  cases: string[];
  /** In the one spelling, without those that other people's cases have as well. */
  addresses: string[];
  /** How many addresses stay, because other people's cases have them too. */
  shared: number;
}

type Maybe<T> = ColumnType<T | null, T | null | undefined, T | null>;
type MaybeJson<T> = ColumnType<T | null, string | null | undefined, string | null>;

export interface Erasures {
  id: string;
  begun_at: Instant;
  begun_by: string;
  role: string;
  reason: string;
  subject: MaybeJson<Subject>;
  ended_at: Maybe<Instant>;
  certificate: MaybeJson<Certificate>;
}

export interface Erased {
  mark: string;
  kind: 'address' | 'case';
  erasure_id: string;
  since: Instant;
}

export interface ErasureKeys {
  id: string;
  inner_pad: Buffer;
  outer_pad: Buffer;
  made_at: Instant;
}

/** The tables of migration 0028. */
export interface ErasureTables {
  erasures: Erasures;
  erased: Erased;
  erasure_keys: ErasureKeys;
}
